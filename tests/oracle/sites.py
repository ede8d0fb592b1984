"""Random small sites with policies of every form, as plain data; a site follows from its seed alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oracle import policies

if TYPE_CHECKING:
    from random import Random

    from oracle.walking import Files

NAMES = ("a", "b", "c")
OPTIONS = ("x", "y", "z")
TAGS = ("t", "u", "v")
KINDS = ("question", "question", "question", "action", "action", "outcome", "tree")
URGENCIES = ("now", "today", "soon")
STAGES = ("s", "r")


def random_site(random: Random, *, promises: int = 4, subtrees: bool = True) -> Files:
    """One to three trees of two to six nodes, each of which may use those behind it; so many policies in each file.

    In half of the sites targets lead onward only, so that nobody can go in circles but by an exit.
    """
    names = NAMES[: random.choice((1, 1, 2, 2, 3))]
    onward = random.random() < 0.5
    files: Files = {"_site": _around(random, names, onward=onward)}
    for name in reversed(names):
        files[name] = _tree(random, name, names, files, onward=onward, subtrees=subtrees)
    for name in ("_site", *names):
        home = None if name == "_site" else name
        written = (policies.random_policy(random, files, home) for _ in range(promises))
        files[name]["policies"] = {f"{home or 'all'}-{at}": policy for at, policy in enumerate(written)}
    return files


def _around(random: Random, names: tuple[str, ...], *, onward: bool) -> Any:
    exits = [name for name, chance in (("help", 0.25), ("out", 0.1)) if random.random() < chance]
    target = names[-1] if onward else random.choice(names)
    return {
        "tags": dict.fromkeys(TAGS, "A tag"),
        "exits": {name: {"text": "Out", "to": f"tree:{target}"} for name in exits},
    }


def _tree(random: Random, name: str, names: tuple[str, ...], files: Files, *, onward: bool, subtrees: bool) -> Any:
    behind = [other for other in names if other in files]
    kinds = [random.choice(KINDS) for _ in range(random.randint(1, 5))]
    kinds = ["action" if kind == "tree" and not (behind and subtrees) else kind for kind in kinds]
    kinds.insert(len(kinds) if onward else random.randint(0, len(kinds)), "outcome")
    nodes = [f"{kind[0]}{at}" for at, kind in enumerate(kinds)]
    offered = {node: OPTIONS[: random.choice((2, 2, 3))] for node in nodes if node.startswith("q")}
    written: dict[str, Any] = {}
    for at, (node, kind) in enumerate(zip(nodes, kinds, strict=True)):
        near, far = (nodes[at + 1 :], behind) if onward else (nodes, list(names))
        targets = _Targets(random, offered, near, far)
        written[node] = _node(random, kind, offered.get(node, ()), targets, files, behind)
    tree: dict[str, Any] = {"title": name, "stages": dict.fromkeys(STAGES, "A stage"), "nodes": written}
    if random.random() < 0.2:
        tree["start"] = random.choice(nodes[: len(nodes) // 2 + 1])
    for way in ("out", "help"):
        if random.random() < 0.2:
            last = [node for node, kind in zip(nodes, kinds, strict=True) if kind == "outcome"] if onward else nodes
            to = _Targets(random, offered, last, behind if onward else list(names)).one()
            tree.setdefault("exits", {})[way] = {"text": "Out", "to": to}
    return tree


class _Targets:
    """Where a node may lead, and on what its guards may look."""

    def __init__(self, random: Random, offered: dict[str, tuple[str, ...]], near: list[str], far: list[str]) -> None:
        self.random, self.offered, self.near, self.far = random, offered, near, far

    def one(self) -> str:
        if self.far and self.random.random() < 0.1:
            return f"tree:{self.random.choice(self.far)}"
        return self.random.choice(self.near)

    def some(self, last: str | None = None) -> Any:
        """One target, or guarded ones and one without a guard."""
        default = last or self.one()
        if not self.offered or self.random.random() < 0.65:
            return default
        guarded = [{"when": self._when(), "to": self.one()} for _ in range(self.random.choice((1, 1, 2)))]
        return [*guarded, {"to": default}]

    def _when(self) -> Any:
        asked = self.random.sample(list(self.offered), min(len(self.offered), self.random.choice((1, 1, 2, 3))))
        return {question: self._answers(self.offered[question]) for question in asked}

    def _answers(self, options: tuple[str, ...]) -> Any:
        if self.random.random() < 0.6:
            return self.random.choice(options)
        return sorted(self.random.sample(options, self.random.choice((1, 2))))


def _node(
    random: Random, kind: str, offered: tuple[str, ...], targets: _Targets, files: Files, behind: list[str]
) -> Any:
    node: dict[str, Any] = {}
    match kind:
        case "question":
            node = {"question": "?", "options": {option: _option(random, targets) for option in offered}}
        case "action":
            node = {"action": "!", "to": targets.some()}
        case "tree":
            used = random.choice(behind)
            ends = [name for name, end in files[used]["nodes"].items() if "outcome" in end]
            back = {end: targets.some("end" if random.random() < 0.25 else None) for end in ends}
            node = {"tree": used, "outcomes": back}
        case "outcome":
            node = {"outcome": "."}
            if random.random() < 0.85:
                node["urgency"] = random.choice(URGENCIES)
    tags = [tag for tag in TAGS if random.random() < 0.2]
    if tags:
        node["tags"] = tags
    if random.random() < 0.25:
        node["stage"] = random.choice(STAGES)
    return node


def _option(random: Random, targets: _Targets) -> Any:
    to = targets.some()
    tags = [tag for tag in TAGS if random.random() < 0.12]
    return {"text": "A", "to": to, "tags": tags} if tags else to
