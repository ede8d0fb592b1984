"""Seeded defects: each way to break a tree, whether anybody could tell, and what is caught."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fingerpost import cli
from fingerpost.audit import audit
from fingerpost.checks import CHECKS
from fingerpost.cli import seeding
from fingerpost.defects import OPERATORS, REPORTS, ground, seeded, verdicts
from fingerpost.defects.editing import applied, diff
from fingerpost.defects.judges import Judge, judge_of
from fingerpost.defects.oracle import Move, telling
from fingerpost.defects.tally import least_watched, missed, tally
from fingerpost.defects.trial import MOST, Seeded, tried
from fingerpost.load import load_site, load_text
from fingerpost.model import Action, Jump, Outcome, Question, Ref, Subtree
from fingerpost.search import STATES
from support import trees as world
from support.today import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fingerpost.model import Exit, Node, Option, Site, Target, Tree

TREES = Path(__file__).parent.parent / "trees"
PATH = "trees/rain.yaml"
RAIN = """\
title: Going out
tags: {wet: It is wet, look: Look first}
start: raining
exits:
  stay: {text: Stay in, to: home}
  leave:
    text: Just go
    to: go
nodes:
  raining:
    question: Is it raining?
    tags: [look]
    options:
      yes: {to: wind, tags: [wet]}
      no: go
      unsure:
        text: Hard to tell
        to: wind
        tags:
          - wet
          - look
  wind:
    question: Is it windy?
    options:
      # An umbrella is of no use then.
      yes:
        - {when: {raining: unsure}, to: go}
        - when: {raining: yes}
          to: home
        - to: umbrella
      no: umbrella
  umbrella:
    action: Take an umbrella.
    to: go  # at last
  go: {outcome: Go out, urgency: soon}
  home: {outcome: Stay at home, urgency: routine}
