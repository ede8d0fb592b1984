"""Every form and scope by example: tiny sites, and what holds there, worked out by hand.

A verdict is "holds", "vacuous", "violated at 3" (the third event), or "endless from 2" (the round begins there).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from oracle.judging import Answer

if TYPE_CHECKING:
    from oracle.walking import Files

TAGS = {"alarm": "A", "check": "C", "calm": "D"}

# distressed 1, yes/no 2, then ask 3, yes/no 4, help or home 5; or home 3.
LEAVING = """
a:
  title: Leaving
  stages: {first: First}
  nodes:
    distressed:
      question: In distress?
      stage: first
      options: {yes: {text: Yes, to: ask, tags: [alarm]}, no: home}
    ask:
      question: In danger?
      tags: [check]
      options: {yes: help, no: home}
    help: {outcome: Get help, urgency: now}
    home: {outcome: Go home, urgency: soon, tags: [calm]}
"""

# look 1, wait 2, look 3, wait 4 ...; or look 1, done 2 (its answer comes between).
ROUND = """
a:
  title: A round
  nodes:
    look:
      question: Better?
      options: {yes: done, no: wait}
    wait: {action: Wait, tags: [alarm], to: look}
    done: {outcome: Done, tags: [calm]}
"""

# q 1, x 2, use 3, inner 4, x 5, low 6, after 7; or q 1, x 2, use 3, inner 4, y 5, high 6 (the end). q 1, y 2, after 3.
USING = """
a:
  title: Uses another
  nodes:
    q: {question: Which, options: {x: use, y: after}}
    use: {tree: b, outcomes: {low: after, high: end}}
    after: {outcome: After, urgency: soon}
b:
  title: Used
  nodes:
    inner: {question: How bad, options: {x: low, y: high}}
    low: {outcome: Low, urgency: routine, tags: [calm]}
    high: {outcome: High, urgency: now, tags: [alarm]}
"""

# q 1, x 2, act 3, end 4; q 1, out! 2, help 3.
LEAVABLE = """
a:
  title: With a way out
  exits: {danger: {text: Danger now, to: help}}
  nodes:
    q: {question: Which, options: {x: act, y: act}}
    act: {action: Act, tags: [check], to: end-of-it}
    end-of-it: {outcome: End, urgency: soon}
    help: {outcome: Help, urgency: now}
"""

# q1 1, x 2, q2 3, x 4, q3 5, x 6, end 7
THREE = """
a:
  title: Three questions in a row
  nodes:
    q1: {question: One, tags: [alarm], options: {x: q2, y: q2}}
    q2: {question: Two, options: {x: q3, y: q3}}
    q3: {question: Three, tags: [check], options: {x: end-of-it, y: end-of-it}}
    end-of-it: {outcome: End, tags: [calm]}
"""

# one 1, two 2, three 3, end 4
ROW = """
a:
  title: One after the other
  nodes:
    one: {action: One, tags: [alarm], to: two}
    two: {action: Two, tags: [check], to: three}
    three: {action: Three, tags: [alarm], to: end-of-it}
    end-of-it: {outcome: End, tags: [calm]}
"""

# The worse answer at `mood` asks nothing more and sends home.
ORDERED = """
a:
  title: Worse is milder
  nodes:
    mood: {question: Mood, options: {good: home, low: ask, awful: home}}
    ask: {question: Danger, options: {yes: help, no: home}}
    help: {outcome: Help, urgency: now}
    home: {outcome: Home, urgency: soon}
"""

# What was answered at `first` decides at `second`: of four ways, two.
GUARDED = """
a:
  title: A guard
  nodes:
    first: {question: First, options: {x: second, y: second}}
    second:
      question: Second?
      options:
        x: [{when: {first: x}, to: same}, {to: other}]
        y: [{when: {first: y}, to: same}, {to: other}]
    same: {outcome: The same, tags: [check]}
    other: {outcome: Another, tags: [alarm]}
