"""Promises kept and broken: what is said of each form, and which walks count."""

import re
from collections.abc import Mapping

import pytest

from fingerpost import paths
from fingerpost.diagnostics import Diagnostic
from fingerpost.load import load_text
from fingerpost.model import Site, Tree
from fingerpost.policies import FORMS, Verdict, counts_exits, exploring, form_of, judge, order, sentence
from support.judged import DEFAULT, codes, find
from support.promises import EXAMPLES, TREE
from support.today import TODAY


def shown(one: Diagnostic) -> str:
    """The walk of a finding, a line each: the line of the file, what is read there, what it did to the promise."""
    lines = (f"{step.span.line} {step.message}" + (f" <- {step.mark}" if step.mark else "") for step in one.walk)
    return "".join(f"{line}\n" for line in lines) or one.message.partition(":")[0] + "\n"


def files(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts of trees by path."""
    return {f"trees/{name}.yaml": text for name, text in texts.items()}


def broken(tree: str, **around: str) -> str:
    """The walks on which promises are broken, each as `shown`, one below the other."""
    found = find({DEFAULT: tree, **files(around)})
    assert {one.code for one in found} <= {"violated-policy"}
    return "\n".join(shown(one) for one in found)


def loaded(tree: str, **around: str) -> tuple[Tree, Site]:
    """The tree and its site."""
    site = load_text({DEFAULT: tree, **files(around)}, today=TODAY).site
    return site.trees["example"], site


# Every form --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("keys", "said", "walks"), EXAMPLES, ids=[keys for keys, _, _ in EXAMPLES])
def test_a_form_is_kept_or_broken_by_these_walks(keys: str, said: str, walks: str) -> None:
    tree, site = loaded(TREE % keys)
    assert sentence(tree.policies["p"], tree, site) == said
    assert broken(TREE % keys) == walks.lstrip("\n")


def test_each_form_has_an_example_that_keeps_it_and_one_that_breaks_it() -> None:
    forms = {True: set(), False: set()}
    for keys, _, walks in EXAMPLES:
        tree, _ = loaded(TREE % keys)
        forms[bool(walks)].add(form_of(tree.policies["p"]))
    assert forms == {True: set(FORMS), False: set(FORMS)}


@pytest.mark.parametrize("keys", [keys for keys, _, walks in EXAMPLES if "breaks" in walks])
def test_a_walk_that_breaks_a_promise_can_be_walked(keys: str) -> None:
    tree, site = loaded(TREE % keys)
    witnesses = judge(tree.policies["p"], tree, site).witnesses
    ends = [paths.here(site, walked(site, witness.taken)) for witness in witnesses]
    found = find({DEFAULT: TREE % keys})
    assert sorted(end.span for end in ends) == [one.walk[-1].span for one in found]
    assert {end.id for end in ends} == {one.link.partition("&at=")[2].partition("&")[0] for one in found}
    for witness in witnesses:
        # A node for each move and one to begin with, and an answer for each move that is one.
        assert witness.length == 1 + len(witness.taken) + sum(move.kind != "on" for move in witness.taken)


def walked(site: Site, taken: tuple[paths.Move, ...]) -> paths.Walk:
    walk = paths.begin(site, "example")
    for move in taken:
        walk = paths.move(site, walk, move)
    return walk


# What is said of it ------------------------------------------------------------------------------------------------


def test_a_finding_names_the_promise_its_reason_and_where_the_walk_opens() -> None:
    (one,) = find({DEFAULT: TREE % "after: [distressed], require: [safety]"})
    assert one.message == (
        "A path breaks `p`: After “The client is distressed”, “A question about safety” always follows."
    )
    assert (one.span.path, one.span.line) == (DEFAULT, 15)
    assert [(label.span.line, label.message) for label in one.labels] == [(18, "the policy")]
    assert one.help == "The reason for the policy: B"
    assert {step.span.path for step in one.walk} == {DEFAULT}
    assert one.link == "trees/example/#t=example&at=goodbye&a=how.upset,calmer.yes"


ENDS = """\
title: T
tags: {red: R, white: W}
policies: {p: {KEYS, because: B}}
nodes:
  ask: {question: Q?, options: {yes: {to: home, tags: [red]}, no: away}}
  home: {outcome: H, URGENCY}
  away: {outcome: A, urgency: now, tags: [white]}
"""


@pytest.mark.parametrize(
    ("keys", "urgency", "told"),
    [
        ("after: [red], end_in: ['urgency:now']", "urgency: soon", "`urgency: now`"),
        ("after: [red], require: ['urgency:now', 'urgency:soon']", "why: Y", "`urgency: soon` or `urgency: now`"),
        ("after: [red], require: ['urgency:now', 'urgency:soon']", "urgency: today", "`urgency: now`"),
        ("after: [red], require: [white, 'urgency:now'], within: 2", "why: Y", "`urgency: now`"),
        ("always: ['urgency:now']", "why: Y", "`urgency: now`"),
    ],
)
def test_an_end_that_lacks_but_an_urgency_is_told_which(keys: str, urgency: str, told: str) -> None:
    tree = ENDS.replace("KEYS", keys).replace("URGENCY", urgency)
    (one,) = find({DEFAULT: tree})
    assert one.help.splitlines() == [
        f"Lead the path to an end with {told}; or give this end that urgency, if its words are as urgent.",
        "The reason for the policy: B",
    ]
    for urgent in re.findall("`(urgency: [a-z]+)`", told):
        assert find({DEFAULT: ENDS.replace("KEYS", keys).replace("URGENCY", urgent)}) == []


@pytest.mark.parametrize(
    ("keys", "urgency"),
    [
        ("after: [red], end_in: ['urgency:soon']", "urgency: now"),  # it would be less urgent than it is
        ("after: [red], require: [white]", "why: Y"),
        ("after: ['node:home'], require: ['urgency:now']", "why: Y"),  # what sets it off does not keep it
        ("never: ['node:home']", "why: Y"),
        ("after: [red], require: ['urgency:now'], scope: {before: [outcome]}", "why: Y"),
    ],
)
def test_no_urgency_is_told_that_would_not_help_or_would_be_lower(keys: str, urgency: str) -> None:
    found = find({DEFAULT: ENDS.replace("KEYS", keys).replace("URGENCY", urgency)})
    assert {one.help for one in found if one.code == "violated-policy"} == {"The reason for the policy: B"}


def test_a_promise_may_be_broken_with_a_warning() -> None:
    found = find({DEFAULT: TREE % "never: ['node:help'], level: warning"})
    assert [(one.severity, one.code) for one in found] == [("warning", "violated-policy")]


def test_where_two_answers_are_compared_the_end_of_the_better_one_is_shown() -> None:
    keys = "order: ['urgency:routine', 'urgency:now'], worse: {safe: [no, yes]}"
    (one,) = find({DEFAULT: TREE % keys})
    assert (one.labels[1].span.line, one.labels[1].message) == (16, "with the better answer the path ends here")


def test_twenty_last_steps_are_shown_and_the_others_counted() -> None:
    def tree(ends: int) -> str:
        options = ", ".join(f"o{number}: e{number}" for number in range(ends))
        nodes = "".join(f"  e{number}: {{outcome: End {number}}}\n" for number in range(ends))
        first = f"title: T\nnodes:\n  q: {{question: Q?, options: {{{options}}}}}\n"
        waived = "allow: [{check: too-many-options, at: q, because: B}]\n"
        return f"{first}{nodes}policies: {{p: {{never: [outcome], because: B}}}}\n{waived}"

    assert len(find({DEFAULT: tree(20)})) == 20
    for ends, more in ((21, "1 more step"), (30, "10 more steps")):
        *found, rest = find({DEFAULT: tree(ends)})
        assert len(found) == 20
        assert all(one.walk for one in found)
        assert rest.message == f"`p` is broken at {more}."


# Exits -------------------------------------------------------------------------------------------------------------

EXIT = """\
title: Leaving early
tags: {upset: The client is upset}
exits: {gone: {text: They are gone, to: alone}}
nodes:
  how: {question: "How do they seem?", options: {calm: bye, upset: {to: talk, tags: [upset]}}}
  talk: {action: Talk it over., to: bye}
  bye: {outcome: Say goodbye}
  alone: {outcome: Write to them}
policies: {p: {because: B, %s}}
"""


def test_walks_that_are_left_by_an_exit_count_where_harm_is_ruled_out() -> None:
    assert broken(EXIT % "never: ['node:alone']") == (
        "5 How do they seem? (step 1) → [They are gone]\n8 Write to them (step 4) <- breaks the promise\n"
    )
    assert broken(EXIT % "never: ['exit:gone']") == (
        "5 How do they seem? (step 1) → [They are gone] <- breaks the promise\n"
    )
    assert broken(EXIT % "after: [upset], require: ['node:bye']") == (
        "5 How do they seem? (step 1) → Upset <- sets the promise off\n"
        "6 Talk it over. (step 2) → [They are gone]\n"
        "8 Write to them (step 4) <- breaks the promise\n"
    )


def test_walks_that_are_left_by_an_exit_do_not_count_where_something_is_demanded() -> None:
    assert broken(EXIT % "always: ['node:bye']") == ""
    assert broken(EXIT % "possible: ['node:alone']") == "No path keeps `p`\n"


def test_the_policy_says_whether_exits_count() -> None:
    counting = set()
    for keys, _, _ in EXAMPLES:
        tree, _ = loaded(TREE % keys)
        if counts_exits(tree.policies["p"]):
            counting.add(form_of(tree.policies["p"]))
    assert counting == {"after", "at_most", "end_in", "never", "not_both", "within"}


# Other trees -------------------------------------------------------------------------------------------------------

CHECK = """\
title: A safety check
tags: {asked: Somebody asked}
nodes:
  ask: {question: "Are they safe?", tags: [asked], options: {yes: safe, no: danger}}
  safe: {outcome: Safe, urgency: routine}
  danger: {outcome: In danger, urgency: now}
"""
USING = """\
title: Leaving early
nodes:
  how: {question: "How do they seem?", options: {calm: check, upset: again}}
  check: {tree: check, outcomes: {safe: bye, danger: end}}
  again: {tree: check, outcomes: {safe: "tree:other", danger: bye}}
  bye: {outcome: Say goodbye}
policies: {p: {because: B, %s}}
"""
OTHER = "title: Another matter\nnodes:\n  talk: {action: Talk it over., to: out}\n  out: {outcome: Out}\n"


@pytest.mark.parametrize(
    ("keys", "walks"),
    [
        # A subtree's outcome that leads on is no end; one that is mapped to `end` is.
        ("always: [outcome]", ""),
        (
            "never: ['urgency:now']",
            "3 How do they seem? (step 1) → Calm\n4 check (step 2)\n4 Are they safe? (step 1 of check) → No\n"
            "6 In danger (step 3 of check) <- breaks the promise\n",
        ),
        ("never: ['urgency:routine']", ""),
        # Inside one use, and in the other tree wherever it is met.
        ("require: ['node:check'], before: ['node:check/ask']", ""),
        (
            "require: ['node:check'], before: ['node:check/ask', 'node:again/ask']",
            "3 How do they seem? (step 1) → Upset\n5 again (step 3)\n"
            "4 Are they safe? (step 1 of check) <- breaks the promise\n",
        ),
        ("at_most: 1, of: ['node:check/ask']", ""),
        (
            "never: ['answer:again/ask/no']",
            "3 How do they seem? (step 1) → Upset\n5 again (step 3)\n"
            "4 Are they safe? (step 1 of check) → No <- breaks the promise\n",
        ),
        # Behind a jump the promise goes on.
        (
            "after: ['answer:how/upset'], end_in: ['node:bye']",
            "3 How do they seem? (step 1) → Upset <- sets the promise off\n5 again (step 3)\n"
            "4 Are they safe? (step 1 of check) → Yes\n5 Safe (step 2 of check)\n3 Talk it over. (step 1)\n"
            "4 Out (step 2) <- breaks the promise\n",
        ),
        ("require: ['node:again'], before: ['tree:other']", ""),
    ],
)
def test_promises_hold_across_trees(keys: str, walks: str) -> None:
    assert broken(USING % keys, check=CHECK, other=OTHER) == walks


def test_a_walk_in_another_tree_is_told_in_the_first_file_and_shown_to_its_edge() -> None:
    files = {DEFAULT: USING % "never: ['node:other/out']", "trees/check.yaml": CHECK, "trees/other.yaml": OTHER}
    (one,) = find(files)
    assert [step.span.path for step in one.walk][-2:] == ["trees/other.yaml"] * 2
    assert (one.span.path, one.span.line) == (DEFAULT, 5)
    assert one.link == "trees/example/#t=example&at=again/safe&a=how.upset,again/ask.yes"


def test_the_address_of_a_walk_names_the_way_out_that_it_takes() -> None:
    tree = (
        "title: T\nexits: {danger: {text: Danger, to: help}}\n"
        "policies: {p: {because: B, never: ['node:help']}}\n"
        "nodes:\n  ask: {question: '?', options: {x: more, y: done}}\n"
        "  more: {question: 'More?', options: {x: done, y: help-not}}\n"
        "  done: {outcome: .}\n  help-not: {outcome: No}\n  help: {outcome: Help}\n"
    )
    (one,) = (found for found in find({DEFAULT: tree}) if found.code == "violated-policy")
    assert one.link == "trees/example/#t=example&at=help&a=ask!example/danger"


def test_a_promise_of_the_site_is_judged_in_each_tree() -> None:
    trees = {DEFAULT: USING.partition("policies")[0], "trees/check.yaml": CHECK, "trees/other.yaml": OTHER}
    site = "policies: {p: {never: ['node:check/danger'], because: B}}"
    found = find({**trees, "trees/_site.yaml": site})
    assert [(one.span.path, one.span.line) for one in found] == [("trees/check.yaml", 6), (DEFAULT, 4), (DEFAULT, 5)]
    assert {(one.walk[-1].span.path, one.walk[-1].span.line) for one in found} == {("trees/check.yaml", 6)}


# Guards, and walks without end -------------------------------------------------------------------------------------

GUARDED = """\
title: Leaving early
nodes:
  alone: {question: "Are they alone?", options: {yes: tired, no: tired}}
  tired:
    question: Are they tired?
    options: {yes: [{when: {alone: %s}, to: call}, {to: taxi}], no: taxi}
  call: {action: Call somebody., to: taxi}
  taxi: {outcome: Call a taxi}
policies: {p: {not_both: ['answer:alone/yes', 'node:call'], because: B}}
"""


def test_contradictory_guards_give_no_false_alarm() -> None:
    assert broken(GUARDED % "no") == ""
    assert broken(GUARDED % "yes") == (
        "3 Are they alone? (step 1) → Yes <- sets the promise off\n6 Are they tired? (step 2) → Yes\n"
        "7 Call somebody. (step 3) <- breaks the promise\n"
    )


ROUND = """\
title: Waiting
nodes:
  start: {question: "Is it urgent?", options: {yes: ask, no: done}}
  ask: {question: "Are they calmer?", options: {yes: done, no: wait}}
  wait: {action: Wait a minute., to: %s}
  done: {outcome: Done}
policies: {p: {because: B, %s}}
"""


@pytest.mark.parametrize(
    ("keys", "walks"),
    [
        (
            "always: ['node:done']",
            "3 Is it urgent? (step 1) → Yes\n4 Are they calmer? (step 2) → No <- from here it can go round for ever\n"
            "5 Wait a minute. (step 3)\n4 Are they calmer? (step 2)\n",
        ),
        (
            "after: ['answer:start/yes'], require: ['node:done']",
            "3 Is it urgent? (step 1) → Yes\n4 Are they calmer? (step 2) → No <- from here it can go round for ever\n"
            "5 Wait a minute. (step 3)\n4 Are they calmer? (step 2)\n",
        ),
        # Whatever is asked for on the round is not owed for ever.
        ("after: ['answer:start/yes'], require: ['node:ask', outcome]", ""),
        # Where walks end is not judged on one that does not.
        ("after: ['answer:start/yes'], end_in: ['node:done']", ""),
    ],
)
def test_a_walk_that_goes_round_for_ever_may_break_a_promise(keys: str, walks: str) -> None:
    tree = ROUND % ("ask", keys)
    assert broken(tree, _site="levels: {walkable-loop: off}") == walks


def test_a_loop_that_is_asked_often_enough_breaks_a_bound() -> None:
    tree = ROUND % ("ask", "max_questions: 3")
    assert broken(tree, _site="levels: {walkable-loop: off}").count("Are they calmer?") == 3


# Nothing to judge --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "keys",
    [
        "after: ['urgency:today'], require: [safety]",
        "require: [safety], before: ['urgency:today']",
        "after: ['urgency:today'], require: [safety], within: 3",
        "after: ['urgency:today'], end_in: [outcome]",
        "at_most: 1, of: ['urgency:today']",
        "not_both: [safety, 'urgency:today']",
        "to_end_in: ['urgency:today'], require_each: [safety]",
        "order: ['urgency:soon', 'urgency:today'], worse: {safe: [yes, no]}",
        "never: [action], scope: {after: ['urgency:today']}",
        "never: ['urgency:today'], scope: {between: [safety, action]}",
        "max_questions: 1, scope: {before: ['urgency:today']}",
    ],
)
def test_a_promise_that_nothing_sets_off_is_vacuous(keys: str) -> None:
    assert codes(TREE % keys) == ["vacuous-policy"]
    assert codes(TREE % f"{keys}, may_be_vacuous: true") == []


@pytest.mark.parametrize(
    ("written", "instead", "told"),
    [
        # One wrong arrow, and nobody comes to what four promises wait for.
        ("no: call", "no: home", ["question-that-changes-nothing", *["unreachable-node"] * 2]),
        ("tags: [urgent]", "tags: [urgnet]", ["unknown-tag"]),
        # Nothing but the promise itself is wrong.
        ("tags: [urgent]", "avoid: [Waiting]", ["vacuous-policy"]),
        # The site has said that what nobody comes to is no error: then it is told here.
        ("no: call", "no: home", ["question-that-changes-nothing", *["unreachable-node"] * 2, *["vacuous-policy"] * 4]),
    ],
)
def test_what_follows_from_another_error_is_not_told_again(written: str, instead: str, told: list[str]) -> None:
    tree = """\
title: T
tags: {urgent: U, safety: S}
policies:
  named: {after: "node:call", end_in: outcome, because: B}
  tagged: {after: urgent, end_in: outcome, because: B}
  scoped: {never: safety, scope: {after: "node:call"}, because: B}
  compared: {order: ["node:home", "node:help"], worse: {late: [no, yes]}, because: B}
nodes:
  safe: {question: Are they safe?, tags: [safety], options: {yes: home, no: call}}
  call: {action: Call., tags: [urgent], to: late}
  late: {question: Is it late?, options: {yes: help, no: home}}
  home: {outcome: They go home}
  help: {outcome: Get help, urgency: now}
exits: {danger: {text: Danger, to: help}}
"""
    assert codes(tree) == []
    site = "levels: {unreachable-node: warning}" if "vacuous-policy" in told else "tags: {}"
    assert codes(tree.replace(written, instead), _site=site) == told


def test_a_promise_of_the_site_is_vacuous_where_no_tree_sets_it_off() -> None:
    site = "policies: {p: {after: [%s], require: [outcome], because: B}}"
    around = {"check": CHECK, "other": OTHER}
    tree = USING.partition("policies")[0]
    assert codes(tree, **around, _site=site % "'node:other/talk'") == []
    assert codes(tree, **around, _site=site % "'urgency:today'") == ["vacuous-policy"]


def test_broken_trees_are_not_judged() -> None:
    tree = (TREE % "never: [outcome]").replace("no: help", "no: hepl")
    assert codes(tree) == ["missing-target", "unreachable-node"]
    assert codes((TREE % "never: [outcome]").replace("goodbye: {outcome: Say goodbye", "goodby: {outcome: Bye"))[
        :1
    ] == ["missing-target"]


def test_a_policy_with_a_name_that_means_nothing_is_not_judged() -> None:
    assert codes(TREE % "never: [outcome, distresed]") == ["unknown-tag"]
    assert codes(TREE % "after: [distressed], require: ['node:sfae']") == ["unknown-node"]


def test_a_policy_without_a_form_is_not_judged() -> None:
    assert codes(TREE % "never: [outcome], always: [outcome]") == ["misshapen-policy"]


# Limits ------------------------------------------------------------------------------------------------------------


def test_a_walk_too_long_to_be_told_is_still_found() -> None:
    twice = (
        "title: T\nnodes:\n"
        "  a: {tree: t%d, outcomes: {c: b}}\n  b: {tree: t%d, outcomes: {c: c}}\n  c: {outcome: Done}\n"
    )
    nested = {f"t{depth}": twice % (depth + 1, depth + 1) for depth in range(1, 15)}
    nested["t15"] = "title: T\nnodes: {c: {outcome: Done}}\n"
    tree = twice % (1, 1) + "policies: {p: {never: ['node:c'], because: B}}\n"
    found = [one for one in find({DEFAULT: tree, **files(nested)}) if one.code == "violated-policy"]
    assert [one.walk for one in found] == [()]


@pytest.mark.parametrize(
    ("module", "limit", "keys"),
    [
        (exploring, "PLACES", "never: ['urgency:today']"),
        (order, "PAIRS", "order: ['urgency:routine', 'urgency:now'], worse: {safe: [yes, no]}"),
    ],
)
def test_past_a_limit_nothing_is_called_kept(
    module: object, limit: str, keys: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(TREE % keys) == []
    monkeypatch.setattr(module, limit, 2)
    (one,) = find({DEFAULT: TREE % keys})
    assert (one.code, one.severity, one.span.line) == ("undecided-policy", "error", 18)
    tree, site = loaded(TREE % keys)
    assert judge(tree.policies["p"], tree, site).verdict is Verdict.UNDECIDED