"""
# For each way to break it, the first defect: what is said of it, and the lines that go (-) and come (+).
EXAMPLES = {
    "retarget": (
        "`raining/yes` leads to `umbrella` instead of `wind`.",
        ["-      yes: {to: wind, tags: [wet]}", "+      yes: {to: umbrella, tags: [wet]}"],
    ),
    "add-loop": (
        "`raining/yes` leads to `raining` instead of `wind`.",
        ["-      yes: {to: wind, tags: [wet]}", "+      yes: {to: raining, tags: [wet]}"],
    ),
    "swap-targets": (
        "`raining/yes` leads to `go` and `raining/no` to `wind`; they changed places.",
        [
            "-      yes: {to: wind, tags: [wet]}",
            "-      no: go",
            "+      yes: {to: go, tags: [wet]}",
            "+      no: wind",
        ],
    ),
    "move-start": ("The tree begins at `wind` instead of `raining`.", ["-start: raining", "+start: wind"]),
    "delete-option": ("`raining` no longer offers `yes`.", ["-      yes: {to: wind, tags: [wet]}"]),
    "drop-tag": ("`raining` no longer carries `look`.", ["-    tags: [look]"]),
    "cut-node": (
        "`raining` is left out; what led there leads to `wind`.",
        [
            "-start: raining",
            "+start: wind",
            *(f"-{line}" for line in RAIN[RAIN.index("  raining:\n") : RAIN.index("  wind:\n")].splitlines()),
        ],
    ),
    "drop-exit": ("There is no exit `stay` any more.", ["-  stay: {text: Stay in, to: home}"]),
    "rename-tag": (
        "What carried `look` carries `look-2`.",
        ["-    tags: [look]", "+    tags: [look-2]", "-          - look", "+          - look-2"],
    ),
    "change-urgency": (
        "`go` is for `now` instead of `soon`.",
        ["-  go: {outcome: Go out, urgency: soon}", "+  go: {outcome: Go out, urgency: now}"],
    ),
    "drop-condition": (
        "`wind/yes` leads to `go` whatever `raining` was.",
        ["-        - {when: {raining: unsure}, to: go}", "+        - {to: go}"],
    ),
    "negate-condition": (
        "`wind/yes` leads to `go` when `raining` was `yes` or `no`.",
        ["-        - {when: {raining: unsure}, to: go}", "+        - {when: {raining: [yes, no]}, to: go}"],
    ),
    "drop-guarded-target": ("`wind/yes` leads to `go` no longer.", ["-        - {when: {raining: unsure}, to: go}"]),
    "swap-guards": (
        "`wind/yes` leads to `home` before it is asked whether it leads elsewhere.",
        [
            "-        - {when: {raining: unsure}, to: go}",
            "+        - {when: {raining: unsure}, to: go}",
        ],
    ),
}


def site_of(files: dict[str, str]) -> Site:
    loaded = load_text(files, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


def rain(text: str = RAIN) -> tuple[Tree, Site]:
    site = site_of({PATH: text})
    return site.trees["rain"], site


def broken(one: Seeded, tree: Tree, site: Site) -> Tree:
    """The tree with a defect, loaded from its text."""
    path = tree.span.path
    return site_of({path: applied(site.files[path], one.defect.edits).text}).trees[tree.id]


@pytest.mark.parametrize(
    ("files", "leaning"),
    [
        ({"_hazards": "h: {hazard: It is missed, checked_by: ['node:fog/n']}\n"}, ("fog",)),
        ({"_site": "policies: {p: {never: ['node:fog/n'], because: B}}\n"}, ("fog", "hail", "snow")),
        ({"snow": "title: Snow\nnodes: {n: {action: Do, to: 'tree:fog'}}\n"}, ("fog", "snow")),
    ],
)
def test_only_trees_that_can_tell_are_judged_again(files: dict[str, str], leaning: tuple[str, ...]) -> None:
    plain = dict.fromkeys(("fog", "hail", "snow"), "title: Weather\nnodes: {n: {outcome: Done}}\n")
    site = load_text({f"trees/{name}.yaml": text for name, text in {**plain, **files}.items()}, today=TODAY).site
    assert ground(site.trees["fog"], site).leaning == leaning


# Each way to break a tree -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OPERATORS)
def test_each_operator_has_an_example(name: str) -> None:
    tree, site = rain()
    first = next(seeded(tree, site, [name]))
    source = site.files[PATH]
    told = diff(source, applied(source, first.defect.edits)).splitlines()[2:]
    message, changed = EXAMPLES[name]
    assert first.defect.message == message
    assert sorted(line for line in told if line[:1] in "+-") == sorted(changed)


@pytest.mark.parametrize("name", OPERATORS)
def test_each_operator_says_in_one_sentence_what_it_does(name: str) -> None:
    sentence = OPERATORS[name].__doc__ or ""
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_a_jump_leads_to_each_other_tree_and_back_into_this_one() -> None:
    other = "title: T\nnodes:\n  over: {outcome: Over}\n"
    site = site_of({PATH: RAIN.replace("no: go", "no: 'tree:a'"), "trees/a.yaml": other, "trees/b.yaml": other})
    at = [one.defect for one in seeded(site.trees["rain"], site, ["retarget"]) if one.defect.at == "raining/no"]
    assert [one.edits[0].replacement for one in at] == ["'wind'", "'umbrella'", "'go'", "'home'", "'tree:b'"]


def test_the_only_exit_goes_with_all_that_is_around_it() -> None:
    text = RAIN.replace("  stay: {text: Stay in, to: home}\n", "")
    tree, site = rain(text)
    (one,) = seeded(tree, site, ["drop-exit"])
    assert applied(site.files[PATH], one.defect.edits).text == text.replace(
        "exits:\n  leave:\n    text: Just go\n    to: go\n", ""
    )


def test_a_start_that_is_not_written_is_put_in() -> None:
    tree, site = rain(RAIN.replace("start: raining\n", ""))
    one = next(seeded(tree, site, ["move-start"]))
    assert "start: wind\nnodes:\n" in applied(site.files[PATH], one.defect.edits).text


@pytest.mark.parametrize("ending", ["\n", "\r\n", ""])
def test_a_diff_is_what_git_applies(tmp_path: Path, ending: str) -> None:
    text = RAIN.rstrip("\n").replace("\n", ending or "\n") + ending
    tree, site = rain(text)
    (tmp_path / "trees").mkdir()
    for one in seeded(tree, site, ["cut-node", "change-urgency"]):
        (tmp_path / PATH).write_bytes(text.encode())
        after = applied(site.files[PATH], one.defect.edits)
        change = diff(site.files[PATH], after)
        subprocess.run(["git", "apply", "-p1", "-"], input=change.encode(), cwd=tmp_path, check=True)
        assert (tmp_path / PATH).read_bytes() == after.text.encode()


# Laws of the operators --------------------------------------------------------------------------------------------

Fact = tuple[object, ...]


def facts(tree: Tree) -> Counter[Fact]:
    """All that a tree says of its shape, one by one."""
    return Counter(_facts(tree))


def _facts(tree: Tree) -> Iterator[Fact]:
    yield "start", tree.start.id
    for name, out in tree.exits.items():
        yield "arrow", f"exit:{name}", 0, (), goal(out.to)
    for node in tree.nodes.values():
        yield "node", node.id, type(node).__name__
        yield from (("tag", node.id, tag.id) for tag in node.tags)
        match node:
            case Outcome(urgency=Ref(id=urgency)):
                yield "urgency", node.id, urgency
            case Question(options=options):
                for option in options:
                    yield "option", f"{node.id}/{option.id}", option.text.value
                    yield from (("tag", f"{node.id}/{option.id}", tag.id) for tag in option.tags)
                    yield from _arrows(f"{node.id}/{option.id}", option.to)
            case Action(to=to):
                yield from _arrows(node.id, to)
            case Subtree(outcomes=returns):
                for one in returns:
                    yield from _arrows(f"{node.id}/{one.outcome.id}", one.to)


def _arrows(at: str, targets: tuple[Target, ...]) -> Iterator[Fact]:
    for place, target in enumerate(targets):
        conditions = target.when.conditions if target.when else ()
        when = tuple((one.question.id, *(option.id for option in one.options)) for one in conditions)
        yield "arrow", at, place, when, goal(target.to)


def goal(to: object) -> str:
    match to:
        case Ref(id=name):
            return name
        case Jump(tree=name):
            return f"tree:{name}"
    return "end"


def changed(before: Tree, after: Tree) -> tuple[list[Fact], list[Fact]]:
    """What is lost and what is new."""
    old, new = facts(before), facts(after)
    return sorted((old - new).elements(), key=str), sorted((new - old).elements(), key=str)


def keeps_the_law(name: str, at: str, tree: Tree, after: Tree) -> bool:
    """Whether an operator changed just what it says, told from the models alone."""
    lost, new = changed(tree, after)
    node = at.partition("/")[0]
    match name:
        case "retarget" | "add-loop":
            (was,), (now,) = lost, new
            return was[:4] == now[:4] and was[1] == at
        case "swap-targets":
            return [one[:4] for one in lost] == [one[:4] for one in new] and Counter(one[4] for one in lost) == Counter(
                one[4] for one in new
            )
        case "move-start":
            return [one[0] for one in lost + new] == ["start", "start"]
        case "delete-option":
            return not new and bool(lost) and all(one[1] == at for one in lost) and len(options_at(after, node)) > 0
        case "drop-tag":
            return not new and [one[:2] for one in lost] == [("tag", at)]
        case "cut-node":
            led = all(one[0] == "start" or one[0] == "arrow" for one in new)
            return led and node not in after.nodes and not any(one[-1] == node for one in facts(after))
        case "drop-exit":
            return not new and [one[1] for one in lost] == [at]
        case "rename-tag":
            names = {one[2] for one in lost}
            return len(names) == 1 and not any(one[0] == "tag" and one[2] in names for one in facts(after))
        case "change-urgency":
            return [one[:2] for one in lost] == [one[:2] for one in new] == [("urgency", at)]
        case "drop-condition":
            (was,), (now,) = lost, new
            return was[4] == now[4] and len(now[3]) == len(was[3]) - 1 and set(now[3]) < set(was[3])  # type: ignore[arg-type]
        case "negate-condition":
            (was,), (now,) = lost, new
            return was[4] == now[4] and len(now[3]) == len(was[3]) and now[3] != was[3]  # type: ignore[arg-type]
        case "drop-guarded-target":
            return {one[1] for one in lost + new} == {at} and len(lost) == len(new) + 1
        case "swap-guards":
            return Counter((one[3], one[4]) for one in lost) == Counter((one[3], one[4]) for one in new)
    return False


def options_at(tree: Tree, node: str) -> tuple[Option, ...]:
    found = tree.nodes[node]
    return found.options if isinstance(found, Question) else ()


@st.composite
def styled(draw: st.DrawFn) -> Site:
    """A random small site with tags and urgencies, its first tree written in one of the styles of YAML."""
    site = draw(world.sites())
    files = {path: json.loads(source.text) for path, source in site.files.items()}
    for tree in files.values():
        tree["tags"] = {tag: tag for tag in ("s", "t", "u")}
        for node in tree["nodes"].values():
            _decorate(draw, node)
    texts = {path: json.dumps(tree) for path, tree in files.items()}
    flow = draw(st.sampled_from([True, False, None]))
    if not draw(st.booleans()):
        texts["trees/a.yaml"] = yaml.safe_dump(files["trees/a.yaml"], default_flow_style=flow, sort_keys=False)
    return site_of(texts)


def _decorate(draw: st.DrawFn, node: dict[str, Any]) -> None:
    tags = st.lists(st.sampled_from(["s", "t", "u"]), unique=True, min_size=1, max_size=2)
    if draw(st.booleans()):
        node["tags"] = draw(tags)
    if "outcome" in node and draw(st.booleans()):
        node["urgency"] = draw(st.sampled_from(["now", "today"]))
    for key, to in node.get("options", {}).items():
        if draw(st.booleans()):
            node["options"][key] = {"to": to, "tags": draw(tags)}


@given(styled())
@settings(max_examples=25)
def test_each_defect_changes_just_what_it_says_however_the_file_is_written(site: Site) -> None:
    tree = site.trees["a"]
    for name in OPERATORS:
        for one in list(seeded(tree, site, [name]))[:12]:
            assert keeps_the_law(name, one.defect.at, tree, broken(one, tree, site)), one


def test_each_defect_of_the_tree_that_we_publish_changes_just_what_it_says() -> None:
    site = load_site(TREES, today=TODAY).site
    tree = site.trees["client-leaves-early"]
    for name in OPERATORS:
        several = list(seeded(tree, site, [name]))
        assert several
        for one in several[:: 1 + len(several) // 3]:
            assert keeps_the_law(name, one.defect.at, tree, broken(one, tree, site)), one


def test_every_arrow_is_led_to_every_other_step_once() -> None:
    tree, site = rain()
    arrows = sum(fact[0] == "arrow" for fact in _facts(tree))
    both = list(seeded(tree, site, ["retarget", "add-loop"]))
    assert len(both) == arrows * (len(tree.nodes) - 1)
    assert len({str(changed(tree, broken(one, tree, site))) for one in both}) == len(both)


# Whether anybody could tell ---------------------------------------------------------------------------------------


def traces(site: Site, tree: str, moves: int) -> set[tuple[object, ...]]:
    """Everything that can be met and answered in so many moves, one by one."""
    found: set[tuple[object, ...]] = set()
    open_: list[tuple[tuple[object, ...], world.Spot | str]] = [((), world.begin(site, tree))]
    while open_:
        trace, spot = open_.pop()
        if isinstance(spot, str):
            found.add((*trace, spot))
            continue
        trace = (*trace, _label(world.node_at(site, spot), spot))
        found.add(trace)
        if len(trace) <= 2 * moves:
            open_ += [((*trace, move), to) for move, to in _taken(site, spot)]
    return found


def _taken(site: Site, spot: world.Spot) -> Iterator[tuple[object, world.Spot | str]]:
    node = world.node_at(site, spot)
    tagged = (
        {one.id: frozenset(tag.id for tag in one.tags) for one in node.options} if isinstance(node, Question) else {}
    )
    for via, to in world.steps(site, spot):
        yield (via, tagged.get(via or "")), to
    for place in spot if not isinstance(node, Outcome) else ():  # the trees that wait offer theirs too
        for name, out in site.trees[place.tree].exits.items():
            yield f"exit:{place.tree}/{name}", _out(place, out)


def _out(place: world.Place, out: Exit) -> world.Spot | str:
    return (place._replace(node=out.to.id),) if isinstance(out.to, Ref) else f"tree:{out.to.tree}"


def _label(node: Node, spot: world.Spot) -> Fact:
    urgency = node.urgency.id if isinstance(node, Outcome) and node.urgency else None
    return tuple((place.tree, place.node) for place in spot), frozenset(tag.id for tag in node.tags), urgency


@given(styled(), st.data())
@settings(max_examples=40)
def test_the_oracle_agrees_with_all_traces_of_random_trees(site: Site, data: st.DataObject) -> None:
    tree = site.trees["a"]
    several = list(seeded(tree, site))
    assume(several)
    for one in data.draw(st.lists(st.sampled_from(several), min_size=1, max_size=4)):
        after = broken(one, tree, site)
        other = replace(site, trees={**site.trees, "a": after})
        witness = telling(tree, after, site)
        if witness is None:
            assert traces(site, "a", 5) == traces(other, "a", 5)
            continue
        moves = len(witness.steps)
        if moves <= 4 and not any(isinstance(tree.nodes[step.node], Subtree) for step in witness.steps):
            within = re.match("(no )?outcome `", witness.good)  # it takes a walk through a subtree to see that
            assert within or traces(site, "a", moves + 1) != traces(other, "a", moves + 1)
            assert moves == 0 or traces(site, "a", moves - 1) == traces(other, "a", moves - 1)


def told(before: str, after: str) -> bool:
    (tree, site), (other, _) = rain(before), rain(after)
    return telling(tree, other, site) is not None


NODE = "  snow: {outcome: It snows, urgency: now, tags: [wet]}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("text: Hard to tell", "text: Who knows"),
        ("  go: {outcome: Go out, urgency: soon}\n", NODE + "  go: {outcome: Go out, urgency: soon}\n"),
        ("          - wet\n          - look\n", "          - look\n          - wet\n"),
        ("      no: umbrella\n", "      no: [{when: {raining: no}, to: home}, {to: umbrella}]\n"),
    ],
    ids=[
        "the same",
        "other words",
        "a step that nothing leads to",
        "tags in another order",
        "a guard that never holds",
    ],
)
def test_nobody_can_tell(before: str, after: str) -> None:
    assert before in RAIN
    assert not told(RAIN, RAIN.replace(before, after, 1))


def test_nobody_can_tell_in_which_order_steps_are_written() -> None:
    head, _, nodes = RAIN.partition("nodes:\n")
    last = nodes.splitlines(keepends=True)[-1]
    assert not told(RAIN, f"{head}nodes:\n{last}{nodes.removesuffix(last)}")


@pytest.mark.parametrize(
    ("before", "after", "steps", "good", "other"),
    [
        ("start: raining", "start: wind", 0, "the question `raining`", "the question `wind`"),
        ("    tags: [look]", "    tags: [wet]", 0, "`raining` with `look`", "`raining` with `wet`"),
        (", tags: [wet]}", "}", 0, "`raining/yes` with `wet`", "`raining/yes` without tags"),
        ("urgency: soon", "urgency: now", 1, "`go` with urgency `soon`", "`go` with urgency `now`"),
        ("      no: go", "      no: home", 1, "the outcome `go`", "the outcome `home`"),
        ("      no: go", "      no: 'tree:rain'", 0, "answer `no`: `go`", "answer `no`: the tree `rain`"),
        ("      no: umbrella\n", "", 1, "`wind` offering `no`, `yes`", "`wind` offering `yes`"),
        ("  stay: {text: Stay in, to: home}\n", "", 0, "exit `stay`: `home`", "no exit `stay`"),
        ("{raining: yes}", "{raining: no}", 2, "the outcome `home`", "the action `umbrella`"),
    ],
)
def test_a_shortest_walk_tells(before: str, after: str, steps: int, good: str, other: str) -> None:
    assert before in RAIN
    (tree, site), (second, _) = rain(), rain(RAIN.replace(before, after, 1))
    witness = telling(tree, second, site)
    assert witness is not None
    assert (len(witness.steps), witness.good, witness.other) == (steps, good, other)


def test_an_exit_keeps_what_was_answered() -> None:
    """Nobody comes to the windy step but by an exit, after it was asked whether it rains."""
    text = RAIN.replace("to: wind", "to: umbrella").replace("to: home}\n  leave", "to: wind}\n  leave")
    (tree, site), (other, _) = rain(text), rain(text.replace("{raining: yes}", "{raining: no}"))
    witness = telling(tree, other, site)
    assert witness is not None
    assert [step.move.name for step in witness.steps] == ["yes", "stay", "yes"]
    assert witness.steps[1].move == Move("exit", "stay")


def test_an_outcome_that_cannot_be_come_to_in_a_subtree_leads_nowhere() -> None:
    inner = "title: I\nnodes:\n  ask: {action: Ask., to: over}\n  over: {outcome: Over}\n  lost: {outcome: Lost}\n"
    outer = "title: O\nnodes:\n  use: {tree: inner, outcomes: {over: done, lost: done}}\n"
    outer += "  done: {outcome: Done}\n  x: {outcome: X}\n"
    site = site_of({"trees/inner.yaml": inner, "trees/outer.yaml": outer})
    one, two = (
        site_of({"trees/inner.yaml": inner, "trees/outer.yaml": outer.replace(*change)}).trees["outer"]
        for change in (("lost: done", "lost: x"), ("over: done", "over: x"))
    )
    assert telling(site.trees["outer"], one, site) is None
    assert telling(site.trees["outer"], two, site) is not None


# What becomes of them ---------------------------------------------------------------------------------------------


def test_what_is_found_in_the_good_tree_catches_nothing() -> None:
    tree, site = rain(RAIN.replace("to: go  # at last", "to: wind"))
    on = ground(tree, site)
    assert {code for _, code, _ in on.before} == {"untaken-target", "walkable-loop"}
    found = list(verdicts(list(seeded(tree, site, ["change-urgency"])), on, jobs=1))
    assert {one.catches for one in found} == {()}


def test_errors_and_warnings_are_told_apart_and_the_first_catch_is_an_error() -> None:
    tree, site = rain()
    several = {one.seeded.defect.message: one for one in verdicts(list(seeded(tree, site)), ground(tree, site), jobs=1)}
    loop = several["`umbrella` leads to `wind` instead of `go`."]
    assert [(one.code, one.warning) for one in loop.catches] == [("walkable-loop", True)]
    renamed = several["What carried `look` carries `look-2`."]
    assert [(one.code, one.warning) for one in renamed.catches] == [("unknown-tag", False)]
    assert several["`go` is for `now` instead of `soon`."].catches == ()


@given(styled(), st.data())
@settings(max_examples=15)
def test_a_defect_is_judged_as_the_whole_site_would_be(site: Site, data: st.DataObject) -> None:
    tree = site.trees[data.draw(st.sampled_from(sorted(site.trees)))]
    several = list(seeded(tree, site))
    assume(several)
    files = {path: source.text for path, source in site.files.items()}
    before = _counted(files)
    on = ground(tree, site)
    for one in data.draw(st.lists(st.sampled_from(several), min_size=1, max_size=3)):
        text = applied(site.files[tree.span.path], one.defect.edits).text
        new = _counted({**files, tree.span.path: text}) - before
        verdict = tried(one, on)
        if verdict.witness is not None:
            assert {catch.code for catch in verdict.catches} == {code for _, code in new}
        # Whoever stops at the first that catches it says the same of whether it is caught.
        quick = tried(one, replace(on, quick=True))
        assert quick.witness == verdict.witness
        assert {*quick.catches} <= {*verdict.catches}
        assert bool(quick.catches) == bool(verdict.catches)


def _counted(files: dict[str, str]) -> Counter[tuple[str, str]]:
    return Counter((one.span.path, one.code) for one in audit(load_text(files, today=TODAY)))


def test_several_processes_say_the_same_as_one() -> None:
    tree, site = rain()
    several, on = list(seeded(tree, site)), ground(tree, site)
    assert list(verdicts(several, on, jobs=2)) == list(verdicts(several, on, jobs=1))


def test_the_counts_add_up() -> None:
    tree, site = rain()
    found = list(verdicts(list(seeded(tree, site)), ground(tree, site), jobs=1))
    one = tally(found)
    assert one.seeded == len(found)
    assert len(missed(found)) == one.missed == sum(count for _, count, _ in least_watched(found))
    assert one.reaches(one.percent)
    assert not one.reaches(one.percent + 0.1)
    assert tally([]).reaches(100)


def test_the_first_that_are_missed_are_of_many_places() -> None:
    tree, site = rain()
    found = missed(verdicts(list(seeded(tree, site)), ground(tree, site), jobs=1))
    places = [(one.seeded.operator, one.seeded.defect.at) for one in found]
    first = len(set(places))
    assert len(set(places[:first])) == first


@pytest.mark.parametrize("code", CHECKS)
def test_what_asks_policies_or_cases_counts_as_theirs(code: str) -> None:
    asked = {str(getattr(part, "__module__", "")).partition(".")[2] for part in vars(CHECKS[code]).values()}
    roots = {name.partition(".")[0] for name in asked}
    judge = Judge.POLICIES if "policies" in roots else Judge.CASES if roots & {"cases", "tables"} else Judge.CHECKS
    assert judge_of(code) is judge


# The page ---------------------------------------------------------------------------------------------------------


def test_the_page_lists_every_operator_with_its_sentence() -> None:
    page = (Path(__file__).parent.parent / "docs" / "defects.md").read_text(encoding="utf-8")
    section = page.partition("## What is broken")[2].partition("\n## ")[0]
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", section, re.MULTILINE))
    assert list(rows.items()) == [(name, operator.__doc__) for name, operator in OPERATORS.items()]


def test_the_page_names_every_option() -> None:
    page = (Path(__file__).parent.parent / "docs" / "defects.md").read_text(encoding="utf-8")
    section = page.partition("## Options")[2].partition("\n## ")[0]
    named = set(re.findall(r"^\| `(--[a-z-]+)", section, re.MULTILINE))
    command = cli.cli.commands["seed-defects"]
    assert named == {option for one in command.params for option in one.opts if option.startswith("--")}


def test_the_page_gives_the_true_limits() -> None:
    page = (Path(__file__).parent.parent / "docs" / "defects.md").read_text(encoding="utf-8")
    assert f"at most {MOST:,} defects" in page
    assert f"more than {STATES:,} such pairs" in page


# The command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the one tree, in which the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trees").mkdir()
    (tmp_path / PATH).write_text(RAIN, encoding="utf-8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.cli, ["seed-defects", "--jobs", "1", *words])


FULL = """\
Going out

