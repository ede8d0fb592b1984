"""All cards that a site offers: each made or kept, or the reasons why it is not."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from fingerpost.cards.act import act_card, discard_after, edition
from fingerpost.cards.forms import FORMS
from fingerpost.cards.keeping import keeping
from fingerpost.cards.ledger import ledger_of
from fingerpost.cards.local import filled, used, words_of
from fingerpost.cards.refusal import Refused
from fingerpost.failures import Failure
from fingerpost.layout.pool import workers
from fingerpost.model import Card, Cards, Place, Printout, Site, Tree
from fingerpost.text import one_line

LARGE = "-large"
SIZES = (*FORMS, *(f"{form}{LARGE}" for form in FORMS))
USUAL = ("a6", "a4", "letter", "a4-large")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cards a site offers: in which of `SIZES`, for which places; without places, for those of each tree."""

    sizes: Sequence[str] = USUAL
    places: Sequence[str] = ()


def press(site: Site, wanted: Wanted, *, trees: Path, cache: Path | None, page: str = "") -> Cards:
    """Every act card of every tree, at each place and in each size, and the ledger beside the `trees`.

    `cache` is a folder that keeps what was set; `page` is the address that the QR codes lead to. Raises `Failure` for
    sizes and places that there are not, and for a ledger that cannot be read.
    """
    if unknown := [code for code in wanted.places if code not in site.places]:
        raise Failure(f"There is no place {unknown[0]}. There are {', '.join(sorted(site.places)) or 'none'}.")
    if unknown := [size for size in wanted.sizes if size not in SIZES]:
        raise Failure(f"There is no size {unknown[0]}. There are {', '.join(SIZES)}.")
    offered = list(_offered(site, wanted))
    with ThreadPoolExecutor(max_workers=workers()) as threads:
        made = list(threads.map(partial(_made, site=site, page=page, cache=cache), offered))
    printouts = [one for one, _ in made]
    files = {one.path: pdf for one, pdf in made if pdf is not None}
    return Cards(printouts=tuple(printouts), ledger=ledger_of(trees), files=files)


def refusals(cards: Cards) -> Iterator[str]:
    """Why cards are not made, for whoever builds the site: a line for each card at each place and each reason."""
    sizes: dict[tuple[str, str, str], list[str]] = {}
    for one in cards.printouts:
        if one.reasons:
            sizes.setdefault((f"{one.tree}/{one.card}", one.place, " ".join(one.reasons)), []).append(one.size)
    for (card, place, why), several in sizes.items():
        yield f"No card {card}{f' for {place}' if place else ''} ({', '.join(several)}): {why}"


def lines_of(card: Card, place: Place | None) -> tuple[str, ...]:
    """What a card says, line by line, with the facts of a place, which must have them."""
    said = partial(filled, place=place)
    danger = [said(card.danger)] if card.danger else []
    avoid = [f"Do not: {said(text)}" for text in card.avoid]
    return (said(card.title), *danger, *(said(step.text) for step in card.steps), *avoid, *map(said, card.tail))


def _offered(site: Site, wanted: Wanted) -> Iterator[tuple[Card, Printout]]:
    for _, tree in sorted(site.trees.items()):
        for card in tree.cards.values():
            if card.kind.id != "act":
                continue
            for code in _places(tree, site, wanted):
                told = _told(card, tree, site, code)
                for size in wanted.sizes:
                    # No id holds an underscore, so no two cards have one name.
                    name = "_".join([card.id, *([code] if code else []), size])
                    yield card, replace(told, size=size, path=f"cards/{tree.id}/{name}.pdf")


def _places(tree: Tree, site: Site, wanted: Wanted) -> list[str]:
    """The codes of the places that a tree is for and that are wanted; one without a name where a site has no places."""
    own = [one.id for one in tree.places if one.id in site.places] or list(site.places)
    return [code for code in own if code in (wanted.places or own)] if own else [""]


def _told(card: Card, tree: Tree, site: Site, code: str) -> Printout:
    """What is the same of a card in all sizes."""
    place = site.places[code] if code else None
    told = Printout(tree=tree.id, card=card.id, title=one_line(card.title, site), place=code, size="", path="")
    if not used(words_of(card)).keys() <= (place.facts.keys() if place else set()):
        return told
    due = discard_after(card, tree, place)
    return replace(told, edition=edition(card, tree, place), lines=lines_of(card, place), discard=due)


def _made(
    offered: tuple[Card, Printout], *, site: Site, page: str, cache: Path | None
) -> tuple[Printout, bytes | None]:
    """A card and its PDF, or the reasons why there is none."""
    card, told = offered
    place = site.places[told.place] if told.place else None
    form, large, _ = told.size.partition(LARGE)
    try:
        pdf = act_card(
            card, site.trees[told.tree], site, place,
            size=form, large=bool(large), page=page, typeset=keeping(cache),
        )  # fmt: skip
    except Refused as refused:
        return replace(told, reasons=tuple(one.message for one in refused.findings)), None
    return told, pdf
