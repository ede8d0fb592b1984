"""All cards that a site offers: each made or kept, or the reasons why it is not."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from fingerpost.cards.fonts import fonts_of
from fingerpost.cards.forms import FORMS, SHEETS, holds
from fingerpost.cards.jobs import (
    CUT,
    KINDS,
    LARGE,
    Job,
    Matters,
    cards_of,
    every_card,
    name_of,
    of_site,
    on_sheets,
    printed,
    text_name_of,
)
from fingerpost.cards.keeping import keeping
from fingerpost.cards.learn import headed
from fingerpost.cards.ledger import ledger_of
from fingerpost.cards.matter import Matter, Typeset
from fingerpost.cards.plain import plain_text
from fingerpost.cards.refusal import Refused, unmade
from fingerpost.failures import Failure
from fingerpost.layout.pool import workers
from fingerpost.model import Cards, Place, Printout, Sheets, Site, Tree, made_card
from fingerpost.text import one_line

SIZES = (*FORMS, *(f"{form}{LARGE}" for form in FORMS))
USUAL = ("a6", "a4", "letter", "a4-large")
OFFERED = ("act", "learn", "booklet", "index")
BOOKLETS = ("a5",)
# The kinds that are offered as plain text too.
_TOLD = ("act", "learn")
# The kinds that list other cards.
_LISTS = frozenset({"booklet", "index"})
_TOO_LONG = "It fits no size that is printed here."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cards a site offers: of which kinds, in which sizes, for which places; without places, those of each tree.

    `sizes` are those of act cards, of `SIZES`, and `booklets` those of booklets. Any other card comes in the smallest
    size that it fits, or where that is a whole sheet, in each sheet of `sizes`. Act cards of A6 and A5 also lie on
    each of `sheets`.
    """

    kinds: Sequence[str] = OFFERED
    sizes: Sequence[str] = USUAL
    booklets: Sequence[str] = BOOKLETS
    sheets: Sequence[str] = SHEETS
    places: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """A card at a place: what stands on it, if it may be printed, and the sizes to set it in.

    Of several groups of sizes the first counts in which it fits one.
    """

    told: Printout
    job: Job
    matter: Matter | None
    groups: Sequence[Sequence[str]]


def press(site: Site, wanted: Wanted, *, trees: Path, cache: Path | None, page: str = "") -> Cards:
    """Every card that is wanted, and the ledger beside the `trees`.

    `cache` is a folder that keeps what was set; `page` is the address that the QR codes lead to. Raises `Failure` for
    kinds, sizes and places that there are not, and for a ledger that cannot be read.
    """
    _refuse(wanted.places, sorted(site.places), "place")
    _refuse(wanted.kinds, OFFERED, "kind")
    _refuse(wanted.sizes, SIZES, "size")
    _refuse(wanted.sheets, SHEETS, "sheet")
    _refuse(wanted.booklets, KINDS["booklet"], "size of a booklet")
    typeset = keeping(cache, fonts_of(trees))
    matters = Matters(site, page=page, typeset=typeset)
    with ThreadPoolExecutor(max_workers=workers()) as threads:
        if _LISTS.intersection(wanted.kinds):
            # What a list rests on, side by side before it is asked for one by one; a booklet lists the other two.
            places: list[Place | None] = [site.places[code] for code in wanted.places or site.places] or [None]
            for kinds in (("act", "learn"), ("booklet",)):
                listed = every_card(site, places=places, sizes=["a4"], kinds=kinds, trees=site.trees.values())
                list(threads.map(matters.fits, listed))
        offered = list(_offered(site, wanted, matters))
        made = list(threads.map(partial(_made, typeset=typeset), offered))
        laid = list(threads.map(partial(_laid, matters=matters, typeset=typeset), _lays(made, offered, wanted)))
    printouts, files = list[Printout](), dict[str, bytes]()
    for offer, several in zip(offered, made, strict=True):
        files |= {one.path: pdf for one, pdf in several if pdf is not None}
        text = _text(offer) if any(pdf is not None for _, pdf in several) else {}
        files |= text
        printouts += [one if pdf is None else replace(one, text="".join(text)) for one, pdf in several]
    files |= {one.path: pdf for one, pdf in laid}
    sheets = tuple(one for one, _ in laid)
    return Cards(printouts=tuple(printouts), sheets=sheets, ledger=ledger_of(trees), files=files)


def refusals(cards: Cards) -> Iterator[str]:
    """Why cards are not made, for whoever builds the site: a line for each card at each place and each reason."""
    missing = (one for one in cards.printouts if one.reasons)
    return unmade((one.tree, one.card, one.place, one.size, " ".join(one.reasons)) for one in missing)


def _refuse(asked: Sequence[str], known: Sequence[str], what: str) -> None:
    if unknown := [one for one in asked if one not in known]:
        raise Failure(f"There is no {what} {unknown[0]}. There are {', '.join(known) or 'none'}.")


