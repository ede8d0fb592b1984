"""From the lists of JSON to the keys of the language: the same words, where an author would write them."""

from collections.abc import Callable, Iterable
from typing import Any

from fingerpost.importers.refusal import Refusal
from fingerpost.load.fields import in_words

_Part = dict[str, Any]
# The order in which trees are written; what comes before the steps, and what behind them.
_BEFORE = (
    "title", "summary", "audience", "setting", "not_for", "purpose", "language", "status", "version", "license",
    "derived_from", "supersedes", "places", "authors", "editors", "reviewers", "endorsers", "approved_on",
    "last_reviewed", "next_review", "changelog", "hazards", "table", "start", "tags", "stages", "exits",
)  # fmt: skip
_BEHIND = ("nodes", "policies", "cases", "cards", "allow")


def shaped(data: _Part) -> _Part:
    """A tree as the keys and values of its file."""
    made = {key: data[key] for key in (*_BEFORE, *_BEHIND) if key in data}
    for key, make in _BY_ID.items():
        if key in made:
            made[key] = _by_id(made[key], make, key)
    return made


def _by_id(items: Iterable[_Part], make: Callable[[_Part], Any], where: str, name: str = "id") -> _Part:
    made: _Part = {}
    for item in items:
        if item[name] in made:
            raise Refusal(f"{item[name]} stands twice in {where}.")
        made[item[name]] = make({key: one for key, one in item.items() if key != name})
    return made


def _same(item: _Part) -> _Part:
    return item


def _node(item: _Part) -> _Part:
    kind, text, *_ = item.pop("kind"), item.pop("text", None)
    rest = dict(item)
    if "options" in rest:
        rest["options"] = {name: _option(name, one) for name, one in _by_id(rest["options"], _same, "options").items()}
    if "outcomes" in rest:
        rest["outcomes"] = _by_id(rest["outcomes"], _targets, "outcomes", "outcome")
    if "to" in rest:
        rest["to"] = _targets(rest)
    if kind == "subtree":
        return {"tree": rest.pop("tree"), **({"text": text} if text else {}), **rest}
    options = {key: rest.pop(key) for key in ("options", "to") if key in rest}
    return {kind: text, **rest, **options}


def _option(name: str, item: _Part) -> Any:  # noqa: ANN401 - a target, or an option's body
    body = {**item, "to": _targets(item)}
    if body["text"] == in_words(name):
        del body["text"]
    return body["to"] if list(body) == ["to"] else body


def _targets(item: _Part) -> Any:  # noqa: ANN401 - one target, or a list of guarded ones
    several = item["to"]
    if len(several) == 1 and "when" not in several[0]:
        return several[0]["to"]
    return [({"when": _conditions(one["when"])} if "when" in one else {}) | {"to": one["to"]} for one in several]


def _conditions(several: Iterable[_Part]) -> _Part:
    made = _by_id(several, lambda one: one["options"], "when", "question")
    return {question: names[0] if len(names) == 1 else names for question, names in made.items()}


def _policy(item: _Part) -> _Part:
    worse = {"worse": _by_id(item["worse"], lambda one: one["options"], "worse", "question")} if "worse" in item else {}
    return {**item, **worse}


def _case(item: _Part) -> _Part:
    return {**item, "answers": [{one["question"]: one["option"]} for one in item.get("answers", [])]}


_BY_ID: dict[str, Callable[[_Part], Any]] = {
    "cards": _same,
    "cases": _case,
    "exits": _same,
    "nodes": _node,
    "policies": _policy,
    "stages": lambda item: item["text"],
    "tags": lambda item: item["meaning"],
}
