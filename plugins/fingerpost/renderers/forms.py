"""The other forms of a tree, for other programs and for paper, as files of the site that its page leads to."""

from collections.abc import Callable, Collection, Iterator
from xml.etree.ElementTree import Element

from fingerpost.renderers.prose import Page, items, make

# By the name of the export: what stands behind a tree's id in the names of its files, in the order of the page.
FORMS = {
    "json": (".json",),
    "csv": (".nodes.csv", ".options.csv"),
    "outline": (".txt",),
    "table": (".table.html",),
    "dot": (".dot",),
    "mermaid": (".mmd",),
    "fhir": (".fhir.json",),
}
FOLDER = "exports"


def paths(tree: str) -> Iterator[str]:
    """Where the files of a tree lie among the pages, all that it can have."""
    yield from (f"{FOLDER}/{tree}{ending}" for endings in FORMS.values() for ending in endings)


def section(page: Page, exports: Collection[str], *, way: Callable[[str], str]) -> Element | None:
    """A line that unfolds to links; `exports` are the files that are there, `way(path)` leads to one from the page."""
    words, tree = page.words.forms, page.tree.id
    links = [
        make("a", words[path.removeprefix(f"{FOLDER}/{tree}")], href=way(path))
        for path in paths(tree)
        if path in exports
    ]
    if page.repository is not None and page.repository.editor:
        links.append(make("a", page.words.yaml, href=f"{page.repository.editor}{tree}.yaml"))
    if not links:
        return None
    summary = make("summary", page.words.other_forms)
    return make(
        "details", summary, items("ul", ([link] for link in links)), class_="fp-fold fp-forms", data_search_exclude=""
    )
