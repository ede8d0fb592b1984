"""A card as plain text: its words in the order of the paper, for whoever reads on a screen, aloud or in braille."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fingerpost.cards.matter import Matter

# A line to write on, and how far the lines below another are set in.
_BLANK = "_" * 24
_IN = "  "
Body = Mapping[str, Any]


def plain_text(matter: Matter) -> str:
    """All that stands on a card of any kind but pictures, a line for each line of its author's, and its stamp once."""
    body = matter.body
    parts = {"act": _act, "booklet": _booklet, "index": _index}.get(matter.template, _whole)
    lines = [*filter(None, [body["draft"]]), body["title"], "", *parts(body), "", *_stamp(body)]
    return "\n".join(lines) + "\n"


def _act(body: Body) -> Iterator[str]:
    yield body["danger"]
    yield ""
    yield from (f"{number}. {words}" for number, words in enumerate(body["steps"], 1))
    if body["avoid"]:
        yield from ["", body["words"]["avoid"], *_list(body["avoid"])]
    yield from ["", *body["tail"], "", body["words"]["write"], *(f"{one}: {_BLANK}" for one in body["write"])]


def _whole(body: Body) -> Iterator[str]:
    yield from _opening(body)
    yield from _steps(body)


def _booklet(body: Body) -> Iterator[str]:
    parts = body.get("parts", ())
    if not parts:
        yield from _notes(body["about"])
        yield from _opening(body)
    yield from body.get("missing", ())
    if body["by_hand"]:
        yield from ["", body["words"]["write"]]
        for one in body["by_hand"]:
            yield f"{one['label']}: {_BLANK}"
            yield f"{_IN}{one['how']}"
    yield from ["", body["words"]["cards"], *_index(body)]
    if not parts:
        yield from _steps(body)
    for part in parts:
        yield from ["", "", part["title"], "", *_notes(part["about"]), *_whole(part)]


def _index(body: Body) -> Iterator[str]:
    yield body["throw"]
    for one in body["entries"]:
        yield from ["", one["title"], one["edition"], one["discard"]]


def _opening(body: Body) -> Iterator[str]:
    yield from filter(None, [body["danger"]])
    yield body["start"]
    if body["exits"]:
        yield from [body["words"]["exits"], *_rows(body["exits"])]


def _steps(body: Body) -> Iterator[str]:
    for chunk in body["chunks"]:
        if chunk["stage"]:
            yield from ["", chunk["stage"]]
        yield from ["", f"{chunk['number']}. {chunk['text']}"]
        yield from filter(None, [" · ".join(chunk["when"])])
        yield from _notes(chunk["notes"])
        yield from filter(None, [chunk["ways"]])
        yield from _rows(chunk["rows"])
        yield from _notes(chunk["behind"])


def _rows(rows: Sequence[Body]) -> Iterator[str]:
    for row in rows:
        yield _IN * (2 if row["inner"] else 1) + " ".join(filter(None, [row["text"], row["to"]]))


def _notes(notes: Sequence[Body]) -> Iterator[str]:
    for note in notes:
        yield from filter(None, [note["label"]])
        yield from _list(note["lines"]) if note["kind"] not in ("say", "text") else note["lines"]


def _list(lines: Sequence[str]) -> Iterator[str]:
    return (f"- {line}" for line in lines)


def _stamp(body: Body) -> Iterator[str]:
    yield from [body["stamp"]["discard"], body["current"], *body["stamp"]["lines"]]
    if body["address"]:
        yield from [body["look_up"], body["address"]]
