"""Names that are not what they were."""

from collections.abc import Iterator

from fingerpost.defects.defect import Defect
from fingerpost.defects.editing import write
from fingerpost.defects.written import Written, fields, nodes, tagged, words
from fingerpost.load.values import Scalar, get

URGENCIES = ("now", "today", "soon", "routine")


def rename_tag(file: Written) -> Iterator[Defect]:
    """A tag has another name at all steps and options, and its old one where it is declared and in policies."""
    places: dict[str, list[Scalar]] = {}
    for _, body in tagged(file):
        for tag in words(get(body, "tags")):
            places.setdefault(tag.value, []).append(tag)
    for name, several in places.items():
        renamed = f"{name}-2"[-63:]
        edits = tuple(write(file.source, tag, renamed) for tag in several)
        yield Defect(message=f"What carried `{name}` carries `{renamed}`.", at=file.tree.id, edits=edits)


def change_urgency(file: Written) -> Iterator[Defect]:
    """An outcome has another urgency."""
    for name, node in nodes(file).items():
        written = get(fields(node), "urgency")
        if isinstance(written, Scalar):
            for word in URGENCIES:
                if word != written.value:
                    message = f"`{name}` is for `{word}` instead of `{written.value}`."
                    yield Defect(message=message, at=name, edits=(write(file.source, written, word),))