def _offered(site: Site, wanted: Wanted, matters: Matters) -> Iterator[_Offer]:
    sheets = [size for size in SHEETS if size in wanted.sizes] or SHEETS[:1]
    smallest = [*([size] for size in FORMS if size not in SHEETS), sheets]
    groups: dict[str, Sequence[Sequence[str]]] = {
        "act": [wanted.sizes],
        "booklet": [wanted.booklets],
        "index": smallest,
        "learn": smallest,
    }
    for _, tree in sorted(site.trees.items()):
        for kind, name in cards_of(tree, wanted.kinds):
            for code in _places(tree, site, wanted):
                place = site.places[code] if code else None
                job = Job(kind=kind, id=name, size="", tree=tree, place=place)
                yield _offer(job, matters, groups[kind], _title(tree, kind, name, site))
    for kind in of_site(site, wanted.kinds):
        for code in wanted.places or list(site.places) or [""]:
            place = site.places[code] if code else None
            yield _offer(Job(kind=kind, id=kind, size="", place=place), matters, groups[kind], "")


def _places(tree: Tree, site: Site, wanted: Wanted) -> list[str]:
    """The codes of the places that a tree is for and that are wanted; one without a name where a site has no places."""
    own = [one.id for one in tree.places if one.id in site.places] or list(site.places)
    return [code for code in own if code in (wanted.places or own)] if own else [""]


def _title(tree: Tree, kind: str, name: str, site: Site) -> str:
    author = tree.cards[name] if kind == "act" else headed(tree, kind)
    return one_line(author.title if author else tree.title, site)


def _offer(job: Job, matters: Matters, groups: Sequence[Sequence[str]], title: str) -> _Offer:
    told = Printout(
        tree=job.tree.id if job.tree else "",
        card=job.id if job.kind == "act" else made_card(job.kind),
        title=title,
        place=job.place.code if job.place else "",
        size="",
        path="",
    )
    try:
        matter = matters.of(job)
    except Refused as refused:
        reasons = _reasons(refused)
        told = replace(told, edition=refused.edition, lines=refused.lines, reasons=reasons)
        return _Offer(told=told, job=job, matter=None, groups=groups)
    told = replace(told, edition=matter.edition, lines=matter.lines, discard=matter.discard, by_hand=matter.by_hand)
    return _Offer(told=told, job=job, matter=matter, groups=groups)


def _made(offer: _Offer, *, typeset: Typeset) -> list[tuple[Printout, bytes | None]]:
    """A card in its sizes, each with its PDF, or with the reasons why there is none."""
    tried: list[tuple[Printout, bytes | None]] = []
    for group in offer.groups if offer.matter else offer.groups[-1:]:
        tried = [_set(offer, size, typeset) for size in group]
        if any(pdf is not None for _, pdf in tried):
            break
    if offer.matter is None or len(offer.groups) == 1:
        return tried
    # Of a sheet that is too small there is nothing to say where another is large enough.
    fitting = [one for one in tried if one[1] is not None]
    if fitting and offer.matter.body.get("chart") and group is not offer.groups[-1]:
        # A flowchart wants a whole sheet.
        fitting += [one for one in (_set(offer, size, typeset) for size in offer.groups[-1]) if one[1] is not None]
    return fitting or [(replace(one, reasons=(_TOO_LONG, *one.reasons)), None) for one, _ in tried]


def _lays(
    made: Sequence[Sequence[tuple[Printout, bytes | None]]], offered: Sequence[_Offer], wanted: Wanted
) -> Iterator[tuple[Sequence[Job], str]]:
    """The act cards of a tree at a place that were made in a size, each list with a sheet that holds several."""
    found: dict[tuple[str, str, str], list[Job]] = {}
    for offer, several in zip(offered, made, strict=True):
        for one, pdf in several:
            if offer.job.kind == "act" and one.size in CUT and pdf is not None:
                found.setdefault((one.tree, one.place, one.size), []).append(replace(offer.job, size=one.size))
    for jobs in found.values():
        for on in wanted.sheets:
            if holds(on, jobs[0].size) > 1:
                yield jobs, on


def _laid(lay: tuple[Sequence[Job], str], *, matters: Matters, typeset: Typeset) -> tuple[Sheets, bytes]:
    jobs, on = lay
    first = jobs[0]
    told = Sheets(
        tree=first.tree.id if first.tree else "",
        place=first.place.code if first.place else "",
        size=first.size,
        on=on,
        path=f"cards/{name_of(first, on=on)}",
    )
    return told, on_sheets(jobs, matters, on=on, typeset=typeset)


def _text(offer: _Offer) -> dict[str, bytes]:
    """The words of a card by their path among the pages."""
    if offer.matter is None or offer.job.kind not in _TOLD:
        return {}
    return {f"cards/{text_name_of(offer.job)}": plain_text(offer.matter).encode()}


def _set(offer: _Offer, size: str, typeset: Typeset) -> tuple[Printout, bytes | None]:
    form, large, _ = size.partition(LARGE)
    job = replace(offer.job, size=form, large=bool(large))
    told = replace(offer.told, size=size, path=f"cards/{name_of(job)}")
    if offer.matter is None:
        return told, None
    try:
        return told, printed(job, offer.matter, typeset=typeset)
    except Refused as refused:
        return replace(told, reasons=_reasons(refused)), None


def _reasons(refused: Refused) -> tuple[str, ...]:
    return tuple(one.message for one in refused.findings)
