"""Changes to a site that must change no verdict, or can only make a promise easier to keep."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from oracle.walking import Files, trees

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oracle.campaign import Matter
    from oracle.forms import Policy

ADDED = "added"  # the id of a node that no random site has


def renamed(files: Files) -> Files:
    """Every id that an author chooses is another one, everywhere; ids of policies stay."""
    return {_tree(files, name): _renamed_file(files, body) for name, body in files.items()}


def renamed_matter(matter: Matter) -> Matter:
    """The same policy in the renamed site."""
    return matter._replace(tree=f"tree-{matter.tree}", home=matter.home and f"tree-{matter.home}")


def _tree(files: Files, name: str) -> str:
    return f"tree-{name}" if name in trees(files) else name


def _renamed_file(files: Files, body: Any) -> Any:
    body = copy.deepcopy(body)
    for key in ("tags", "stages"):
        if key in body:
            body[key] = {f"{key}-{id}": words for id, words in body[key].items()}
    body["exits"] = {
        f"exit-{id}": {**way, "to": _target(files, way["to"])} for id, way in body.get("exits", {}).items()
    }
    if "start" in body:
        body["start"] = f"node-{body['start']}"
    if "nodes" in body:
        body["nodes"] = {f"node-{id}": _node(files, node) for id, node in body["nodes"].items()}
    body["policies"] = {id: _policy(files, policy) for id, policy in body["policies"].items()}
    return body


def _node(files: Files, node: Any) -> Any:
    node = _tagged(node)
    if "stage" in node:
        node["stage"] = f"stages-{node['stage']}"
    if "options" in node:
        node["options"] = {f"option-{id}": _option(files, option) for id, option in node["options"].items()}
    if "to" in node:
        node["to"] = _target(files, node["to"])
    if "tree" in node:
        node["tree"] = _tree(files, node["tree"])
        node["outcomes"] = {f"node-{id}": _target(files, to) for id, to in node["outcomes"].items()}
    return node


def _option(files: Files, option: Any) -> Any:
    if isinstance(option, dict):
        return {**_tagged(option), "to": _target(files, option["to"])}
    return _target(files, option)


def _tagged(body: Any) -> Any:
    return {key: [f"tags-{tag}" for tag in value] if key == "tags" else value for key, value in body.items()}


def _target(files: Files, to: Any) -> Any:
    match to:
        case list():
            return [{key: _when(one[key]) if key == "when" else _target(files, one[key]) for key in one} for one in to]
        case "end":
            return to
    return f"tree:tree-{to.removeprefix('tree:')}" if to.startswith("tree:") else f"node-{to}"


def _when(when: Any) -> Any:
    return {f"node-{question}": _each(options, "option-") for question, options in when.items()}


def _each(value: Any, prefix: str) -> Any:
    return [prefix + one for one in value] if isinstance(value, list) else prefix + value


def _policy(files: Files, policy: Policy) -> Policy:
    found = with_selectors(policy, lambda selector: _selector(files, selector))
    if "worse" in found:
        worse = found["worse"].items()
        found["worse"] = {_name(files, name): [f"option-{option}" for option in options] for name, options in worse}
    return found


def _selector(files: Files, selector: str) -> str:
    prefix, colon, rest = selector.partition(":")
    match prefix:
        case "node":
            return f"node:{_name(files, rest)}"
        case "answer":
            question, _, option = rest.rpartition("/")
            return f"answer:{_name(files, question)}/option-{option}"
        case "tree":
            return f"tree:{_tree(files, rest)}"
        case "exit":
            return f"exit:exit-{rest}"
        case "stage":
            return f"stage:stages-{rest}"
    return selector if colon or selector in ("question", "action", "outcome") else f"tags-{selector}"


def _name(files: Files, name: str) -> str:
    return "/".join(_tree(files, one) if one in trees(files) else f"node-{one}" for one in name.split("/"))


# Selectors --------------------------------------------------------------------------------------------------------

SELECTORS = (
    "never", "always", "require", "before", "after", "of", "end_in", "not_both", "to_end_in", "require_each",
    "possible", "always_possible", "order", "between",
)  # fmt: skip


def with_selectors(policy: Policy, change: Any) -> Policy:
    """A policy with each selector changed."""
    return {
        key: with_selectors(value, change)
        if key == "scope"
        else ([change(one) for one in value] if isinstance(value, list) else change(value))
        if key in SELECTORS
        else value
        for key, value in policy.items()
    }


def selectors(policy: Policy) -> Iterator[str]:
    """Every selector of a policy."""
    for key, value in [*policy.items(), *policy.get("scope", {}).items()]:
        if key in SELECTORS:
            yield from [value] if isinstance(value, str) else value


# Shapes -----------------------------------------------------------------------------------------------------------


def with_unreachable_node(files: Files) -> Files:
    """Each tree has one node more, at its end, to which nothing leads."""
    files = copy.deepcopy(files)
    for tree in trees(files).values():
        first = next(iter(tree["nodes"]))
        tree["nodes"][ADDED] = {"action": "Nobody comes here.", "tags": ["t"], "to": first}
    return files


def without_exits(files: Files) -> Files:
    """No exits, and no policies that speak of one."""
    return {
        name: {key: value for key, value in body.items() if key != "exits"}
        | {"policies": {id: policy for id, policy in body["policies"].items() if not _names_an_exit(policy)}}
        for name, body in files.items()
    }


def _names_an_exit(policy: Policy) -> bool:
    return any(one.startswith("exit:") for one in selectors(policy))


def with_split_edges(files: Files) -> Files:
    """Every answer leads to an action of its own first, which leads on as the answer did."""
    files = copy.deepcopy(files)
    for tree in trees(files).values():
        for name, node in list(tree["nodes"].items()):
            for id, option in node.get("options", {}).items():
                between = f"{ADDED}-{name}-{id}"
                tree["nodes"][between] = {"action": "!", "to": option["to"] if isinstance(option, dict) else option}
                node["options"][id] = {**option, "to": between} if isinstance(option, dict) else between
    return files


def with_step_before(files: Files, tree: str) -> Files:
    """A tree begins with one action more."""
    files = copy.deepcopy(files)
    body = files[tree]
    body["nodes"][ADDED] = {"action": "!", "to": body.get("start") or next(iter(body["nodes"]))}
    body["start"] = ADDED
    return files


def with_nodes_reversed(files: Files) -> Files:
    """The nodes of each tree stand in another order; the start stays."""
    files = copy.deepcopy(files)
    for tree in trees(files).values():
        tree.setdefault("start", next(iter(tree["nodes"])))
        tree["nodes"] = dict(reversed(tree["nodes"].items()))
    return files


def with_options_reversed(files: Files) -> Files:
    """The options of each question stand in another order."""
    files = copy.deepcopy(files)
    for tree in trees(files).values():
        for node in tree["nodes"].values():
            if "options" in node:
                node["options"] = dict(reversed(node["options"].items()))
    return files


# Weaker promises --------------------------------------------------------------------------------------------------


def weaker(policy: Policy) -> Iterator[Policy]:
    """Promises that hold wherever this one does, but for what may not be triggered any more."""
    for key in ("at_most", "max_questions", "within"):
        if key in policy:
            yield {**policy, key: int(policy[key]) + 1}
    if "strictly" in policy:
        yield {key: value for key, value in policy.items() if key != "strictly"}
    for key in ("always", "require", "end_in", "possible", "always_possible"):
        if key in policy:
            yield {**policy, key: [*_listed(policy[key]), "u"]}
    for key in ("never", "before", "after", "of", "to_end_in", "require_each"):
        if len(_listed(policy.get(key, ()))) > 1:
            yield {**policy, key: _listed(policy[key])[1:]}


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
