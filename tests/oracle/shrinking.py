"""The smallest site that still shows something."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from oracle.policies import names
from oracle.walking import kind, trees

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oracle.campaign import Matter
    from oracle.walking import Files

_NEEDED = {"title", "because", "question", "action", "outcome", "tree", "text", "to", "nodes"}


def shrink(files: Files, matter: Matter, shows: Callable[[Files], bool]) -> Files:
    """Leave out of a site what can be left out, until every further omission stops it from showing."""
    files = alone(files, matter)
    progress = True
    while progress:
        progress = False
        for candidate in _smaller(files):
            mended = _mended(candidate)
            if mended != files and well_formed(mended, matter) and shows(mended):
                files, progress = mended, True
                break
    return files


def alone(files: Files, matter: Matter) -> Files:
    """The site with that policy and no other."""
    files = copy.deepcopy(files)
    for name, body in files.items():
        kept = name == (matter.home or "_site")
        body["policies"] = {id: policy for id, policy in body.get("policies", {}).items() if kept and id == matter.id}
    return files


# Smaller ones -----------------------------------------------------------------------------------------------------


def _smaller(files: Files) -> Iterator[Files]:
    for tree in trees(files):
        yield {name: body for name, body in files.items() if name != tree}
    for path in _paths(files):
        if _may_go(path):
            yield _without(files, path)
    for tree, body in trees(files).items():
        for node in body["nodes"]:
            if body["nodes"][node] != {"outcome": "."}:
                yield _with(files, (tree, "nodes", node), {"outcome": "."})
            for other in body["nodes"]:
                if other != node:
                    yield _redirected(files, tree, node, other)
    for path in _paths(files):
        match _at(files, path):
            case [{"to": first}, *_, {"to": last}]:
                yield _with(files, path, first)
                yield _with(files, path, last)
            case [{"to": only}] | {"text": _, "to": only} if "exits" not in path:
                yield _with(files, path, only)


def _may_go(path: tuple[Any, ...]) -> bool:
    """Whether something can be left out by itself: of a policy only what makes it no other form."""
    if path[1:2] == ("policies",):
        return len(path) > 4 or path[-1] in ("strictly", "scope", "within", "from")
    return path[-1] not in _NEEDED


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where anything stands, the large before the small."""
    inner = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    yield from ((*path, key) for key, _ in inner)
    for key, one in inner:
        yield from _paths(one, (*path, key))


def _at(files: Any, path: tuple[Any, ...]) -> Any:
    for key in path:
        files = files[key]
    return files


def _without(files: Files, path: tuple[Any, ...]) -> Files:
    files = copy.deepcopy(files)
    del _at(files, path[:-1])[path[-1]]
    return files


def _with(files: Files, path: tuple[Any, ...], value: Any) -> Files:
    files = copy.deepcopy(files)
    _at(files, path[:-1])[path[-1]] = copy.deepcopy(value)
    return files


def _redirected(files: Files, tree: str, node: str, other: str) -> Files:
    """A node left out, and all that led to it leads to another."""
    files = copy.deepcopy(files)
    del files[tree]["nodes"][node]

    def turned(value: Any) -> Any:
        match value:
            case dict():
                return {key: turned(one) for key, one in value.items()}
            case list():
                return [turned(one) for one in value]
        return other if value == node else value

    for body in files[tree]["nodes"].values():
        for key in ("options", "to", "outcomes"):
            if key in body:
                body[key] = turned(body[key])
    files[tree]["exits"] = turned(files[tree].get("exits", {}))
    if files[tree].get("start") == node:
        files[tree]["start"] = other
    return files


def _mended(files: Files) -> Files:
    """Subtrees map just those outcomes that there are, and what is empty is not written."""
    files = copy.deepcopy(files)
    for body in trees(files).values():
        for node in body.get("nodes", {}).values():
            if "tree" in node and node["tree"] in files:
                ends = [name for name, end in files[node["tree"]]["nodes"].items() if "outcome" in end]
                known = node.get("outcomes", {})
                node["outcomes"] = {end: known.get(end, "end") for end in ends}
    return {name: _filled(body) for name, body in files.items()}


def _filled(body: Any) -> Any:
    return {key: value for key, value in body.items() if value not in ({}, []) or key in ("nodes", "policies")}


