"""What a promise is called in words, which of its names mean something, and what set it off before it was broken."""

import pytest

from fingerpost.load import load_text
from fingerpost.model import Ref, Site
from fingerpost.policies import sentence
from fingerpost.policies.monitors import CLOSES, OPENS, P, S
from fingerpost.policies.selectors import is_known
from fingerpost.policies.setting_off import set_off
from support.today import TODAY

EXAMPLE = """\
title: Leaving early
tags: {calm: They are calm, here: Here alone}
stages: {say: What to say}
exits: {out: {text: I must go, to: home}}
nodes:
  how: {question: How are they?, options: {well: {text: Quite well, to: walk}, ill: check}}
  walk: {action: Walk with them., to: home}
  check: {tree: other, outcomes: {done: home}}
  home: {outcome: They go home}
policies:
  p: {because: B, %s}
"""
OTHER = """\
title: Another matter
tags: {calm: Calm elsewhere, there: There alone}
stages: {say: Said elsewhere, ask: What to ask}
exits: {out: {text: Out of the other, to: done}, back: {text: Back again, to: done}}
nodes:
  asked: {question: Asked?, options: {yes: done, no: done}}
  done: {outcome: Done}
"""
SITE = "tags: {all: Said of all}\nexits: {danger: {text: Danger now, to: home}}\n"


def a_site(policy: str = "always: [outcome]") -> Site:
    files = {"example": EXAMPLE % policy, "other": OTHER, "_site": SITE}
    return load_text({f"trees/{name}.yaml": text for name, text in files.items()}, today=TODAY).site


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ("question", "a question"),
        ("action", "an action"),
        ("outcome", "an outcome"),
        ("calm", "“They are calm”"),
        ("all", "“Said of all”"),
        ("there", "“There alone”"),
        ("urgency:now", "an outcome marked “now”"),
        ("stage:say", "the stage “What to say”"),
        ("stage:ask", "the stage “What to ask”"),
        ("stage:other/say", "the stage “Said elsewhere”"),
        ("tree:other", "the tree “Another matter”"),
        ("exit:out", "the exit “I must go”"),
        ("exit:back", "the exit “Back again”"),
        ("exit:other/out", "the exit “Out of the other”"),
        ("exit:danger", "the exit “Danger now”"),
        ("node:how", "the question “How are they?”"),
        ("node:walk", "the step “Walk with them.”"),
        ("node:check", "the step “check”"),
        ("node:home", "the outcome “They go home”"),
        ("node:check/asked", "the question “Asked?”"),
        ("answer:how/well", "the answer “Quite well” to “How are they?”"),
        ("answer:check/asked/no", "the answer “No” to “Asked?”"),
    ],
)
def test_a_selector_is_told_by_what_its_author_called_it(selector: str, words: str) -> None:
    site = a_site(f"never: ['{selector}']")
    tree = site.trees["example"]
    assert sentence(tree.policies["p"], tree, site) == f"No path ever comes to {words}."


def test_several_are_told_in_one_breath() -> None:
    site = a_site("never: [question, action, outcome]")
    tree = site.trees["example"]
    told = "No path ever comes to a question, an action or an outcome."
    assert sentence(tree.policies["p"], tree, site) == told


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        ("{after: calm}", "Behind “They are calm”: no path ever comes to an action."),
        ("{before: calm}", "On the way to “They are calm”: no path ever comes to an action."),
        (
            "{between: [calm, all]}",
            "On the way from “They are calm” to “Said of all”: no path ever comes to an action.",
        ),
    ],
)
def test_the_part_of_a_path_comes_first(scope: str, words: str) -> None:
    site = a_site(f"never: action, scope: {scope}")
    tree = site.trees["example"]
    assert sentence(tree.policies["p"], tree, site) == words


@pytest.mark.parametrize(
    ("selector", "known"),
    [
        ("node:how", True),
        ("node:who", False),
        ("node:check/asked", True),
        ("answer:how/well", True),
        ("answer:how/better", False),
        ("answer:home/well", False),
        ("answer:who/well", False),
        ("stage:say", True),
        ("stage:other/ask", True),
        ("stage:example/ask", False),
        ("stage:nowhere", False),
        ("exit:out", True),
        ("exit:danger", True),
        ("exit:other/danger", True),
        ("exit:example/back", False),
        ("exit:nowhere", False),
        ("tree:other", True),
        ("tree:others", False),
        ("urgency:now", True),
        ("question", True),
        ("calm", True),
        ("all", True),
        ("sad", False),
    ],
)
def test_which_names_mean_something(selector: str, known: bool) -> None:
    site = a_site()
    span = site.trees["example"].title.span
    assert is_known(Ref(id=selector, span=span), site.trees["example"], site) is known


# Each letter is an event: what sets a promise off, what meets it, where its part of the path opens and closes.
NONE = 0


@pytest.mark.parametrize(
    ("form", "scope", "letters", "at"),
    [
        # Of something that must follow: the oldest that still waits.
        ("after", "", [NONE, P, NONE], 1),
        ("after", "", [P, P, NONE], 0),
        ("after", "", [P, S, P, NONE], 2),
        ("after", "", [P, S, NONE], None),
        ("after", "", [P | S, NONE], 0),
        ("within", "", [P, NONE, S], 0),
        # Of what may come no more, and of what a path may end in: the first.
        ("end_in", "", [NONE, P, P, NONE], 1),
        ("at_most", "", [P, NONE, P], 0),
        ("not_both", "", [NONE, S, P], 1),
        ("not_both", "", [P, NONE, S], 0),
        ("not_both", "", [NONE, P], 1),
        ("not_both", "", [NONE, NONE], None),
        # Behind something: what opened the part, if the promise itself has nothing that sets it off.
        ("never", "", [NONE, S], None),
        ("never", "after", [NONE, OPENS, NONE, S], 1),
        ("never", "after", [OPENS, OPENS, S], 0),
        ("never", "before", [NONE, S, CLOSES], None),
        ("never", "between", [OPENS, NONE, CLOSES, NONE, OPENS, S, CLOSES], 4),
        ("never", "between", [OPENS, S, CLOSES], 0),
        ("never", "between", [OPENS, S, CLOSES | OPENS], 0),
        ("never", "between", [CLOSES, OPENS, S, CLOSES], 1),
        # What came before the part does not count.
        ("after", "after", [P, OPENS, NONE, P, NONE], 3),
        ("end_in", "between", [P, OPENS, P, CLOSES], 2),
        ("at_most", "before", [P, NONE, P, CLOSES], 0),
    ],
)
def test_what_set_a_promise_off(form: str, scope: str, letters: list[int], at: int | None) -> None:
    assert set_off(form, scope, letters) == at
