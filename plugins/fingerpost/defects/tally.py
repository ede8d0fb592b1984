"""How many defects were seeded, can be told, are caught and are missed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fingerpost.defects.judges import Judge
from fingerpost.defects.operators import OPERATORS
from fingerpost.defects.trial import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of one operator or of all; `by` tells how many each kind of judge catches, alone or with others."""

    seeded: int
    equivalent: int
    caught: int
    by: dict[Judge, int]
    by_warnings_alone: int
    undecided: int

    @property
    def missed(self) -> int:
        """Those that can be told and that nothing tells."""
        return self.seeded - self.equivalent - self.caught

    def reaches(self, percent: float) -> bool:
        """Whether so many of those that can be told are caught; none to be told is all."""
        return 100 * self.caught >= percent * (self.caught + self.missed)

    @property
    def percent(self) -> float:
        """The share of those that are caught, rounded down to a tenth, so that 100 means all."""
        told = self.caught + self.missed
        return self.caught * 1000 // told / 10 if told else 100.0


def tally(verdicts: Iterable[Verdict]) -> Tally:
    """The counts of some verdicts."""
    several = list(verdicts)
    caught = [one for one in several if is_caught(one)]
    judges = list(Judge)
    by = Counter(judges[number] for one in caught for number in {catch.judge for catch in one.catches})
    return Tally(
        seeded=len(several),
        equivalent=sum(one.witness is None for one in several),
        caught=len(caught),
        by={kind: by[kind] for kind in judges},
        by_warnings_alone=sum(all(catch.warning for catch in one.catches) for one in caught),
        undecided=sum(one.witness is not None and not one.witness.sure for one in several),
    )


def is_caught(one: Verdict) -> bool:
    """Whether something finds it; what nobody can tell is not counted, whatever is found."""
    return one.witness is not None and bool(one.catches)


def by_operator(verdicts: Sequence[Verdict]) -> dict[str, Tally]:
    """The counts of each operator that was asked for and had anything to break."""
    apart: dict[str, list[Verdict]] = {name: [] for name in OPERATORS}
    for one in verdicts:
        apart[one.seeded.operator].append(one)
    return {name: tally(several) for name, several in apart.items() if several}


def first_catches(verdicts: Iterable[Verdict]) -> list[tuple[str, int]]:
    """How many each code was the first to catch, the busiest first."""
    codes = Counter(one.catches[0].code for one in verdicts if is_caught(one))
    return sorted(codes.items(), key=lambda item: (-item[1], item[0]))


def missed(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those that are missed: one of each operator at each place first, then the second ones, and so on."""
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for one in verdicts:
        if one.witness is not None and not one.catches:
            place = (one.seeded.operator, one.seeded.defect.at)
            ranked.append((seen[place], one))
            seen[place] += 1
    return [one for _, one in sorted(ranked, key=lambda item: item[0])]


def least_watched(verdicts: Iterable[Verdict]) -> list[tuple[str, int, int]]:
    """The places where most is missed: how they are named, how many are missed, and how many can be told."""
    told: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for one in verdicts:
        if one.witness is not None:
            told[one.seeded.defect.at] += 1
            lost[one.seeded.defect.at] += not one.catches
    places = [(at, lost[at], told[at]) for at in told if lost[at]]
    return sorted(places, key=lambda place: (-place[1], place[0]))
