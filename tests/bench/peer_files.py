"""The same procedures as somebody would write them without Fingerpost: a page in Markdown, a graph in DOT."""

import json
import textwrap
from collections.abc import Iterator, Mapping

from bench.tree_files import SOURCE_TITLE
from bench.trees import STAGES, TAGS, WITHIN, Procedure, Step, Way

_KINDS = {"question": "Question", "action": "Action", "outcome": "Outcome"}
_LISTS = {
    "say": "Say", "do": "Do", "avoid": "Avoid", "look_for": "Look for", "record": "Write down", "consult": "Speak with",
}  # fmt: skip
_FOLLOW_UP = (
    "- **Who** The duty manager\n- **When** next week\n- **How** A round of the building\n- **Until** all dry\n"
)
_HEAD = """\
# {title}

**Draft.** Nobody who is qualified has approved this.

{summary}

- **For** Whoever is on duty
- **Where** A large old building
- **Not for** Fires
- **Version** 1.0
- **Last reviewed** Not yet
- **Next review** 1 May 2027
- {count} steps

"""
_FOOT_LINKS = {
    "local": "Local numbers and rules",
    "evidence": "How sure we are",
    "sources": "Sources",
    "about": "About this tree",
}
_FOOT = """\
## Local numbers and rules {{#local}}

- the emergency number
    - **Here** the number on the wall Verified 1 October 2026. Check again by 1 October 2027. [{source} 2020](#sources)

## How sure we are {{#evidence}}

- **Practice consensus** Experienced people agree. No guideline or study settles it.

## Sources {{#sources}}

{sources}

## About this tree {{#about}}

- **Purpose** To keep people safe first, and the building second
- **Licence** CC-BY-4.0
- **Changes**
    - **1.0**, 1 November 2026: First version.
"""


# Markdown -----------------------------------------------------------------------------------------------------------


def markdown(made: Procedure) -> str:
    """A page with all that a tree's page says, but for the flowchart: as many headings, lists, links and words."""
    headings = {step.id: f"{number}, {step.text}" for number, step in enumerate(made.steps, start=1)}
    sources = sorted({source for step in made.steps for source in step.sources})
    lines = [_HEAD.format(title=made.title, summary=made.summary, count=len(made.steps))]
    lines += [*(f"- [{words}](#{anchor})" for anchor, words in (STAGES | _FOOT_LINKS).items()), ""]
    stage = ""
    for number, step in enumerate(made.steps, start=1):
        if step.stage != stage:
            stage = step.stage
            lines += [f"## {STAGES[stage]} {{#{stage}}}", ""]
        lines += _step(step, number, headings)
    listed = "\n".join(f"- *{SOURCE_TITLE.format(source)}*. 2020." for source in sources)
    return "\n".join([*lines, _FOOT.format(source=SOURCE_TITLE.format(sources[0]), sources=listed)])


def _step(step: Step, number: int, headings: Mapping[str, str]) -> Iterator[str]:
    yield from (f"### {number} {step.text} {{#{step.id}}}", "")
    urgency = f" **{step.urgency.capitalize()}** {WITHIN[step.urgency]}" if step.urgency else ""
    yield from (f"{_KINDS[step.kind]}{urgency}", "")
    if any("{emergency-number}" in line for lines in step.lists.values() for line in lines):
        yield from ("**the emergency number**", "", "- Here the number on the wall [Sources and dates](#local)", "")
    for key, label in _LISTS.items():
        if step.lists.get(key):
            yield from (f"**{label}**", "", *(f"- {_facts(line)}" for line in step.lists[key]), "")
    if step.kind == "outcome":
        yield from ("**Follow up**", "", _FOLLOW_UP)
    if step.ways:
        yield from (*(line for way in step.ways for line in _way(way, headings)), "")
    yield from (f"**Why:** {step.why}", "", "- **How sure we are:** [Practice consensus](#evidence)")
    if step.sources:
        yield f"- **Sources:** {', '.join(f'[{SOURCE_TITLE.format(one)} 2020](#sources)' for one in step.sources)}"
    if step.tags:
        yield f"- **Tags:** {', '.join(TAGS[tag] for tag in step.tags)}"
    yield ""


def _facts(line: str) -> str:
    return line.replace("{emergency-number}", "[the emergency number](#local)")


_GUARD = "If the answer to 2 *Who is here to help?* was “At least one colleague”"


def _way(way: Way, headings: Mapping[str, str]) -> Iterator[str]:
    words = way.text or "Then"
    if way.then:
        yield f"- {words}"
        yield f"    - {_link(_GUARD, way.then, headings)}"
        yield f"    - {_link('Otherwise', way.to, headings)}"
    else:
        yield f"- {_link(words, way.to, headings)}"


def _link(words: str, target: str, headings: Mapping[str, str]) -> str:
    elsewhere, _, tree = target.rpartition(":")
    return f"[{words}: go to {tree}]({tree}.md)" if elsewhere else f"[{words}: go to {headings[target]}](#{target})"


# DOT ----------------------------------------------------------------------------------------------------------------


def dot(made: Procedure) -> str:
    """The same boxes and arrows, with their words wrapped as wide as ours."""
    lines = ["digraph {", '  node [shape=box, fontname="sans-serif"];', '  edge [fontname="sans-serif"];']
    for number, step in enumerate(made.steps, start=1):
        lines.append(f"  {json.dumps(step.id)} [label={_label(f'{number}. {step.text}', 28)}];")
    for step in made.steps:
        for way in step.ways:
            for target, words in _targets(way):
                lines.append(f"  {json.dumps(step.id)} -> {json.dumps(target)} [label={_label(words, 18)}];")
    return "\n".join([*lines, "}"])


def _targets(way: Way) -> Iterator[tuple[str, str]]:
    if way.then:
        yield way.then, f"{way.text} (if 2 is At least one colleague)"
    yield way.to, f"{way.text} (otherwise)" if way.then else way.text


def _label(words: str, width: int) -> str:
    return '"' + "\\n".join(line.replace('"', '\\"') for line in textwrap.wrap(words, width)) + '"'
