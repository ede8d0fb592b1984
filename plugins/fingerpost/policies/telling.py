"""A walk that breaks a promise, as numbered lines that a clinician can read."""

from collections.abc import Mapping, Sequence

from fingerpost import paths
from fingerpost.diagnostics import Step
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies.events import Event, events, letter
from fingerpost.policies.forms import FORMS, form_of, scope_groups, scope_of
from fingerpost.policies.selectors import meaning
from fingerpost.policies.setting_off import set_off
from fingerpost.policies.verdicts import Witness
from fingerpost.text import one_line

BROKE = "breaks the promise"
SET_OFF = "sets the promise off"
ROUND = "from here it can go round for ever"


def walk(witness: Witness, policy: Policy, own: Tree | None, tree: Tree, site: Site) -> tuple[Step, ...]:
    """A line for each node that is come to, with what is taken there, and what it did to the promise.

    None where the walk is longer than `ways.LONGEST`.
    """
    met = list(events(witness.taken, tree, site))
    if len(met) < witness.length:
        return ()  # it was too long to be put together
    shown = met if witness.endless else met[: witness.length]
    return _lines(shown, _marks(witness, policy, own, shown, site), site)


def better_walk(witness: Witness, tree: Tree, site: Site) -> tuple[Step, ...]:
    """The walk with the better answer, where two are compared."""
    return _lines(list(events(witness.beside, tree, site)), {}, site) if witness.beside else ()


def _lines(met: Sequence[Event], marks: Mapping[int, str], site: Site) -> tuple[Step, ...]:
    lines: list[Step] = []
    for at, event in enumerate(met):
        words, mark = _words(event, site), marks.get(at, "")
        if event.option is None and event.exit is None:
            lines.append(Step(span=event.node.span, message=words, mark=mark))
            continue
        line = lines.pop()
        span = event.option.span if event.option else line.span
        marked = "; ".join(filter(None, [line.mark, mark]))
        lines.append(Step(span=span, message=f"{line.message} → {words}", mark=marked))
    return tuple(lines)


def _marks(witness: Witness, policy: Policy, own: Tree | None, met: Sequence[Event], site: Site) -> Mapping[int, str]:
    """What the events did to the promise, by their index."""
    if witness.endless:
        return {witness.length - 1: ROUND}
    broke = witness.length - 1
    form = form_of(policy)
    assert form is not None
    judged = FORMS[form].monitors
    if judged is None or broke >= len(met):
        return {broke: BROKE}
    groups = {**judged(policy)[0][1], **scope_groups(policy)}
    meanings = {bit: [meaning(one, own, site) for one in several] for bit, several in groups.items()}
    began = set_off(form, scope_of(policy), [letter(event, meanings) for event in met[: broke + 1]])
    return {broke: BROKE} if began is None or began == broke else {began: SET_OFF, broke: BROKE}


def _words(event: Event, site: Site) -> str:
    if event.option is not None:
        return one_line(event.option.text, site)
    if event.exit is not None:
        return f"[{one_line(event.exit.text, site)}]"
    name = one_line(event.node.text, site) or event.node.id
    where = f" of {event.tree.id}" if event.uses else ""
    return f"{name} (step {event.node.number}{where})"


def address(witness: Witness, tree: Tree, site: Site) -> str:
    """Where the page of a tree opens on a walk, from the root of its site; it shows a walk as far as its own tree."""
    walked = paths.begin(site, tree.id)
    taken = []
    for move in witness.taken:
        uses = [frame.node for frame in walked.frames[:-1]]
        match move.kind:
            case "answer":
                taken.append(f"{'/'.join([*uses, walked.frames[-1].node])}.{move.name}")
            case "exit":
                taken.append(f"{'/'.join([*uses, walked.frames[-1].node])}!{move.name}")
        after = paths.move(site, walked, move)
        if after.frames[0].tree != tree.id:
            break
        walked = after
    at = "/".join(frame.node for frame in walked.frames)
    return f"trees/{tree.id}/#t={tree.id}&at={at}" + (f"&a={','.join(taken)}" if taken else "")
