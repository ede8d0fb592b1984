"""Every card that is to be made of a site, and each of them made."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from fingerpost.cards.act import act_matter
from fingerpost.cards.booklet import booklet_matter
from fingerpost.cards.chart import chart
from fingerpost.cards.forms import FORMS, Form, bound, folded, form, reading, sheet
from fingerpost.cards.learn import headed, learn_matter
from fingerpost.cards.matter import Matter, Typeset, set_on
from fingerpost.cards.refusal import Refused
from fingerpost.cards.typesetting import pdf
from fingerpost.cards.whole import BOOKLET, INDEX, entry_of, index_matter, site_booklet_matter
from fingerpost.model import Place, Site, Tree
from fingerpost.text import one_line

# The kinds, and the sizes that each comes in; `fold` is a learn card on one sheet that is folded.
KINDS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "act": tuple(FORMS),
        "booklet": ("a5", "a4", "letter"),
        "fold": ("a4", "letter"),
        "index": tuple(FORMS),
        "learn": tuple(FORMS),
    }
)
# Sheets that are cut, the sizes that are cut from them, and the kinds: those of two sides.
SHEETS = ("a4", "letter")
CUT = ("a6", "a5")
TWO_SIDED = ("act", "index", "learn")
LARGE = "-large"
# What an index card lists: a fold has the edition of its learn card.
LISTED = ("act", "learn", "booklet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One card to be made, of a tree or of the whole site. `id` is the author's, or begins with an underscore."""

    kind: str
    id: str
    size: str
    tree: Tree | None = None
    place: Place | None = None
    large: bool = False


def every_card(
    site: Site,
    *,
    places: Sequence[Place | None],
    sizes: Sequence[str],
    kinds: Sequence[str],
    trees: Iterable[Tree] | None = None,
    large: bool = False,
) -> Iterator[Job]:
    """Every card of these trees, or of all, that comes in one of the sizes; those of the site last.

    A booklet of the site is asked for with all its trees.
    """
    for tree in site.trees.values() if trees is None else trees:
        for place in places:
            for kind, name in cards_of(tree, kinds):
                for size in (one for one in sizes if one in KINDS[kind]):
                    yield Job(kind=kind, id=name, size=size, tree=tree, place=place, large=large)
    for kind in of_site(site, kinds):
        if kind == BOOKLET and trees is not None:
            continue
        for place in places:
            for size in (one for one in sizes if one in KINDS[kind]):
                yield Job(kind=kind, id=kind, size=size, place=place, large=large)


def of_site(site: Site, kinds: Sequence[str]) -> list[str]:
    """The kinds of cards that a site has beside those of its trees; of one tree the booklet is that of the site."""
    fewest = {BOOKLET: 2, INDEX: 1}
    return [kind for kind in fewest if kind in kinds and len(site.trees) >= fewest[kind]]


