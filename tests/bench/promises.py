"""Large trees with policies that they keep, judged in a process: `python -m bench.promises tree 1000 50 1`."""

import datetime
import json
import resource
import sys
import time
from collections.abc import Iterator
from random import Random
from typing import Any

from bench.measure import UNIT
from fingerpost.load import load_text
from fingerpost.policies import Judgement, judge_all, judgements

_ALL = ("check", "urgency:now", "urgency:today")
_SHORT_OF_END = 3


def tree(nodes: int, *, policies: int) -> dict[str, Any]:
    """Blocks of a question, a check, a call and two actions; from each the way leads on to one of the next blocks.

    About 2.2 options a node. Whoever cannot tell is asked the check next; whoever is in danger ends at help.
    """
    random = Random(nodes)  # noqa: S311 - the same tree each time
    blocks = max(1, (nodes - _SHORT_OF_END) // 5)

    def onward(block: int) -> str:
        further = block + random.choice((1, 1, 1, 2))
        return f"ask-{further}" if further < blocks else "bye"

    made: dict[str, Any] = {}
    for at in range(blocks):
        made[f"ask-{at}"] = {
            "question": "How are they?",
            "options": {
                "bad": {"text": "In distress", "to": f"check-{at}", "tags": ["distressed"]},
                "unsure": {"text": "Hard to tell", "to": f"check-{at}", "tags": ["unknown"]},
                "fine": onward(at),
                "better": f"talk-{at}",
            },
        }
        made[f"check-{at}"] = {
            "question": "Are they safe?",
            "tags": ["check"],
            "options": {
                "no": {"text": "No", "to": "help", "tags": ["imminent"]},
                "unsure": {"text": "No answer", "to": f"call-{at}", "tags": ["unknown"]},
                "yes": f"talk-{at}",
                "partly": onward(at),
            },
        }
        made[f"call-{at}"] = {
            "question": "Who was reached?",
            "tags": ["check"],
            "options": {
                "nobody": {"text": "Nobody", "to": "help", "tags": ["imminent"]},
                "somebody": f"rest-{at}",
                "duty": f"talk-{at}",
            },
        }
        made[f"talk-{at}"] = {"action": "Talk a while.", "tags": ["talk"], "to": onward(at)}
        made[f"rest-{at}"] = {"action": "Have a rest.", "to": onward(at)}
    made["bye"] = {"outcome": "They leave", "urgency": "routine"}
    made["help"] = {"outcome": "Help is called", "urgency": "now"}
    return {
        "title": "A long day",
        "tags": dict.fromkeys(("distressed", "unknown", "imminent", "check", "talk"), "A tag"),
        "exits": {"danger": {"text": "Danger now", "to": "help"}},
        "policies": dict(zip((f"p{at}" for at in range(policies)), _policies(blocks), strict=False)),
        "nodes": made,
    }


def _policies(blocks: int) -> Iterator[dict[str, Any]]:
    """Policies of all forms but two, without end; each speaks of another part of the tree where it can."""
    random = Random(blocks)  # noqa: S311 - the same policies each time
    while True:
        at = random.randrange(blocks)
        for policy in (
            {"after": "unknown", "require": ["check", "urgency:now", "exit:danger"], "within": 2},
            {"after": "imminent", "end_in": "urgency:now"},
            {"require": "imminent", "before": "urgency:now"},
            {"after": ["distressed"], "require": [*_ALL, "exit:danger"]},
            {"always": ["urgency:now", "urgency:routine"]},
            {"at_most": 1, "of": f"node:check-{at}"},
            {"not_both": ["urgency:now", "urgency:routine"]},
            {"to_end_in": "urgency:now", "require_each": ["check", "imminent"]},
            {"never": "urgency:routine", "scope": {"after": "imminent"}},
            {"possible": f"node:rest-{at}"},
            {"always_possible": ["urgency:now", "urgency:routine"]},
            {"require": "check", "before": f"node:call-{at}", "scope": {"after": f"node:ask-{at}"}},
            {
                "at_most": 2,
                "of": ["distressed", "unknown"],
                "scope": {"between": [f"node:ask-{at}", f"node:rest-{at}"]},
            },
        ):
            yield {**policy, "because": "A reason."}


def multiplying(facts: int) -> dict[str, Any]:
    """So many questions, all of which one guard looks at: every combination of answers is a state of its own."""
    asked: dict[str, Any] = {
        f"q{at}": {"question": f"Number {at}?", "options": {"yes": f"q{at + 1}", "no": f"q{at + 1}"}}
        for at in range(facts)
    }
    guard = {"when": {f"q{at}": "yes" for at in range(facts)}, "to": "rare"}
    asked[f"q{facts}"] = {"action": "Choose.", "to": [guard, {"to": "usual"}]}
    asked |= {"rare": {"outcome": "Rare"}, "usual": {"outcome": "Usual"}}
    return {"title": "Facts", "policies": {"p": {"never": "node:rare", "because": "A reason."}}, "nodes": asked}


def chain(length: int) -> dict[str, Any]:
    """One action after the other, and a promise about the last of them."""
    nodes: dict[str, Any] = {f"n{at}": {"action": "Go on.", "to": f"n{at + 1}"} for at in range(length - 1)}
    nodes[f"n{length - 1}"] = {"outcome": "There"}
    policy = {"after": "node:n0", "require": f"node:n{length - 1}", "because": "A reason."}
    return {"title": "A chain", "policies": {"p": policy}, "nodes": nodes}


def main() -> None:
    """Print what was judged and how long it took, as JSON."""
    what = sys.argv[1]
    number, policies, jobs = map(int, sys.argv[2:5])
    made = {"tree": lambda: tree(number, policies=policies), "chain": lambda: chain(number)}.get(
        what, lambda: multiplying(number)
    )()
    site = load_text({"trees/a.yaml": json.dumps(made)}, today=datetime.date(2026, 11, 1)).site
    begun = time.perf_counter()
    if jobs > 1:
        judge_all(site, jobs=jobs)
    judged: list[Judgement] = list(judgements(site.trees["a"], site))
    ended = time.perf_counter()
    options = sum(len(node.get("options", ())) for node in made["nodes"].values())
    verdicts = {f"{one.verdict}{', vacuous' if one.vacuous else ''}" for one in judged}
    print(
        json.dumps(
            {
                "nodes": len(made["nodes"]),
                "options": options,
                "policies": len(judged),
                "verdicts": sorted(verdicts),
                "seconds": ended - begun,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / UNIT,
            }
        )
    )


if __name__ == "__main__":
    main()
