"""Made-up procedures as files of trees, laid out as authors lay them out, and the files that stand beside them."""

import json
from collections.abc import Iterator, Sequence

from bench.trees import ALONE, DAY, STAGES, TAGS, WITHIN, Procedure, Step, Way

PLACE_SOURCE = "manual-1"
SOURCE_TITLE = "Manual of the building, {}"


def yaml(made: Procedure) -> str:
    """A tree file, laid out as authors lay it out."""
    return "\n".join([*_yaml_head(made), "nodes:", *(line for step in made.steps for line in _yaml_step(step, made))])


def _yaml_head(made: Procedure) -> Iterator[str]:
    yield f"title: {_scalar(made.title)}"
    yield from (f"summary: {_scalar(made.summary)}", "audience: Whoever is on duty", "setting: A large old building")
    yield from ("not_for: Fires", "purpose: To keep people safe first, and the building second", "status: draft")
    yield from ('version: "1.0"', "license: CC-BY-4.0", "next_review: 2027-05-01", "hazards: [hurry]")
    yield from ("changelog:", '  - version: "1.0"', f"    on: {DAY}", "    text: First version.", "start: gate", "")
    if made.stages:
        yield "stages:"
        yield from (f"  {stage}: {words}" for stage, words in STAGES.items())
        yield ""
    if made.exits:
        end = next(step.id for step in made.steps if step.kind == "outcome")
        yield f"exits: {{danger-now: {{text: Danger now, to: {end}}}}}"
        yield ""


def _yaml_step(step: Step, made: Procedure) -> Iterator[str]:
    yield f"  {step.id}:"
    yield f"    {step.kind}: {_scalar(step.text)}"
    if made.stages:
        yield f"    stage: {step.stage}"
    if step.tags:
        yield f"    tags: [{', '.join(step.tags)}]"
    if step.urgency:
        yield f"    urgency: {step.urgency}"
        yield f"    within: {WITHIN[step.urgency]}"
        yield "    follow_up: {who: The duty manager, when: next week, how: A round of the building, stop: all dry}"
    for key, lines in step.lists.items():
        if lines:
            yield f"    {key}:"
            yield from (f"      - {_scalar(line)}" for line in lines)
    yield f"    why: {_scalar(step.why)}"
    yield "    evidence: consensus"
    if step.sources:
        yield f"    sources: [{', '.join(step.sources)}]"
    yield from _yaml_ways(step.ways)
    yield ""


def _yaml_ways(ways: Sequence[Way]) -> Iterator[str]:
    if ways and not ways[0].option:
        yield from _yaml_target(ways[0], "    ")
        return
    if ways:
        yield "    options:"
    for way in ways:
        tags = f", tags: [{', '.join(way.tags)}]" if way.tags else ""
        if way.then:
            yield f"      {way.option}:"
            yield f"        text: {_scalar(way.text)}"
            if way.tags:
                yield f"        tags: [{', '.join(way.tags)}]"
            yield from _yaml_target(way, "        ")
        else:
            yield f"      {way.option}: {{text: {_scalar(way.text)}, to: {json.dumps(way.to)}{tags}}}"


def _yaml_target(way: Way, indent: str) -> Iterator[str]:
    if not way.then:
        yield f"{indent}to: {way.to}"
        return
    yield f"{indent}to:"
    yield f"{indent}  - {{when: {{{ALONE}: others}}, to: {way.then}}}"
    yield f"{indent}  - {{to: {way.to}}}"


def _scalar(words: str) -> str:
    """Bare where YAML takes it for words, else in quotes."""
    bare = not any(mark in words for mark in (": ", " #", '"', "{", ", "))
    return words if bare and words not in ("Yes", "No") else json.dumps(words)


def around(sources: Sequence[str]) -> dict[str, str]:
    """The files beside the trees: declared tags and facts, a word list, demands; sources; a place."""
    listed = [f'{name}:\n  title: "{SOURCE_TITLE.format(name)}"\n  year: 2020\n  kind: practice\n' for name in sources]
    return {
        "_hazards.yaml": _HAZARDS,
        "_places/here.yaml": _PLACE,
        "_site.yaml": "\n".join(["tags:", *(f"  {tag}: {meaning}" for tag, meaning in TAGS.items()), _SITE]),
        "_sources.yaml": "".join(listed),
    }


_SITE = """\
facts:
  emergency-number: {label: the emergency number, kind: phone}
demands:
  tree: [summary, audience, setting, not_for, purpose, version, license, next_review, changelog, hazards]
  outcome: [urgency, within, do, avoid, record, consult, follow_up]
  evidence: true
  opens_with: [gate]
  offers: {check: unknown}
words:
  hurry:
    because: Hurry is how people get hurt.
    words: {as fast as you can: as calmly as you can, at a run: at a walk, rush over: walk over, rush to: walk to}
"""
_PLACE = f"""\
name: Here
languages: [en]
facts:
  emergency-number:
    {{text: the number on the wall, source: {PLACE_SOURCE}, verified_on: 2026-10-01, expires: 2027-10-01}}
"""
_HAZARDS = """\
hurry:
  hazard: Somebody gets hurt because of hurry.
  cause: The steps are skipped.
  controls: [The first step asks about danger.]
"""