# Well-formed ones -------------------------------------------------------------------------------------------------


def well_formed(files: Files, matter: Matter) -> bool:
    """Whether all that is named is there and every question, guard and policy is whole."""
    if matter.tree not in files or "_site" not in files or any(not _is_whole(files, tree) for tree in trees(files)):
        return False
    policy = files.get(matter.home or "_site", {}).get("policies", {}).get(matter.id)
    return policy is not None and _is_meant(files, matter, policy)


def _is_whole(files: Files, tree: str) -> bool:
    body = files[tree]
    nodes = body["nodes"]
    if not nodes or body.get("start", next(iter(nodes), "")) not in nodes:
        return False
    exits = [way.get("to", "") for name in (tree, "_site") for way in files[name].get("exits", {}).values()]
    own = [way.get("to", "") for way in body.get("exits", {}).values()]
    if any(not _leads(files, nodes, to) for to in own) or any(not to for to in exits):
        return False
    if any(not _leads(files, {}, way["to"]) for way in files["_site"].get("exits", {}).values()):
        return False
    return all(_is_node(files, tree, node) for node in nodes.values())


def _is_node(files: Files, tree: str, node: Any) -> bool:
    nodes = files[tree]["nodes"]
    tagged = [node, *(one for one in node.get("options", {}).values() if isinstance(one, dict))]
    if any(tag not in files["_site"].get("tags", {}) for one in tagged for tag in one.get("tags", ())):
        return False
    if node.get("stage", "s") not in files[tree].get("stages", {"s": ""}):
        return False
    match kind(node):
        case "question":
            to = [option["to"] if isinstance(option, dict) else option for option in node.get("options", {}).values()]
            return len(to) >= 2 and all(_are_targets(files, nodes, one) for one in to)
        case "action":
            return _are_targets(files, nodes, node["to"])
        case "tree":
            back = node["outcomes"].values()
            return node["tree"] in files and bool(back) and all(_are_targets(files, nodes, one, "end") for one in back)
    return True


def _are_targets(files: Files, nodes: Any, targets: Any, also: str = "") -> bool:
    if isinstance(targets, str):
        return targets == also or _leads(files, nodes, targets)
    for at, target in enumerate(targets):
        last = at == len(targets) - 1
        if last == bool(target.get("when")) or not (target["to"] == also or _leads(files, nodes, target["to"])):
            return False
        for question, options in target.get("when", {}).items():
            offered = nodes.get(question, {}).get("options", {})
            if not options or any(option not in offered for option in _listed(options)):
                return False
    return bool(targets)


def _leads(files: Files, nodes: Any, to: str) -> bool:
    return to.removeprefix("tree:") in trees(files) if to.startswith("tree:") else to in nodes


def _is_meant(files: Files, matter: Matter, policy: Any) -> bool:
    known = set(names(files, matter.home))
    scope = policy.get("scope", {})
    clauses = [*policy.items(), *scope.items()]
    selectors = [one for key, value in clauses if key not in _NOT_SELECTORS for one in _listed(value)]
    if any(value in ([], {}, "") for _, value in clauses):
        return False
    pairs = [policy.get("not_both", [1, 2]), scope.get("between", [1, 2])]
    if any(len(pair) != 2 for pair in pairs) or len(policy.get("order", [1, 2])) < 2:
        return False
    if any(len(options) < 2 or name not in known for name, options in policy.get("worse", {}).items()):
        return False
    return all(_is_known(files, known, selector) for selector in selectors)


_NOT_SELECTORS = {"because", "scope", "worse", "within", "at_most", "max_questions", "strictly", "from"}


def _is_known(files: Files, known: set[str], selector: str) -> bool:
    prefix, colon, rest = selector.partition(":")
    match prefix:
        case "node":
            return rest in known
        case "answer":
            return rest.rpartition("/")[0] in known
        case "tree":
            return rest in trees(files)
        case "exit":
            return any(rest in body.get("exits", {}) for body in files.values())
        case "stage":
            return any(rest in body.get("stages", {}) for body in trees(files).values())
    return bool(colon) or selector in ("question", "action", "outcome") or selector in files["_site"].get("tags", {})


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
