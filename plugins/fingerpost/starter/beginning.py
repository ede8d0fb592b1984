"""The tree that a new one begins as: a question and two ends, with all that the site wants of a tree."""

import json
from collections.abc import Iterable, Iterator, Sequence

from fingerpost.blanks import block, filled
from fingerpost.canon import canonical
from fingerpost.checks.unused_waiver import never
from fingerpost.model import Exit, Outcome, Ref, Site
from fingerpost.source import Source

# What every tree says of itself here, whatever its site wants.
_ABOUT = (
    "summary",
    "audience",
    "setting",
    "not_for",
    "purpose",
    "status",
    "version",
    "license",
    "next_review",
    "changelog",
)
_HELP, _ON = "get-help", "go-on"


def tree(name: str, title: str, site: Site) -> str:
    """A tree that passes the checks of a site, as far as they do not ask for what its author alone can say."""
    wanted = ("tree.tags" if one.id == "tags" else one.id for one in site.demands.tree)
    about = dict.fromkeys([*_ABOUT, *wanted])
    lines = [
        f"title: {json.dumps(title, ensure_ascii=False)}",
        *block([one for one in about if one not in ("title", "exits", "cases", "allow")], site, tree=name),
        *_exits(site),
        "nodes:",
        *_indented(_question(site)),
        *_indented(_end(_HELP, "Get help now", "now", name, site)),
        *_indented(_end(_ON, "Go on as planned", "routine", name, site)),
        *_CASES,
        *_waiver(site),
    ]
    text = "\n".join([*lines, ""])
    made = canonical(Source(path=f"{name}.yaml", text=text))
    assert isinstance(made, str), made
    return made


def _indented(lines: Iterable[str], by: int = 2) -> Iterator[str]:
    return (" " * by + line for line in lines)


def _exits(site: Site) -> Iterator[str]:
    lacking = [wanted.id for wanted in site.demands.exits if wanted.id not in site.exits]
    yield from ("exits:",) if lacking else ()
    for name in lacking:
        text, to = _as_elsewhere(name, site)
        yield f"  {name}: {{text: {text}, to: {to}}}"


def _as_elsewhere(name: str, site: Site) -> tuple[str, str]:
    """What an exit is called in another tree, and which of our ends is as urgent as where it leads there."""
    for one in site.trees.values():
        match one.exits.get(name):
            case Exit(text=text, to=Ref(id=end)):
                there = one.nodes.get(end)
                urgent = isinstance(there, Outcome) and there.urgency is not None and there.urgency.id == "now"
                return json.dumps(text.value, ensure_ascii=False), _HELP if urgent else _ON
    return filled("what it is called"), _HELP


def _opening(site: Site) -> str:
    """The tag that the first question carries, where the site wants one."""
    return next((tag.id for tag in site.demands.opens_with), "")


def _question(site: Site) -> Iterator[str]:
    tag = _opening(site)
    offered = site.demands.offers.get(tag)
    yield from ("danger:", "  question: Is anybody in danger now?")
    yield from (f"  tags: [{tag}]",) if tag else ()
    yield from ("  evidence: consensus", "  options:", f'    yes: {{text: "Yes", to: {_HELP}}}')
    yield f"    unsure: {{text: I cannot tell, to: {_HELP}{f', tags: [{offered.id}]' if offered else ''}}}"
    yield f'    no: {{text: "No", to: {_ON}}}'


def _end(name: str, words: str, urgency: str, tree: str, site: Site) -> Iterator[str]:
    wanted: Sequence[str] = [one.id for one in site.demands.outcome if one.id not in ("urgency", "evidence")]
    if urgency in site.demands.calls and "do" not in wanted:
        wanted = ["do", *wanted]
    yield from (f"{name}:", f"  outcome: {words}", f"  urgency: {urgency}")
    if name == _HELP and "do" not in wanted:
        yield f"  do: [{filled('what to do first, and whom to call')}]"
    yield "  evidence: consensus"
    yield from _indented(block(wanted, site, urgency=Ref(id=urgency), tree=tree))


def _waiver(site: Site) -> Iterator[str]:
    """Where the first question must be well sourced: by what, only its author can say, and until then this does."""
    if _opening(site) in {tag.id for tag in site.demands.well_sourced} and "thin-evidence" not in never(site):
        because = filled("name a guideline or two sources at this step, and delete this waiver")
        yield from ("allow:", "  - check: thin-evidence", "    at: danger", f"    because: {because}")


_CASES = """\
cases:
  danger:
    story: Somebody is in danger.
    answers: [danger: yes]
    outcome: get-help
  nobody-knows:
    story: Nobody can tell.
    answers: [danger: unsure]
    outcome: get-help
  no-danger:
    story: All are well.
    answers: [danger: no]
    outcome: go-on
""".splitlines()
