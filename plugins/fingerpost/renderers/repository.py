"""From a step to where it can be mended: a form with its name filled in, or the editor of its repository at its line.

Nothing here knows a reader's answers, so no address can tell them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, urlencode, urljoin
from xml.etree.ElementTree import Element

from fingerpost.renderers.prose import Page, fill, items, make, plain_words
from fingerpost.renderers.steps import Step, anchor, number
from fingerpost.renderers.words import Words
from fingerpost.text import plain

# The forms in `.github/ISSUE_TEMPLATE/`; the names of their fields are the keys of the query.
PROBLEM, SUGGESTION, PROPOSAL = "problem.yml", "suggestion.yml", "tree.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Where trees are kept: the address before the name of a file in its editor, and that of a new issue.

    `editor` is "" where the host cannot say it.
    """

    editor: str
    issues: str


def repository(address: str | None, edit_uri: str | None, *, trees: str) -> Repository | None:
    """The repository that a host's configuration names, if any; `trees` is seen from the folder of the pages."""
    if not address or not address.startswith("https://"):
        return None
    address = address.rstrip("/")
    editor = _editor(address, f"{edit_uri.rstrip('/')}/", f"{quote(trees)}/") if edit_uri else ""
    return Repository(editor=editor if editor.startswith("https://") else "", issues=f"{address}/issues/new")


def _editor(address: str, edit_uri: str, trees: str) -> str:
    """As hosts find the editor of a page: below the repository's address, or as a query of it."""
    if edit_uri.startswith(("?", "#")):
        return f"{address}{edit_uri}{trees}"
    return urljoin(urljoin(f"{address}/", edit_uri), trees)


def suggestions(page: Page, step: Step) -> Iterator[Element]:
    """The ways to say that a step should be otherwise; each names the step, for who hears links alone."""
    if page.repository is None:
        return
    here, words = number(step.use, step.node), page.words
    links = [
        make("a", *fill(words.report_problem, step=here), href=_form(page, step, PROBLEM, words.problem_at)),
        make("a", *fill(words.suggest_change, step=here), href=_form(page, step, SUGGESTION, words.change_to)),
    ]
    if page.repository.editor:
        editor = f"{page.repository.editor}{step.use.tree.id}.yaml#L{step.node.span.line}"
        links.append(make("a", *fill(words.edit_step, step=here), href=editor))
    jumps = items("ul", ([link] for link in links), class_="fp-jumps", data_search_exclude="")
    # As small as what is recorded of numbers, and like that not for paper.
    yield make("div", jumps, class_="fp-local__record fp-suggest")


def proposal(where: Repository | None, words: Words) -> Iterator[Element]:
    """The way to ask for a tree that is not there yet."""
    if where is not None:
        yield make("p", make("a", words.propose_tree, href=f"{where.issues}?{urlencode({'template': PROPOSAL})}"))


def _form(page: Page, step: Step, form: str, heading: str) -> str:
    """A new issue in which the tree, which of its versions, and the step are filled in."""
    assert page.repository is not None
    version = page.tree.version.value if page.tree.version is not None else ""
    name = anchor(step.use, step.node.id)
    told = urlencode({"title": plain_words(fill(heading, step=name)), "step": name})
    return f"{_form_of_tree(page.repository.issues, form, page.tree.id, version, page.edition)}&{told}"


@lru_cache(maxsize=8)  # the steps of a page come one after the other, each with its two forms
def _form_of_tree(issues: str, form: str, tree: str, version: str, edition: str) -> str:
    told = {"template": form, "tree": tree, "version": f"{plain(version)} ({edition})".strip()}
    return f"{issues}?{urlencode(told)}"