operator        seeded  equivalent  caught  by checks  by policies  by cases  missed
drop-exit            2           0       0          0            0         0       2
change-urgency       6           0       0          0            0         0       6
all                  8           0       0          0            0         0       8

0 of the 8 defects that somebody could tell are caught: 0.0%.
Whether anybody could tell a broken tree from the good one was decided by walking both side by side, step by step, \
without reading any policy or case.

Least watched:
  go: 3 of 3 missed
  home: 3 of 3 missed
  exit:leave: 1 of 1 missed
  exit:stay: 1 of 1 missed

missed[drop-exit]: There is no exit `stay` any more.
  --- a/trees/rain.yaml
  +++ b/trees/rain.yaml
  @@ -3,5 +3,4 @@
   start: raining
   exits:
  -  stay: {text: Stay in, to: home}
     leave:
       text: Just go
  The shortest walk that tells:
        good:   exit `stay`: `home`
        broken: no exit `stay`

missed[drop-exit]: There is no exit `leave` any more.
  --- a/trees/rain.yaml
  +++ b/trees/rain.yaml
  @@ -4,7 +4,4 @@
   exits:
     stay: {text: Stay in, to: home}
  -  leave:
  -    text: Just go
  -    to: go
   nodes:
     raining:
  The shortest walk that tells:
        good:   exit `leave`: `go`
        broken: no exit `leave`

