"""What got weaker of all that watches over trees, policies aside: checks, waivers, cases, sources, reviews, status."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fingerpost.checks import CHECKS
from fingerpost.diff import said
from fingerpost.diff.change import NOWHERE, Change, Part
from fingerpost.model import Case, Contributor, Date, Jump, Ref, Site, Tree
from fingerpost.source import Span

_LEVELS = {"error": 2, "warning": 1, "off": 0}


def weaker_site(base: Site, head: Site) -> Iterator[Change]:
    """What got weaker in the files around the trees."""
    yield from _levels(base, head)
    yield from _gone("never-waive", "may now be waived", _ids(base.never_waive), _ids(head.never_waive))
    yield from _demands(base, head)
    for name, words in base.words.items():
        kept = head.words[name].words if name in head.words else {}
        yield from _gone("word-list", f"is no longer unwanted (`{name}`)", words.words, kept)
    yield from _gone("exit-removed", "is no way out any more", base.exits, head.exits)
    yield from _gone("source-removed", "is no source any more", base.sources, head.sources)
    yield from _gone("hazard-removed", "is no hazard any more", base.hazards, head.hazards)
    for name, hazard in base.hazards.items():
        if name in head.hazards:
            watched = _ids(hazard.checked_by), _ids(head.hazards[name].checked_by)
            yield from _gone("hazard-unwatched", f"no longer watches over the hazard `{name}`", *watched)
    yield from _gone("table-removed", "is no official table any more", base.tables, head.tables)
    for name, tree in base.trees.items():
        if name not in head.trees and name not in head.unread:
            yield _weaker("tree-removed", f"The tree {said.spoken(tree.title, base)} is gone", name, tree.span)


def _weaker(code: str, message: str, at: str, span: Span | None = None, tree: str = "") -> Change:
    return Change(part=Part.WEAKER, code=code, message=message, tree=tree, at=at, span=span or NOWHERE)


def _gone(code: str, what: str, before: Iterable[str], after: Iterable[str], tree: str = "") -> Iterator[Change]:
    kept = set(after)
    yield from (_weaker(code, f"“{name}” {what}", name, tree=tree) for name in before if name not in kept)


def _ids(several: Iterable[Ref]) -> list[str]:
    return [one.id for one in several]


def _levels(base: Site, head: Site) -> Iterator[Change]:
    """Checks that are now milder than they were."""
    for code in CHECKS:
        was, now = _level(code, base), _level(code, head)
        if _LEVELS[now] < _LEVELS[was]:
            message = f"The check `{code}` is {'switched off' if now == 'off' else 'a warning alone'}, and was: {was}"
            yield _weaker("check-lowered", message, code, head.levels[code].span if code in head.levels else None)


def _level(code: str, site: Site) -> str:
    given = site.levels.get(code)
    return given.id if given and given.id in _LEVELS else str(CHECKS[code].SEVERITY)


def _demands(base: Site, head: Site) -> Iterator[Change]:
    """What the site no longer wants of its trees."""
    was, now = base.demands, head.demands
    yield from _gone("demand-dropped", "is no longer demanded of a tree", _ids(was.tree), _ids(now.tree))
    yield from _gone("demand-dropped", "is no longer demanded of an outcome", _ids(was.outcome), _ids(now.outcome))
    yield from _gone("demand-dropped", "is no longer demanded of a source", _ids(was.source), _ids(now.source))
    yield from _gone("demand-dropped", "is no longer demanded as a way out", _ids(was.exits), _ids(now.exits))
    yield from _gone("demand-dropped", "need no longer be well sourced", _ids(was.well_sourced), _ids(now.well_sourced))
    offers = [f"{name}: {one.id}" for name, one in was.offers.items()]
    kept = [f"{name}: {one.id}" for name, one in now.offers.items()]
    yield from _gone("demand-dropped", "is no longer an answer that must be offered", offers, kept)
    calls = [f"{name}: {one.id}" for name, one in was.calls.items()]
    kept = [f"{name}: {one.id}" for name, one in now.calls.items()]
    yield from _gone("demand-dropped", "is no longer shown at every outcome of that urgency", calls, kept)
    if was.evidence and not now.evidence:
        yield _weaker("demand-dropped", "Evidence is no longer demanded of every step", "evidence")
    if was.opens_with and (not now.opens_with or set(_ids(now.opens_with)) - set(_ids(was.opens_with))):
        opens = ", ".join(_ids(now.opens_with)) or "anything"
        yield _weaker("demand-dropped", f"A tree may now open with: {opens}", "opens_with")
    if was.times and (not now.times or {one.value for one in now.times} - {one.value for one in was.times}):
        yield _weaker("demand-dropped", "More times are now allowed for a follow-up", "times")
    roles, more = ({one.value for one in each.reviewers} for each in (was, now))
    if roles and not more:
        yield _weaker("demand-dropped", "Whoever approves a tree may now be anybody", "reviewers")
    elif more - roles and roles:
        added = ", ".join(f"“{role}”" for role in sorted(more - roles))
        yield _weaker("demand-dropped", f"Whoever approves a tree may now also be: {added}", "reviewers")


# Within a tree ----------------------------------------------------------------------------------------------------


def weaker_tree(old: Tree, new: Tree, base: Site, head: Site) -> Iterator[Change]:
    """What got weaker beside the steps of a tree, or in what they lean on."""
    yield from _status(old, new)
    yield from _waivers(old, new, head)
    yield from _cases(old, new, base, head)
    yield from _reviews(old, new)
    yield from _gone("exit-removed", "is no way out any more", old.exits, new.exits, new.id)
    yield from _gone(
        "hazard-unlinked", "is no longer named as a hazard of it", _ids(old.hazards), _ids(new.hazards), new.id
    )
    if old.table and (new.table is None or new.table.id != old.table.id):
        yield _weaker("table-removed", f"It is no longer compared with “{old.table.id.id}”", "table", new.span, new.id)
    for name, node in new.nodes.items():
        if name not in old.nodes:
            continue
        before, words = old.nodes[name], said.step(node, head)
        yield from _gone(
            "source-lost", f"is no longer a source of {words}", _ids(before.sources), _ids(node.sources), new.id
        )
        if before.evidence and (not node.evidence or node.evidence.id != before.evidence.id):
            grade = f"“{node.evidence.id}”" if node.evidence else "nothing"
            message = f"{words}: evidence was “{before.evidence.id}” and is {grade}"
            yield _weaker("evidence-changed", message, name, node.span, new.id)
        yield from _date(f"{words}: reviewed on", before.reviewed_on, node.reviewed_on, name, node.span, new.id)


def _status(old: Tree, new: Tree) -> Iterator[Change]:
    was, now = (one.status.id if one.status else "none" for one in (old, new))
    if was != now:
        span = new.status.span if new.status else new.span
        yield _weaker("status-changed", f"The status was “{was}” and is “{now}”", "status", span, new.id)


def _waivers(old: Tree, new: Tree, head: Site) -> Iterator[Change]:
    before = {(one.check.id, one.at.id) for one in old.allow}
    for one in new.allow:
        if (one.check.id, one.at.id) not in before:
            message = f"The check `{one.check.id}` is waived at `{one.at.id}`: {said.spoken(one.because, head)}"
            yield _weaker("waived", message, one.at.id, one.span, new.id)


def _cases(old: Tree, new: Tree, base: Site, head: Site) -> Iterator[Change]:
    for name, case in old.cases.items():
        if name not in new.cases:
            brief = f"the case `{name}` is gone"
            message = f"T{brief[1:]}: {said.spoken(case.story, base)}"
            yield replace(_weaker("case-removed", message, name, None, new.id), brief=brief)
        elif _expected(case) != _expected(new.cases[name]) and not _asked_more(case, new.cases[name]):
            after = new.cases[name]
            brief = f"the case `{name}` {_how(case, after)}"
            told = _weaker("case-changed", f"T{brief[1:]}: {said.spoken(after.story, head)}", name, after.span, new.id)
            yield replace(told, was=_expected(case), now=_expected(after), brief=brief)


def kept_cases(old: Tree, new: Tree, head: Site) -> Iterator[Change]:
    """Cases that watch no less than before: those that answer more and end the same, and new ones."""
    more = [name for name, case in new.cases.items() if name in old.cases and _asked_more(old.cases[name], case)]
    if more:
        names = ", ".join(f"`{name}`" for name in more)
        what = (
            "1 case answers a new question and ends"
            if len(more) == 1
            else f"{len(more)} cases answer a new question and end"
        )
        first = new.cases[more[0]]
        yield _case("case-longer", f"{what} the same: {names}", f"{what} the same", first, new)
    for name, case in new.cases.items():
        if name not in old.cases:
            yield _case(
                "case-added",
                f"1 case added: `{name}`: {said.spoken(case.story, head)}",
                f"1 case added: `{name}`",
                case,
                new,
            )


def _case(code: str, message: str, brief: str, case: Case, tree: Tree) -> Change:
    return Change(part=Part.CASES, code=code, message=message, tree=tree.id, at=case.id, brief=brief, span=case.span)


def _asked_more(before: Case, after: Case) -> bool:
    """Whether a case has further answers among its old ones, and the same end past the same steps."""
    given = iter([(one.question.id, one.option.id) for one in after.answers])
    kept = all((one.question.id, one.option.id) in given for one in before.answers)
    return kept and len(after.answers) > len(before.answers) and _end(before) == _end(after)


def _how(before: Case, after: Case) -> str:
    if _answers(before) != _answers(after):
        return "gives other answers"
    return "must pass other steps" if _outcome(before) == _outcome(after) else "expects another end"


def _expected(case: Case) -> str:
    """The answers of a case, the end, and what it passes."""
    return f"{_answers(case) or 'no answer'}, then {_end(case)}"


def _end(case: Case) -> str:
    passes = f", past {', '.join(_ids(case.passes))}" if case.passes else ""
    return f"{_outcome(case)}{passes}"


def _outcome(case: Case) -> str:
    return f"the tree {case.outcome.tree}" if isinstance(case.outcome, Jump) else case.outcome.id


def _answers(case: Case) -> str:
    return ", ".join(f"{one.question.id}: {one.option.id}" for one in case.answers)


def _reviews(old: Tree, new: Tree) -> Iterator[Change]:
    for role in ("reviewers", "endorsers"):
        people: tuple[Contributor, ...] = getattr(old, role)
        for one in people:
            if one not in getattr(new, role):
                words = ", ".join(text.value for text in (one.role, one.name, one.organisation) if text)
                yield _weaker("review-lost", f"One of its {role} is gone: “{words}”", role, None, new.id)
    yield from _date("It was approved on", old.approved_on, new.approved_on, "approved_on", new.span, new.id)
    yield from _date("It was last reviewed on", old.last_reviewed, new.last_reviewed, "last_reviewed", new.span, new.id)
    before, after = old.next_review, new.next_review
    if before and (after is None or after.value > before.value) and old.last_reviewed == new.last_reviewed:
        now = after.value.isoformat() if after else "never"
        message = f"The next review was due on {before.value.isoformat()} and is now: {now}, without a review since"
        yield _weaker("review-put-off", message, "next_review", after.span if after else new.span, new.id)


def _date(what: str, was: Date | None, now: Date | None, at: str, span: Span, tree: str) -> Iterator[Change]:
    """A day of a review that is gone, or lies further back."""
    if was and (now is None or now.value < was.value):
        told = now.value.isoformat() if now else "no day at all"
        yield _weaker("review-lost", f"{what} {was.value.isoformat()}, and now on {told}", at, span, tree)


def version_kept(old: Tree, new: Tree) -> Iterator[Change]:
    """A tree that means something else, though its version is the same."""
    if old.version and new.version and old.version.value == new.version.value:
        brief = f"the version is still {new.version.value}"
        message = f"T{brief[1:]}, though the tree means something else: give it another, and a line in `changelog`"
        told = Change(part=Part.STEPS, code="version-kept", message=message, tree=new.id, at="version")
        yield replace(told, brief=brief, span=new.version.span)


def not_approved_again(old: Tree, new: Tree) -> Iterator[Change]:
    """An approved tree whose steps changed, though nobody has approved it since."""
    approved = old.status and new.status and old.status.id == new.status.id == "approved"
    if approved and old.approved_on == new.approved_on and old.last_reviewed == new.last_reviewed:
        since = f" on {new.approved_on.value.isoformat()}" if new.approved_on else ""
        yield _weaker(
            "not-approved-again",
            f"It changed, and its approval{since} is of the old version",
            "status",
            new.span,
            new.id,
        )
