"""A target names a step or a tree that is not there."""

import re
from collections.abc import Iterator

from fingerpost.checks._names import unknown
from fingerpost.checks._steps import subtrees, targets
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Exit, Jump, Outcome, Ref, Site, Tree

CODE = "missing-target"
SEVERITY = Severity.ERROR
PARTIAL = True
# What cannot be an id, the loader has found.
_ID = re.compile("[a-z][a-z0-9-]*")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each target of an option, an action, a subtree or an exit that leads nowhere."""
    for at, target in targets(tree):
        yield from _judge(target.to, tree, site, at)
    for out in tree.exits.values():
        yield from _judge(out.to, tree, site, "")
    for use in subtrees(tree):
        yield from _judge(Jump(tree=use.tree.id, span=use.tree.span), tree, site, use.id)
    for node in tree.nodes.values():
        if isinstance(node, Outcome):
            for ref in node.next:
                yield from _judge(Jump(tree=ref.id, span=ref.span), tree, site, node.id)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield each exit of the site that leads nowhere; it cannot lead to a node, as it stands in every tree."""
    for out in site.exits.values():
        yield from _judge_exit(out, site)


def _judge(to: object, tree: Tree, site: Site, at: str) -> Iterator[Finding]:
    match to:
        case Ref(id=name) if name not in tree.nodes and _ID.fullmatch(name):
            hint = (
                f"Write `tree:{name}` to go on in that tree."
                if name in site.trees
                else "Write that node, or name one that is there."
            )
            yield unknown(f"There is no node `{name}` in this tree.", to, tree.nodes, at=at, otherwise=hint)
        case Jump(tree=name) if name not in site.trees and name not in site.unread:
            yield _no_tree(to, site, at)


def _no_tree(jump: Jump, site: Site, at: str = "") -> Finding:
    # A jump's place begins at `tree:`, the place of a name alone at the name.
    written = jump.span.end_column - jump.span.column
    prefix = "tree:" if written >= len("tree:") + len(jump.tree) else ""
    name = Ref(id=prefix + jump.tree, span=jump.span)
    message = f"There is no tree `{jump.tree}`."
    help_ = f"Write it in a file {jump.tree}.yaml, or lead to an outcome until it is written."
    return unknown(message, name, site.trees, at=at, start=len(prefix), word=jump.tree, otherwise=help_)


def _judge_exit(out: Exit, site: Site) -> Iterator[Finding]:
    match out.to:
        case Ref(id=name):
            message = f"An exit of the whole site cannot lead to a node: `{name}` is in no tree of its own."
            yield Finding(message=message, span=out.to.span, help="Write `tree:` and the id of a tree.")
        case Jump(tree=name) if name not in site.trees and name not in site.unread:
            yield _no_tree(out.to, site)