missed[change-urgency]: `go` is for `now` instead of `soon`.
  --- a/trees/rain.yaml
  +++ b/trees/rain.yaml
  @@ -33,4 +33,4 @@
       action: Take an umbrella.
       to: go  # at last
  -  go: {outcome: Go out, urgency: soon}
  +  go: {outcome: Go out, urgency: now}
     home: {outcome: Stay at home, urgency: routine}
  The shortest walk that tells:
     1  Is it raining? -> No
        good:   `go` with urgency `soon`
        broken: `go` with urgency `now`

5 more are missed; --limit says how many are shown.
"""


QUICK = """\
tree  seeded  equivalent  caught  missed    %
rain       2           0       0       2  0.0

Whether anybody could tell a broken tree from the good one was decided by walking both side by side, step by step, \
without reading any policy or case.

# rain, drop-exit: There is no exit `stay` any more.
@@ -3,5 +3,4 @@
 start: raining
 exits:
-  stay: {text: Stay in, to: home}
   leave:
     text: Just go

# 1 more in rain; --limit says how many are shown.
"""


def test_several_trees_in_one_table(folder: Path) -> None:
    asked = ("--quick", "--operator", "drop-exit", "--limit", "1")
    assert run("rain", *asked).stdout == QUICK
    (folder / "trees" / "snow.yaml").write_text(RAIN, encoding="utf-8")
    lines = run(*asked, "--format", "markdown").stdout.splitlines()
    assert "| snow | 2 | 0 | 0 | 2 | 0.0 |" in lines
    assert "| all | 4 | 0 | 0 | 4 | 0.0 |" in lines
    assert lines.count("```diff") == 2
    assert run("--quick", "--at-least", "99").exit_code == cli.FINDINGS


def test_the_report_for_people(folder: Path) -> None:
    result = run("rain", "--operator", "change-urgency", "--operator", "drop-exit", "--limit", "3")
    assert result.exit_code == cli.FINE
    assert result.stdout == FULL
    assert (folder / PATH).read_text(encoding="utf-8") == RAIN


def test_the_report_for_programs(folder: Path) -> None:
    told = json.loads(run("rain", "--format", "json", "--limit", "1").stdout)
    assert list(told["operators"]) == list(OPERATORS)
    assert told["seeded"] == sum(one["seeded"] for one in told["operators"].values())
    assert told["caught"] == sum(told["caught_first_by"].values())
    (one,) = told["missed_defects"]
    assert one["diff"].startswith("--- a/trees/rain.yaml\n+++ b/trees/rain.yaml\n@@ ")
    assert {"operator", "at", "message", "walk", "good", "broken"} < set(one)


def test_the_report_for_a_page(folder: Path) -> None:
    lines = run("rain", "--format", "markdown", "--operator", "drop-tag", "--limit", "1").stdout.splitlines()
    assert "| operator | seeded | equivalent | caught | by checks | by policies | by cases | missed |" in lines
    assert "| `drop-tag` | 4 | 0 | 0 | 0 | 0 | 0 | 4 |" in lines
    assert lines.count("```diff") == lines.count("```text") == 1


def test_a_fence_in_a_tree_does_not_end_the_block(folder: Path) -> None:
    text = RAIN.replace("    tags: [look]", "    tags: [look]\n    detail: |\n      ````\n      code\n      ````")
    (folder / PATH).write_text(text, encoding="utf-8")
    shown = run("rain", "--format", "markdown", "--operator", "drop-tag", "--limit", "1").stdout
    assert "\n`````diff\n" in shown


def test_hidden_characters_in_a_comment_are_shown_by_number(folder: Path) -> None:
    (folder / PATH).write_text(RAIN.replace("# at last", "# at \u202elast"), encoding="utf-8")
    shown = run("rain", "--operator", "change-urgency").stdout
    assert "# at <U+202E>last" in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("least", "code"), [((), cli.FINE), (("--at-least", "100"), cli.FINDINGS), (("--at-least", "1"), cli.FINE)]
)
def test_too_few_that_are_caught_end_with_1(folder: Path, least: tuple[str, ...], code: int) -> None:
    assert run(*least).exit_code == code


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("rian",), "Did you mean rain?"),
        (("--operator", "retraget"), "There is no operator retraget."),
        (("--at-least", "101"), "--at-least"),
    ],
)
def test_wrong_use_ends_with_2(folder: Path, words: tuple[str, ...], said: str) -> None:
    result = run(*words)
    assert (result.exit_code, said in result.output) == (cli.WRONG_USE, True)


def test_json_is_of_one_tree_and_whole(folder: Path) -> None:
    assert run("rain", "--quick", "--format", "json").exit_code == cli.WRONG_USE
    (folder / "trees" / "other.yaml").write_text(RAIN, encoding="utf-8")
    assert run("--format", "json").exit_code == cli.WRONG_USE


def test_a_tree_with_errors_is_not_broken_any_further(folder: Path) -> None:
    (folder / PATH).write_text(RAIN.replace("      no: go", "      no: goo"), encoding="utf-8")
    for words in ((), ("rain",)):
        result = run(*words)
        assert (result.exit_code, "missing-target" in result.output) == (cli.FINDINGS, True)


def test_the_formats_are_those_that_there_are() -> None:
    assert sorted(REPORTS) == list(seeding.FORMATS)
