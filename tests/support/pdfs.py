"""What a PDF shows, read back from the PDF itself: its words in order, its type, its fonts, its codes."""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2
import zxingcpp
from pypdfium2 import raw

import page

# Left, bottom, right and top.
Box = tuple[float, float, float, float]
# How the reader tells a hyphen at the end of a line.
_HYPHENS = re.compile("[\x02\ufffe]\\s*")


def faults(pdf: bytes) -> str:
    """What breaks the standard of accessible documents; empty when nothing does."""
    report = page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1)
    return "" if report.is_compliant else report.to_json()


def sides(pdf: bytes) -> list[str]:
    """The words of each page, on one line each."""
    return [_flowing(text.get_text_range()) for text in _texts(pdf)]


def panels(pdf: bytes) -> list[str]:
    """The words of the eight panels of a sheet, in the order in which they follow one another when it is folded.

    A reader turns the sheet round for the upper four.
    """
    content = pypdfium2.PdfDocument(pdf)[0]
    width, height = content.get_width() / 4, content.get_height() / 2
    read = dict[tuple[int, int], str]()
    for row, turned in ((1, 0), (0, 180)):
        content.set_rotation(turned)
        text = content.get_textpage()
        for at in range(4):
            bottom = (1 - row) * height
            read[at, row] = _flowing(text.get_text_bounded(at * width, bottom, (at + 1) * width, bottom + height))
    return [read[at] for at in ((1, 1), (2, 1), (3, 1), (3, 0), (2, 0), (1, 0), (0, 0), (0, 1))]


def lines(pdf: bytes) -> list[str]:
    """All lines as they are set."""
    return [line for text in _texts(pdf) for line in _HYPHENS.sub("-\n", text.get_text_range()).splitlines() if line]


def pressed(words: str) -> str:
    """Words without blanks, dots and bullets, so that lines that were broken compare."""
    return re.sub("[\\s\u00b7\u2022\u00d7]", "", words)


def sizes(pdf: bytes) -> list[float]:
    """The size of each letter in points."""
    return [
        raw.FPDFText_GetFontSize(text.raw, at)
        for text in _texts(pdf)
        for at in range(text.count_chars())
        if text.get_text_range(at, 1).strip()
    ]


def size_of(pdf: bytes, words: str) -> float:
    """The size in points of the last letter of some words on one line; the largest where they stand in several."""
    found = list[float]()
    for text in _texts(pdf):
        search = text.search(words)
        while (hit := search.get_next()) is not None:
            found.append(raw.FPDFText_GetFontSize(text.raw, sum(hit) - 1))
    return max(found)


def embedded(pdf: bytes) -> set[bool]:
    """Whether the fonts of words are in the file."""
    found = set[bool]()
    for content in pypdfium2.PdfDocument(pdf):
        for item in content.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            found.add(raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item.raw)) == 1)
    return found


def codes(pdf: bytes, *, most: int = 2) -> list[str]:
    """What a phone reads off the first pages, from their pixels in grey."""
    document = pypdfium2.PdfDocument(pdf)
    return [code.text for at in range(min(most, len(document))) for code in _codes(document[at])]


def places(pdf: bytes, number: int, words: str) -> list[tuple[float, float]]:
    """Where words stand on a page, from its upper left, as shares of its width and height."""
    content = pypdfium2.PdfDocument(pdf)[number]
    text, (width, height) = content.get_textpage(), content.get_size()
    search, found = text.search(words), list[tuple[float, float]]()
    while (hit := search.get_next()) is not None:
        left, bottom, *_ = text.get_charbox(hit[0])
        found.append((left / width, 1 - bottom / height))
    return found


def colours(pdf: bytes) -> set[tuple[int, ...]]:
    """The colours of all words, as red, green and blue."""
    return {
        _colour(item)
        for content in pypdfium2.PdfDocument(pdf)
        for item in content.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    }


def _colour(item: pypdfium2.PdfObject) -> tuple[int, ...]:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(item.raw, *parts)
    return tuple(part.value for part in parts[:3])


def contrast(colour: tuple[int, ...]) -> float:
    """Of a colour on white, as the guidelines have it."""
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def boxes(content: pypdfium2.PdfPage, words: str) -> tuple[list[Box], list[Box]]:
    """Where each letter of some words stands that are met first, and where each other letter does, in points."""
    text = content.get_textpage()
    first, count = text.search(words).get_next()
    every = [(at, text.get_charbox(at)) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip()]
    own = range(first, first + count)
    return [box for at, box in every if at in own], [box for at, box in every if at not in own]


def drawn(content: pypdfium2.PdfPage) -> list[Box]:
    """Where each line and border of a page is drawn, in points."""
    return [item.get_bounds() for item in content.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=9)]


def _flowing(text: str) -> str:
    return " ".join(_HYPHENS.sub("-", text).split())


def _codes(content: pypdfium2.PdfPage) -> list[zxingcpp.Barcode]:
    picture = content.render(scale=2.5, grayscale=True)
    return zxingcpp.read_barcodes(memoryview(bytes(picture.buffer)).cast("B", (picture.height, picture.stride)))


def _texts(pdf: bytes) -> Iterator[pypdfium2.PdfTextPage]:
    for content in pypdfium2.PdfDocument(pdf):
        yield content.get_textpage()


def spoken(pdf: bytes) -> list[str]:
    """The words of each page in the order of its tags, in which they are read aloud, whichever way they are turned."""
    found = list[str]()
    for content in pypdfium2.PdfDocument(pdf):
        text, said = content.get_textpage(), dict[int, str]()
        for item in content.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=9):
            mark = raw.FPDFPageObj_GetMarkedContentID(item.raw)
            said[mark] = said.get(mark, "") + _words_of(item, text)
        tree = raw.FPDF_StructTree_GetForPage(content.raw)
        tops = [raw.FPDF_StructTree_GetChildAtIndex(tree, at) for at in range(raw.FPDF_StructTree_CountChildren(tree))]
        found.append(_flowing(" ".join(said.get(mark, "") for top in tops for mark in _marks(top))))
        raw.FPDF_StructTree_Close(tree)
    return found


def _marks(element: Any) -> Iterator[int]:  # noqa: ANN401 - of a library in C
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        if child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
            yield from _marks(child)
        elif (mark := raw.FPDF_StructElement_GetChildMarkedContentID(element, at)) >= 0:
            yield mark


def _words_of(item: pypdfium2.PdfObject, text: pypdfium2.PdfTextPage) -> str:
    length = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(item.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[:length].decode("utf-16-le").rstrip("\0")