class Matters:
    """What stands on the cards of a site, worked out once for all sizes; `page` says which editions are current."""

    def __init__(self, site: Site, *, page: str = "", typeset: Typeset = pdf) -> None:
        self._site, self._page, self._typeset = site, page, typeset
        self._known: dict[tuple[str, ...], Matter | Refused] = {}
        self._fitting: dict[tuple[str, ...], bool] = {}
        self._charts: dict[str, Mapping[str, Any] | None] = {}

    def of(self, job: Job) -> Matter:
        """What stands on a card: its edition and its last day among it. Raises `Refused` where there must be none."""
        key = _key(job)
        if key not in self._known:
            try:
                self._known[key] = self._judged(job)
            except Refused as refused:
                self._known[key] = refused
        found = self._known[key]
        if isinstance(found, Refused):
            raise found
        return found

    def fits(self, job: Job) -> bool:
        """Whether a card may be printed, and fits a size that its kind comes in, be it in large print."""
        key = _key(job)
        if key not in self._fitting:
            sized = (replace(job, size=size, large=large) for large in (False, True) for size in KINDS[job.kind])
            self._fitting[key] = any(map(self._is_printed, sized))
        return self._fitting[key]

    def _is_printed(self, job: Job) -> bool:
        try:
            printed(job, self.of(job), typeset=self._typeset)
        except Refused:
            return False
        return True

    def _judged(self, job: Job) -> Matter:
        site, tree, place, page = self._site, job.tree, job.place, self._page
        if tree is None:
            return self._whole(job)
        match job.kind:
            case "act":
                return act_matter(tree.cards[job.id], tree, site, place, page=page)
            case "booklet":
                others = [entry_of(matter, kind) for kind, matter in self._listed([tree], place, ("act", "learn"))]
                return booklet_matter(tree, site, place, page=page, entries=others)
        if job.kind == "learn" and tree.id not in self._charts:
            self._charts[tree.id] = chart(tree, site)
        drawing = self._charts[tree.id] if job.kind == "learn" else None
        return learn_matter(tree, site, place, page=page, template=job.kind, chart=drawing)

    def _whole(self, job: Job) -> Matter:
        """A card of the site, with the cards of its trees, and on an index card the booklet of the site too."""
        trees, place, page = self._site.trees.values(), job.place, self._page
        listed = [*self._listed(trees, place, LISTED)]
        if job.kind == BOOKLET:
            booklets = {job.tree.id: self.of(job) for job in self._fitting_cards(trees, place, (BOOKLET,)) if job.tree}
            return site_booklet_matter(
                [*booklets.values()],
                place,
                page=page,
                left_out=[one_line(tree.title, self._site) for tree in trees if tree.id not in booklets],
                entries=[entry_of(matter, kind) for kind, matter in listed],
            )
        for kind in of_site(self._site, (BOOKLET,)) if any(kind == BOOKLET for kind, _ in listed) else ():
            listed.append((kind, self.of(Job(kind=kind, id=kind, size="", place=place))))
        return index_matter(listed, place, page=page)

    def _listed(self, trees: Iterable[Tree], place: Place | None, kinds: Sequence[str]) -> Iterator[tuple[str, Matter]]:
        return ((job.kind, self.of(job)) for job in self._fitting_cards(trees, place, kinds))

    def _fitting_cards(self, trees: Iterable[Tree], place: Place | None, kinds: Sequence[str]) -> Iterator[Job]:
        """The cards that can be had in some size."""
        # Not in the sizes asked for now: a list, and its edition, is the same on each sheet, site and by command. Each
        # card is set until it fits once, smallest first as on a site, which keeps what it set; no list holds itself.
        return filter(self.fits, every_card(self._site, places=[place], sizes=["a4"], kinds=kinds, trees=trees))


def _key(job: Job) -> tuple[str, ...]:
    """A card, whatever its size."""
    return job.tree.id if job.tree else "", job.kind, job.id, job.place.code if job.place else ""


def printed(job: Job, matter: Matter, *, typeset: Typeset = pdf) -> bytes:
    """The PDF of a card in the size that is asked for. Raises `Refused` where it does not fit."""
    return set_on([(matter, _form(job))], size=job.size, typeset=typeset)


def on_sheets(several: Sequence[Job], matters: Matters, *, on: str, typeset: Typeset = pdf) -> bytes:
    """The PDF of cards of one size, none of which is refused, on sheets that are cut."""
    cards = [(matters.of(one), _form(one)) for one in several]
    return set_on(cards, size=several[0].size, sheet=sheet(on, several[0].size), typeset=typeset)


def name_of(job: Job, *, on: str = "") -> str:
    """The name of a card's file below a folder, or of the sheets on which it lies with others of its tree and size.

    No name of an author holds an underscore, so no two cards share a file.
    """
    size = "-".join([size_of(job), *(["on", on] if on else [])])
    return _name(job, "_sheet" if on and job.tree else job.id, size) + ".pdf"


def size_of(job: Job) -> str:
    """A card's size, and whether it is in large print."""
    return job.size + (LARGE if job.large else "")


def text_name_of(job: Job) -> str:
    """The name of the file of a card's words, which are the same in every size."""
    return _name(job, job.id) + ".txt"


def _name(job: Job, *names: str) -> str:
    first, *more = names
    parts = [first, *([job.place.code] if job.place else []), *more]
    return (f"{job.tree.id}/" if job.tree else "") + "_".join(parts)


def cards_of(tree: Tree, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The cards of a tree, each with its kind and id."""
    for kind in kinds:
        match kind:
            case "act":
                yield from ((kind, card.id) for card in tree.cards.values() if card.kind.id == kind)
            case "learn" | "booklet":
                author = headed(tree, kind)
                yield kind, author.id if author else f"_{kind}"
            case "fold":
                yield kind, f"_{kind}"


def _form(job: Job) -> Form:
    forms = {"act": form, "booklet": bound, "fold": folded}
    return forms.get(job.kind, reading)(job.size, large=job.large)