"""


class Example(NamedTuple):
    """A policy of the tree `a`, what it says there, and the verdict."""

    files: str
    policy: str
    verdict: str

    @property
    def id(self) -> str:
        """Its site and its policy."""
        return f"{_read(self.files)['a']['title']}: {self.policy}"


EXAMPLES = (
    # never
    Example(LEAVING, "never: 'urgency:today'", "holds"),
    Example(LEAVING, "never: calm", "violated at 3"),
    Example(LEAVING, "never: alarm", "violated at 2"),
    Example(LEAVABLE, "never: 'exit:danger'", "violated at 2"),
    Example(LEAVABLE, "never: 'urgency:now'", "violated at 3"),
    Example(USING, "never: 'urgency:routine'", "holds"),  # that outcome returns: it is no end
    Example(USING, "never: 'urgency:now'", "violated at 6"),
    Example(USING, "never: 'node:use/inner'", "violated at 4"),
    Example(USING, "never: 'answer:b/inner/y'", "violated at 5"),
    Example(USING, "never: 'tree:b'", "violated at 4"),  # the step `use` stands in a itself
    Example(LEAVING, "never: 'stage:first'", "violated at 1"),
    Example(ROW, "{never: alarm, scope: {after: alarm}}", "violated at 3"),
    Example(ROW, "{never: check, scope: {after: 'node:three'}}", "holds"),
    Example(ROW, "{never: alarm, scope: {after: 'urgency:now'}}", "vacuous"),
    Example(ROW, "{never: check, scope: {before: calm}}", "violated at 4"),  # known when it comes
    Example(ROW, "{never: calm, scope: {before: 'node:three'}}", "holds"),
    Example(ROW, "{never: alarm, scope: {between: ['node:one', 'node:three']}}", "holds"),
    Example(ROW, "{never: check, scope: {between: [alarm, alarm]}}", "violated at 3"),
    Example(ROW, "{never: alarm, scope: {after: calm, before: alarm}}", "vacuous"),
    Example(ROW, "{never: check, scope: {after: alarm, before: calm}}", "violated at 4"),
    # always
    Example(LEAVING, "always: outcome", "holds"),
    Example(LEAVING, "always: check", "violated at 3"),
    Example(ROUND, "always: [outcome, alarm]", "holds"),
    Example(ROUND, "always: outcome", "endless from 1"),
    Example(LEAVABLE, "always: check", "holds"),  # whoever takes an exit is not asked
    Example(ROW, "{always: alarm, scope: {after: check}}", "holds"),
    Example(ROW, "{always: check, scope: {after: check}}", "violated at 4"),
    Example(ROUND, "{always: outcome, scope: {after: alarm}}", "endless from 3"),
    Example(ROW, "{always: check, scope: {before: 'node:three'}}", "holds"),
    Example(ROW, "{always: check, scope: {before: 'node:two'}}", "violated at 2"),
    Example(ROW, "{always: check, scope: {between: [alarm, calm]}}", "holds"),
    Example(ROW, "{always: calm, scope: {between: [alarm, alarm]}}", "violated at 3"),
    # require, before
    Example(LEAVING, "{require: check, before: 'urgency:now'}", "holds"),
    Example(LEAVING, "{require: check, before: outcome}", "violated at 3"),
    Example(LEAVING, "{require: check, before: 'node:ask'}", "holds"),  # the same event
    Example(LEAVING, "{require: check, before: 'node:ask', strictly: true}", "violated at 3"),
    Example(LEAVING, "{require: check, before: 'urgency:today'}", "vacuous"),
    Example(ROW, "{require: alarm, before: calm, scope: {after: check}}", "holds"),
    Example(ROW, "{require: check, before: calm, scope: {after: check}}", "violated at 4"),
    Example(ROW, "{require: check, before: 'node:three', scope: {before: calm}}", "holds"),
    Example(ROW, "{require: calm, before: check, scope: {before: 'node:three'}}", "violated at 3"),
    Example(ROW, "{require: check, before: alarm, scope: {between: [alarm, calm]}}", "holds"),
    Example(ROW, "{require: calm, before: check, scope: {between: [alarm, alarm]}}", "violated at 3"),
    # after, require
    Example(LEAVING, "{after: alarm, require: check}", "holds"),
    Example(LEAVING, "{after: alarm, require: 'urgency:now'}", "violated at 5"),
    Example(ROW, "{after: check, require: check}", "violated at 4"),  # the same event is not later
    Example(ROW, "{after: alarm, require: check}", "violated at 4"),  # the second alarm
    Example(ROUND, "{after: alarm, require: calm}", "endless from 3"),
    Example(ROUND, "{after: alarm, require: question}", "holds"),
    Example(ROUND, "{after: alarm, require: alarm}", "violated at 6"),
    Example(LEAVABLE, "{after: question, require: check}", "violated at 3"),
    Example(ROW, "{after: alarm, require: calm, scope: {after: check}}", "holds"),
    Example(ROW, "{after: alarm, require: check, scope: {after: check}}", "violated at 4"),
    Example(ROW, "{after: alarm, require: check, scope: {before: 'node:three'}}", "holds"),
    Example(ROW, "{after: alarm, require: calm, scope: {before: calm}}", "violated at 4"),
    Example(ROW, "{after: check, require: alarm, scope: {between: [alarm, calm]}}", "holds"),
    Example(ROW, "{after: check, require: alarm, scope: {between: [alarm, alarm]}}", "violated at 3"),
    # after, require, within
    Example(THREE, "{after: alarm, require: check, within: 2}", "holds"),
    Example(THREE, "{after: alarm, require: check, within: 1}", "violated at 5"),  # at that very step it is too late
    Example(THREE, "{after: alarm, require: calm, within: 1}", "violated at 5"),
    Example(THREE, "{after: alarm, require: calm, within: 2}", "holds"),
    Example(THREE, "{after: 'node:q2', require: check, within: 1, scope: {after: alarm}}", "holds"),
    Example(THREE, "{after: 'answer:q1/x', require: calm, within: 1, scope: {after: alarm}}", "violated at 5"),
    Example(THREE, "{after: alarm, require: check, within: 1, scope: {before: calm}}", "violated at 7"),
    Example(THREE, "{after: alarm, require: 'node:q2', within: 1, scope: {before: calm}}", "holds"),
    # at most
    Example(ROW, "{at_most: 2, of: alarm}", "holds"),
    Example(ROW, "{at_most: 1, of: alarm}", "violated at 3"),
    Example(ROUND, "{at_most: 2, of: alarm}", "violated at 9"),
    Example(LEAVABLE, "{at_most: 1, of: 'exit:danger'}", "holds"),
    Example(ROW, "{at_most: 1, of: 'urgency:now'}", "vacuous"),
    Example(ROW, "{at_most: 1, of: alarm, scope: {after: 'node:one'}}", "holds"),
    Example(ROW, "{at_most: 1, of: action, scope: {after: 'node:one'}}", "violated at 3"),
    Example(ROW, "{at_most: 1, of: alarm, scope: {before: calm}}", "violated at 4"),
    Example(ROW, "{at_most: 1, of: alarm, scope: {before: 'node:three'}}", "holds"),
    Example(ROW, "{at_most: 1, of: action, scope: {between: ['node:one', calm]}}", "violated at 4"),
    Example(ROW, "{at_most: 1, of: action, scope: {between: [alarm, alarm]}}", "holds"),
    # after, end in
    Example(LEAVING, "{after: 'answer:ask/yes', end_in: 'urgency:now'}", "holds"),
    Example(LEAVING, "{after: alarm, end_in: 'urgency:now'}", "violated at 5"),
    Example(ROUND, "{after: alarm, end_in: calm}", "holds"),  # an endless walk ends nowhere
    Example(LEAVABLE, "{after: check, end_in: 'urgency:soon'}", "violated at 5"),
    Example(ROW, "{after: alarm, end_in: calm, scope: {after: check}}", "holds"),
    Example(ROW, "{after: alarm, end_in: 'urgency:now', scope: {after: check}}", "violated at 4"),
    Example(ROW, "{after: check, end_in: 'urgency:now', scope: {after: 'node:three'}}", "holds"),
    # not both
    Example(LEAVING, "not_both: ['answer:distressed/no', check]", "holds"),
    Example(LEAVING, "not_both: [check, calm]", "violated at 5"),
    Example(LEAVING, "not_both: [calm, 'urgency:soon']", "violated at 3"),  # one event is both
    Example(LEAVING, "not_both: [check, 'urgency:today']", "vacuous"),  # one of the two never comes
    Example(ROW, "{not_both: [alarm, check], scope: {after: check}}", "holds"),
    Example(ROW, "{not_both: [alarm, calm], scope: {after: check}}", "violated at 4"),
    Example(ROW, "{not_both: [alarm, check], scope: {before: 'node:three'}}", "violated at 3"),
    Example(ROW, "{not_both: [alarm, check], scope: {before: 'node:two'}}", "holds"),
    Example(ROW, "{not_both: [alarm, check], scope: {between: [alarm, calm]}}", "violated at 4"),
    Example(ROW, "{not_both: [alarm, check], scope: {between: [alarm, alarm]}}", "holds"),
    # to end in
    Example(LEAVING, "{to_end_in: 'urgency:now', require_each: [alarm, check]}", "holds"),
    Example(LEAVING, "{to_end_in: calm, require_each: [check]}", "violated at 3"),
    Example(LEAVING, "{to_end_in: calm, require_each: ['node:home']}", "holds"),
    Example(LEAVING, "{to_end_in: calm, require_each: ['node:home'], strictly: true}", "violated at 3"),
    Example(LEAVABLE, "{to_end_in: 'urgency:now', require_each: [check]}", "vacuous"),  # only an exit leads there
    Example(ROW, "{to_end_in: calm, require_each: [alarm], scope: {after: check}}", "holds"),
    Example(ROW, "{to_end_in: calm, require_each: [check], scope: {after: check}}", "violated at 4"),
    # max questions
    Example(THREE, "max_questions: 3", "holds"),
    Example(THREE, "max_questions: 2", "violated at 5"),
    Example(ROUND, "max_questions: 3", "violated at 10"),
    Example(USING, "max_questions: 1", "violated at 4"),
    Example(THREE, "{max_questions: 2, scope: {after: alarm}}", "holds"),
    Example(THREE, "{max_questions: 1, scope: {after: alarm}}", "violated at 5"),
    Example(THREE, "{max_questions: 2, scope: {before: check}}", "holds"),
    Example(THREE, "{max_questions: 1, scope: {before: check}}", "violated at 5"),
    Example(THREE, "{max_questions: 1, scope: {between: [alarm, check]}}", "holds"),
    Example(THREE, "{max_questions: 1, scope: {between: [alarm, calm]}}", "violated at 7"),
    # possible
    Example(LEAVING, "possible: 'urgency:now'", "holds"),
    Example(LEAVING, "possible: 'urgency:today'", "violated"),
    Example(LEAVABLE, "possible: 'urgency:now'", "violated"),
    Example(GUARDED, "{possible: check, scope: {after: 'answer:first/x'}}", "holds"),
    Example(ROW, "{possible: check, scope: {after: check}}", "violated"),
    Example(ROW, "{possible: check, scope: {before: calm}}", "holds"),
    Example(ROW, "{possible: check, scope: {before: check}}", "violated"),
    Example(ROW, "{possible: check, scope: {between: [alarm, alarm]}}", "holds"),
    Example(ROW, "{possible: alarm, scope: {between: [alarm, alarm]}}", "violated"),
    # always possible
    Example(ROUND, "always_possible: calm", "holds"),
    Example(ROUND, "{always_possible: calm, within: 1}", "violated at 3"),
    Example(ROUND, "{always_possible: calm, within: 1, from: start}", "holds"),
    Example(LEAVING, "{always_possible: 'urgency:now', within: 2}", "holds"),
    Example(LEAVING, "{always_possible: 'urgency:now', within: 1}", "violated at 1"),
    Example(USING, "always_possible: alarm", "violated at 6"),  # back from `low` only `after` is left
    # order
    Example(LEAVING, "{order: ['urgency:soon', 'urgency:now'], worse: {distressed: [no, yes]}}", "holds"),
    Example(LEAVING, "{order: ['urgency:soon', 'urgency:now'], worse: {distressed: [yes, no]}}", "violated"),
    Example(ORDERED, "{order: ['urgency:soon', 'urgency:now'], worse: {mood: [good, low, awful]}}", "violated"),
    Example(ORDERED, "{order: ['urgency:soon', 'urgency:now'], worse: {mood: [good, low], ask: [no, yes]}}", "holds"),
    Example(ORDERED, "{order: ['urgency:today', 'urgency:now'], worse: {ask: [no, yes]}}", "vacuous"),
    # guards
    Example(GUARDED, "not_both: ['answer:first/x', check]", "violated at 5"),
    Example(
        GUARDED, "{after: 'answer:first/x', end_in: check, scope: {after: 'answer:second/x'}}", "holds"
    ),  # the trigger lies before the part
    Example(GUARDED, "{after: 'answer:second/x', end_in: check, scope: {after: 'answer:first/x'}}", "holds"),
    Example(GUARDED, "{after: 'answer:second/y', end_in: check, scope: {after: 'answer:first/x'}}", "violated at 5"),
)


def files_of(example: Example) -> Files:
    """The site of an example as plain data; everything an author writes is text."""
    files: Files = {"_site": {"tags": TAGS}, **_read(example.files)}
    files["a"]["policies"] = {"p": {**_read(example.policy), "because": "So."}}
    return files


def _read(text: str) -> dict[str, Any]:
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it makes text of everything and nothing else


def expected(example: Example) -> Answer:
    """A verdict in words as an answer."""
    match example.verdict.split():
        case ["violated", "at", position]:
            return Answer(verdict="violated", position=int(position))
        case ["endless", "from", position]:
            return Answer(verdict="violated", position=int(position), endless=True)
        case ["vacuous"]:
            return Answer(verdict="holds", vacuous=True)
    return Answer(verdict=example.verdict)
