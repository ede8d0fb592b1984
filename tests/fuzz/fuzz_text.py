"""An author's Markdown to words and elements: only known ones, and the same words both ways.

make fuzz FUZZ_SECONDS=600
"""

import atheris
from harness import run

with atheris.instrument_imports(include=["fingerpost", "markdown_it"]):
    import markdown_it  # which is imported late where nobody asks for its coverage

    from fingerpost import text

assert markdown_it


def test_one_input(data: bytes) -> None:
    """Nothing but the elements and attributes that are named, and no link but where one may lead."""
    value = data.decode("utf-8", "ignore").replace("\0", "")  # for which Markdown has a letter of its own
    asked: list[str] = []

    def fact(name: str) -> list[str]:
        asked.append(name)
        return [name]

    _look_at(text.inline(value, fact))
    assert [use.id for use in text.facts(value)] == asked or set(value) & {"\n", "\r"}
    for use in text.facts(value):
        assert value[use.start : use.end] == "{" + use.id + "}"
    asked.clear()
    _look_at(text.block(value, fact))
    assert set(asked) <= {use.id for use in text.facts(value)}
    text.plain(value)


def _look_at(pieces: list[text.Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            continue
        for element in piece.iter():
            assert element.tag in text.ELEMENTS, element.tag
            assert set(element.attrib) <= text.ATTRIBUTES.get(element.tag, set()), element.attrib
            assert text.may_follow(element.get("href", "/")), element.attrib


if __name__ == "__main__":
    run(test_one_input, seeds="texts", words="markdown.dict")
