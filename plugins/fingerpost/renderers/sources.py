"""What a page leans on: the list of its sources, what each grade of evidence means, and links to both."""

from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.etree.ElementTree import Element

from fingerpost import text
from fingerpost.model import Citation
from fingerpost.renderers.prose import Sheet, fill, make, moment, rich, unlinked
from fingerpost.text import Piece


def source_link(page: Sheet, name: str) -> Element:
    """A source by a short name, as a link to its entry in the list."""
    cited = page.site.sources[name]
    return make("a", _short(page, cited), href=f"#{_source_id(page, name)}", data_source=name)


def evidence(page: Sheet, grade: str) -> Piece:
    """A grade of evidence as a link to what it means."""
    if grade not in page.words.evidences:
        return grade
    return make("a", page.words.evidences[grade], href=f"#{_grade_id(page, grade)}", data_evidence=grade)


def sources(page: Sheet, elements: Iterable[Element]) -> Iterator[Element]:
    """The parts of the page's foot that explain what is named in elements: grades, and sources in that order."""
    named = [part for element in elements for part in element.iter("a")]
    cited = dict.fromkeys(part.attrib["data-source"] for part in named if "data-source" in part.attrib)
    grades = {part.attrib["data-evidence"] for part in named if "data-evidence" in part.attrib}
    if grades:
        yield _foot(page, "evidence", page.words.evidence, _grades(page, grades))
    if cited:
        entries = (make("li", *entry(page, page.site.sources[name]), id=_source_id(page, name)) for name in cited)
        yield _foot(page, "sources", page.words.sources, make("ul", *entries, class_="fp-sources"))


def _foot(page: Sheet, name: str, title: str, *content: Element) -> Element:
    heading = make("h2", title, id=f"{page.name}.{name}_", class_="fp-foot__heading")
    return make("section", heading, *content, class_="fp-foot")


def _source_id(page: Sheet, name: str) -> str:
    return f"{page.name}.source_{name}"


def _grade_id(page: Sheet, grade: str) -> str:
    return f"{page.name}.evidence_{grade}"


def _grades(page: Sheet, grades: set[str]) -> Element:
    words = page.words
    rows = [
        make("div", make("dt", name, id=_grade_id(page, grade)), make("dd", words.evidence_meanings[grade]))
        for grade, name in words.evidences.items()
        if grade in grades
    ]
    return make("dl", *rows, class_="fp-terms")


def _short(page: Sheet, cited: Citation) -> str:
    """Who says it and when: "NHS England 2025"; the title where nobody is named."""
    if cited.authors:
        who = text.plain(cited.authors[0].value)
        if len(cited.authors) > 1:
            who = page.words.and_others.format(author=who)
    else:
        who = text.plain((cited.organisation or cited.title).value)
    return f"{who} {cited.year.value}" if cited.year else who


def entry(page: Sheet, cited: Citation) -> Iterator[Piece]:
    """A source in full; its title leads there."""
    address = _address(cited)
    authors = ", ".join(text.plain(author.value) for author in cited.authors)
    if authors:
        yield f"{authors}. "
    yield (
        make("a", *unlinked(page, cited.title), href=address) if address else make("cite", *unlinked(page, cited.title))
    )
    yield ". "
    if cited.organisation is not None:
        yield from [*rich(page, cited.organisation), ", " if cited.year else ". "]
    if cited.year is not None:
        yield f"{cited.year.value}. "
    if cited.doi is not None:
        yield f"doi:{cited.doi.value} "
    if cited.accessed is not None:
        yield from fill(page.words.accessed, date=moment(page.words, cited.accessed))


def _address(cited: Citation) -> str | None:
    """Where it can be read; a DOI outlives an address."""
    if cited.doi is not None:
        return f"https://doi.org/{quote(cited.doi.value)}"
    return cited.url.value if cited.url is not None and text.may_follow(cited.url.value) else None
