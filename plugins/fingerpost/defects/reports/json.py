"""For programs: every count, and each defect that is missed with its diff and its walk."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from fingerpost.defects.reports._words import difference
from fingerpost.defects.tally import Tally, by_operator, first_catches, least_watched, missed, tally
from fingerpost.defects.trial import Verdict
from fingerpost.model import Site, Tree


def report(tree: Tree, verdicts: Sequence[Verdict], site: Site, limit: int) -> str:
    """One object of one tree."""
    lost = missed(verdicts)
    told = {
        "version": 1,
        "tree": tree.id,
        **_counts(tally(verdicts)),
        "operators": {name: _counts(one) for name, one in by_operator(verdicts).items()},
        "caught_first_by": dict(first_catches(verdicts)),
        "least_watched": [{"at": at, "missed": count, "of": of} for at, count, of in least_watched(verdicts)],
        "missed_defects": [_missed(one, tree, site) for one in lost[:limit]],
    }
    return json.dumps(told, ensure_ascii=True, indent=2) + "\n"


def _counts(one: Tally) -> dict[str, object]:
    return {**asdict(one), "missed": one.missed, "percent": one.percent}


def _missed(one: Verdict, tree: Tree, site: Site) -> dict[str, object]:
    assert one.witness is not None
    return {
        "operator": one.seeded.operator,
        "at": one.seeded.defect.at,
        "message": one.seeded.defect.message,
        "diff": difference(one, tree, site),
        "walk": [{"node": step.node, **step.move._asdict()} for step in one.witness.steps],
        "good": one.witness.good,
        "broken": one.witness.other,
    }
