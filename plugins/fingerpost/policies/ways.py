"""The ways that a search found, as moves that a walk can take."""

from fingerpost.paths import Move
from fingerpost.policies.exploring import Exploration, Found

# A walk through subtrees in subtrees can be longer than anybody reads, or any memory holds.
LONGEST = 10_000


def moves(exploration: Exploration, found: Found) -> tuple[Move, ...]:
    """All moves from the entry of an exploration to something found in it; none where they are more than `LONGEST`."""
    if found.length > LONGEST:
        return ()
    backwards: list[Move] = []
    parts = [(exploration, found)]
    while parts:
        within, part = parts.pop()
        if part.move is not None:
            backwards.append(part.move)
        if part.before is not None:
            parts.append((within, within.places[part.before]))
        if part.inside is not None and part.finding is not None:
            parts.append((part.inside, part.finding))
    return tuple(reversed(backwards))
