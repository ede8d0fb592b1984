"""An urgent outcome does not say whom to call."""

import json
from collections.abc import Iterator

from fingerpost.blanks import call
from fingerpost.diagnostics import Finding, Label, Severity
from fingerpost.model import Outcome, Site, Tree
from fingerpost.text import facts

CODE = "no-way-to-call"
SEVERITY = Severity.ERROR
PARTIAL = True


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each outcome of an urgency that `demands.calls` names, with no `do` that shows the fact of it.

    What stands only in `detail` or elsewhere does not count: it is read last, and a card leaves it out.
    """
    for node in tree.nodes.values():
        if not isinstance(node, Outcome) or node.urgency is None:
            continue
        wanted = site.demands.calls.get(node.urgency.id)
        if wanted is not None and not any(use.id == wanted.id for text in node.do for use in facts(text.value)):
            yield Finding(
                message=f"`{node.id}` is urgent (`{node.urgency.id}`), and no `do` of it shows `{{{wanted.id}}}`.",
                span=node.span,
                at=node.id,
                labels=(Label(span=node.urgency.span, message=f"this asks for `{{{wanted.id}}}`"),),
                help=f"Say under `do:` when to call; first, if that matters most:\n- {json.dumps(call(wanted.id))}",
            )
