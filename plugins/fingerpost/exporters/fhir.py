"""A tree as a PlanDefinition of HL7 FHIR R4: a step is an action, an answer an action that comes before the next."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from fingerpost.exporters._plain import Arrow, arrows, title
from fingerpost.exporters.order import Order
from fingerpost.model import Citation, Contributor, End, Guard, Jump, Node, Outcome, Question, Ref, Subtree, Text
from fingerpost.renderers.told import line, told

_Part = dict[str, Any]
_TYPE = {"system": "http://terminology.hl7.org/CodeSystem/plan-definition-type", "code": "clinical-protocol"}
_STATUS = {"approved": "active", "draft": "draft", "retired": "retired", "review": "draft"}
_PRIORITY = {"now": "stat", "soon": "urgent", "today": "asap", "routine": "routine"}
# What GitHub's Markdown, which FHIR takes, reads as marks within a line.
_MARKS = re.compile(r"[\\`*_\[\]<>&#|~!]")


def as_fhir(order: Order) -> dict[str, bytes]:
    """One file: what the tree says of itself, and its steps."""
    content = json.dumps(_plan(order), ensure_ascii=False, indent=2) + "\n"
    return {f"{order.tree.id}.fhir.json": content.encode()}


def _plan(order: Order) -> _Part:
    tree, site = order.tree, order.site
    status = _STATUS.get(tree.status.id, "unknown") if tree.status else "unknown"
    changed = [one.on.value.isoformat() for one in tree.changelog if one.on]
    return _said(
        resourceType="PlanDefinition",
        id=tree.id,
        language=tree.language.id if tree.language else None,
        url=_canonical(order, tree.id) if order.home else None,
        version=line(tree.version, site) if tree.version else None,
        name="".join(part.capitalize() for part in tree.id.split("-")),
        title=line(tree.title, site),
        type={"coding": [_TYPE]},
        status=status,
        experimental=status != "active",
        date=max(changed, default=None),
        description=_markdown(order, tree.summary),
        purpose=_markdown(order, tree.purpose),
        usage=_usage(order),
        copyright=_markdown(order, tree.license),
        approvalDate=tree.approved_on and tree.approved_on.value.isoformat(),
        lastReviewDate=tree.last_reviewed and tree.last_reviewed.value.isoformat(),
        author=[_person(order, one) for one in tree.authors],
        editor=[_person(order, one) for one in tree.editors],
        reviewer=[_person(order, one) for one in tree.reviewers],
        endorser=[_person(order, one) for one in tree.endorsers],
        relatedArtifact=[*_lineage(order), *map(_artifact, _cited(order))],
        action=[*_steps(order), *_exits(order)],
    )


def _said(**parts: Any) -> _Part:  # noqa: ANN401 - it is whatever FHIR has
    """The parts that say something; FHIR has no empty ones."""
    return {name: part for name, part in parts.items() if part not in (None, "", [], {})}


def _canonical(order: Order, tree: str) -> str:
    return f"{order.home}trees/{tree}/" if order.home else f"PlanDefinition/{tree}"


def _markdown(order: Order, text: Text | None) -> str | None:
    return _MARKS.sub(r"\\\g<0>", line(text, order.site)) if text else None


def _usage(order: Order) -> str:
    said = {"Audience": order.tree.audience, "Setting": order.tree.setting, "Not for": order.tree.not_for}
    return "\n\n".join(f"{name}: {_markdown(order, text)}" for name, text in said.items() if text)


def _person(order: Order, one: Contributor) -> _Part:
    return {"name": ", ".join(line(part, order.site) for part in (one.name, one.role, one.organisation) if part)}


def _lineage(order: Order) -> Iterator[_Part]:
    for kind, text in (("derived-from", order.tree.derived_from), ("predecessor", order.tree.supersedes)):
        if text:
            yield {"type": kind, "display": line(text, order.site)}


def _cited(order: Order) -> list[Citation]:
    names = {source.id: None for node in order.tree.nodes.values() for source in node.sources}
    return [order.site.sources[name] for name in names if name in order.site.sources]


def _artifact(one: Citation) -> _Part:
    said = [*one.authors, one.title, one.organisation, one.year]
    url = one.url.value if one.url else one.doi and f"https://doi.org/{one.doi.value}"
    words = ". ".join(part.value for part in said if part)
    return _said(
        type="citation", label=one.id, display=one.title.value, citation=_MARKS.sub(r"\\\g<0>", words), url=url
    )


# Steps ------------------------------------------------------------------------------------------------------------


def _steps(order: Order) -> Iterator[_Part]:
    own: dict[str, list[Arrow]] = {name: [] for name in order.tree.nodes}
    for arrow in arrows(order.tree, order.site):
        own[arrow.node.id].append(arrow)
    yield from (_step(order, node, own[node.id]) for node in order.tree.nodes.values())


def _step(order: Order, node: Node, own: Sequence[Arrow]) -> _Part:
    urgency = node.urgency.id if isinstance(node, Outcome) and node.urgency else ""
    onward = _choice(order, node, own) if isinstance(node, Question | Subtree) else _onward(order, own, node.id)
    return _said(
        id=node.id,
        prefix=str(node.number),
        title=title(node, order.tree, order.site),
        textEquivalent="\n".join(told(node, order.tree, order.site)),
        priority=_PRIORITY.get(urgency),
        code=[{"text": type(node).__name__.lower()}, *({"text": tag.id} for tag in node.tags)],
        documentation=[_artifact(order.site.sources[one.id]) for one in node.sources if one.id in order.site.sources],
        **onward,
    )


def _choice(order: Order, node: Node, own: Sequence[Arrow]) -> _Part:
    """The answers of a question, or the ends of a tree that is walked, of which one is taken."""
    walked = {"definitionCanonical": _canonical(order, node.tree.id)} if isinstance(node, Subtree) else {}
    return walked | {"selectionBehavior": "exactly-one", "action": _answers(order, own)}


def _answers(order: Order, own: Sequence[Arrow]) -> list[_Part]:
    several = ((via, list(group)) for via, group in groupby(own, key=lambda arrow: arrow.via))
    return [
        {"id": f"{group[0].node.id}.{via}", "title": group[0].words}
        | _onward(order, group, f"{group[0].node.id}.{via}")
        for via, group in several
    ]


def _onward(order: Order, several: Sequence[Arrow], name: str) -> _Part:
    """Where an answer or a step leads; where guards decide, an action for each target, of which one applies."""
    if len(several) == 1 and several[0].guard is None:
        return _to(order, several[0].to)
    ways = []
    for at, arrow in enumerate(several):
        before = [one.guard for one in several[:at] if one.guard]
        condition = {"kind": "applicability", "expression": _expression(arrow, before)}
        ways.append({"id": f"{name}.{at + 1}", "condition": [condition], **_to(order, arrow.to)})
    return _said(action=ways, selectionBehavior="exactly-one" if ways else None)


def _to(order: Order, to: Ref | Jump | End) -> _Part:
    match to:
        case Ref(id=name):
            return {"relatedAction": [{"actionId": name, "relationship": "before-start"}]}
        case Jump(tree=name):
            return {"definitionCanonical": _canonical(order, name)}
    return {}


def _expression(arrow: Arrow, before: Sequence[Guard]) -> _Part:
    """A guard in FHIRPath, over a QuestionnaireResponse whose `linkId`s are our questions: the first that holds."""
    own = [_holds(arrow.guard)] if arrow.guard else []
    written = " and ".join([*(f"({_holds(one)}).not()" for one in before), *own])
    return {"description": arrow.when, "language": "text/fhirpath", "expression": written or "true"}


def _holds(guard: Guard) -> str:
    held = []
    for one in guard.conditions:
        options = " or ".join(f"$this = '{option.id}'" for option in one.options)
        last = f"descendants().where(linkId = '{one.question.id}').answer.value.code.last()"
        held.append(f"{last}.where({options}).exists()")
    return " and ".join(held)


def _exits(order: Order) -> Iterator[_Part]:
    for one in {**order.site.exits, **order.tree.exits}.values():
        way = {"id": f"exit.{one.id}", "title": line(one.text, order.site), "code": [{"text": "exit"}]}
        yield way | _to(order, one.to)
