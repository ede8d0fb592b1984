"""Bytes to trees: whatever a stranger sends is read, or refused with a place, and never an exception.

make fuzz FUZZ_SECONDS=600
"""

import atheris
from harness import TODAY, file_of, run

with atheris.instrument_imports(include=["fingerpost", "yaml"]):
    from fingerpost.load import load_text
    from fingerpost.source import lines


def test_one_input(data: bytes) -> None:
    """Every finding is visible, and about a place that is there."""
    path, content = file_of(data)
    loaded = load_text({path: content}, today=TODAY)
    source = loaded.site.files.get(path)
    for one in loaded.diagnostics:
        assert one.message.isprintable(), one
        if source is None:  # no text at all
            continue
        told = lines(source)
        assert 1 <= one.span.line <= one.span.end_line <= len(told), one
        assert 1 <= one.span.column <= len(told[one.span.line - 1]) + 1, one
        assert one.span.end_column <= len(told[one.span.end_line - 1]) + 2, one


if __name__ == "__main__":
    run(test_one_input, seeds="files", words="yaml.dict")
