"""An author's words within the labels of Mermaid."""

import re

# Letters and digits of any script, blanks, commas and dots have no meaning of their own in a quoted label.
_MARK = re.compile(r"[^\w ,.]|_")


def escape(words: str) -> str:
    """Words within a quoted label: what Mermaid, Markdown or HTML could take for a mark is written as its number."""
    return _MARK.sub(lambda found: f"#{ord(found[0])};", " ".join(words.split()))
