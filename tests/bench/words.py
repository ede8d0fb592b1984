"""Plain sentences of many lengths, put together from lists; every word is ours and says nothing of the real world."""

from collections.abc import Callable
from itertools import product
from random import Random

_PLACES = (
    "at the front desk", "by the east door", "in the archive", "in the boiler room", "in the car park", "in the hall",
    "in the kitchen", "in the loading bay", "in the reading room", "in the workshop", "near the lift",
    "on the first floor", "on the roof", "on the stairs", "under the glass roof", "in the long corridor",
)  # fmt: skip
_THINGS = (
    "alarm panel", "back door", "boiler", "cold store", "delivery", "display case", "drain", "extractor fan",
    "fire door", "freezer", "fuse box", "gas valve", "heater", "key cabinet", "ladder", "lamp", "lift", "meter",
    "notice board", "parcel", "pump", "radiator", "shelf", "shutter", "sink", "skylight", "sprinkler", "switch", "tap",
    "trolley", "valve", "ventilation grille", "water tank", "window",
)  # fmt: skip
_STATES = (
    "blocked", "broken", "cold", "damaged", "damp", "dark", "hot to the touch", "leaking", "locked", "loose",
    "making a noise", "missing", "open", "out of order", "running", "smoking", "steady", "still in its place",
    "switched off", "unsafe to touch", "warm", "wet", "where it belongs",
)  # fmt: skip
_VERBS = (
    "Check", "Clean", "Close", "Cover", "Empty", "Fence off", "Leave", "Lift", "Lock", "Look at", "Mark", "Move",
    "Note the state of", "Open", "Photograph", "Reset", "Secure", "Shut", "Stand clear of", "Test", "Unplug", "Wipe",
)  # fmt: skip
_MANNERS = (
    "", " first", " once more", " as the sheet on the wall says", " before anybody else comes near",
    " for as long as it takes", " from a safe distance", " gently", " if you can reach it without climbing",
    " slowly", " so that nobody trips over it", " together with a colleague", " while somebody keeps the way clear",
    " with both hands", " with gloves", " without leaning over it",
)  # fmt: skip
_PEOPLE = ("the caretaker", "the duty manager", "the engineer", "the night porter", "the owner", "the site office")
_SPEECH = (
    "I am going to {act} now.",
    "Could you step back for a moment? I would like to {act}.",
    "I have told {person}: we stay here until it is clear.",
    "Please wait with me, and tell me what you saw {place}.",
    "We have time. First I will {act}, then we decide together.",
    'It is loud, I know. May I {act}, and you say "stop" when you want me to?',
)
_REASONS = (
    "What looks small {place} can spread to the {thing}.",
    "Two people see more than one, and {person} knows the {thing} best.",
    "A {thing} that is {state} may be a sign of something else.",
    "It keeps the way free, and nothing is lost by waiting.",
    "Most of the harm comes from hurry. A minute spent {place} is well spent.",
    "The {thing} was built to be left alone while it is {state}; whoever forces it has to replace it.",
)
_OUTCOMES = (
    "Hand over to {person} {place}", "Call {person} about the {thing}", "Leave the {thing} {place} as it is",
    "Carry on with the {thing} as usual", "Wait for {person} {place}", "Replace the {thing} {place} today",
)  # fmt: skip
_SIGNS = (
    "Water {place}", "A smell near the {thing}", "A {thing} that is {state}", "Voices {place}",
    "Somebody asks for {person}", "Marks on the {thing} that were not there yesterday",
)  # fmt: skip


class Words:
    """Sentences from a seed; no question and no outcome comes twice."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - nothing here is secret
        self._subjects = [f"the {thing} {place}" for thing, place in product(_THINGS, _PLACES)]
        self._random.shuffle(self._subjects)
        self._used: set[str] = set()

    def question(self) -> str:
        """Something that can be answered by looking."""
        return self._new(lambda: f"Is {self._subject()} {self._one(_STATES)}?")

    def action(self) -> str:
        """One thing to do, as the text of a step."""
        return self._new(lambda: f"{self._one(_VERBS)} {self._subject()}{self._one(_MANNERS)}.")

    def outcome(self) -> str:
        """How it ends."""
        return self._new(lambda: self._filled(self._one(_OUTCOMES)))

    def title(self) -> str:
        """What a procedure is for."""
        return self._new(lambda: f"{self._subject()} is {self._one(_STATES)}").capitalize()

    def instruction(self) -> str:
        """One line of a list of things to do."""
        return f"{self._one(_VERBS)} the {self._one(_THINGS)}{self._one(_MANNERS)}."

    def mistake(self) -> str:
        """One line of a list of things to leave alone."""
        return f"{self._one(('Forcing', 'Guessing at', 'Leaning on', 'Running to', 'Touching'))} {self._subject()}"

    def speech(self) -> str:
        """Something to say aloud."""
        act = f"{self._one(('close', 'look at', 'move', 'switch off', 'test'))} the {self._one(_THINGS)}"
        return self._filled(self._one(_SPEECH), act=act)

    def person(self) -> str:
        """Somebody to ask."""
        return self._one(_PEOPLE).capitalize()

    def sign(self) -> str:
        """Something to look for."""
        return self._filled(self._one(_SIGNS))

    def reason(self) -> str:
        """Why a step is there: one sentence or two."""
        return " ".join(self._filled(one) for one in self._random.sample(_REASONS, self._random.choice((1, 1, 2))))

    def _one(self, words: tuple[str, ...]) -> str:
        return self._random.choice(words)

    def _subject(self) -> str:
        self._subjects.append(self._subjects.pop(0))
        return self._subjects[-1]

    def _filled(self, pattern: str, act: str = "") -> str:
        person, place = self._one(_PEOPLE), self._one(_PLACES)
        return pattern.format(act=act, person=person, place=place, state=self._one(_STATES), thing=self._one(_THINGS))

    def _new(self, make: Callable[[], str]) -> str:
        """What `make` gives, tried again until it is new."""
        while (made := make()) in self._used:
            pass
        self._used.add(made)
        return made
