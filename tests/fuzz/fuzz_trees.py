"""Bytes through all that reads what a stranger wrote; whatever is no diagnostic is an escape, and stops the run.

    make fuzz FUZZ_SECONDS=600

The first letter of an input says which file the rest is. What is found is kept outside of the seeds; see `main`.
"""

import re
import sys
import tempfile
from datetime import date
from pathlib import Path

import atheris

HERE = Path(__file__).parent
TODAY = date(2026, 11, 1)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
PATHS = {
    b"h": "trees/_hazards.yaml",
    b"p": "trees/_places/xx.yaml",
    b"q": "trees/_sources.yaml",
    b"s": "trees/_site.yaml",
    b"t": "trees/a.yaml",
}
# What a tree leans on, so that checks have more to look at.
AROUND = {
    "trees/_site.yaml": "tags: {seen: Has been seen}\nfacts: {line: {label: the line}}\ndefault_place: xx\n",
    "trees/_places/xx.yaml": "name: X\nfacts: {line: {text: '1'}}\n",
    "trees/b.yaml": "title: B\nnodes:\n  q: {question: 'Is it?', options: {yes: z, no: z}}\n  z: {outcome: Done}\n",
}

with atheris.instrument_imports(include=["fingerpost", "yaml"]):
    from fingerpost import text
    from fingerpost.audit import audit
    from fingerpost.diagnostics import Severity
    from fingerpost.load import load_text
    from fingerpost.model import Site, Tree
    from fingerpost.paths import Walk, answer, offers, proceed, start
    from fingerpost.reporters import REPORTERS
    from fingerpost.search import expand, loops, stuck, summary


def test_one_input(data: bytes) -> None:
    """One file, from its bytes to reports, texts and walks."""
    path = PATHS.get(data[:1], "trees/a.yaml")
    loaded = load_text({**AROUND, path: data[1:]}, today=TODAY)
    diagnostics = audit(loaded)
    for one in diagnostics:
        assert one.span.line >= 1, one
        assert one.span.column >= 1, one
    for report in REPORTERS.values():
        said = COLOUR.sub("", report(diagnostics, loaded.site))
        assert said.replace("\n", "").isprintable(), "what a stranger wrote cannot steer a terminal"
    sound = all(one.severity is Severity.WARNING for one in diagnostics)
    for tree in loaded.site.trees.values():
        _read(tree)
        if sound:
            _walk(tree, loaded.site)


def _read(tree: Tree) -> None:
    for node in tree.nodes.values():
        words = text.plain(node.text.value)
        text.inline(node.text.value)
        text.block(node.detail.value if node.detail else words)


def _walk(tree: Tree, site: Site) -> None:
    """Without errors, every walk can go on until it ends."""
    graph = expand(tree, site)
    summary(tree, site)
    assert not stuck(graph)
    list(loops(graph))
    walk: Walk = start(site, tree.id)
    for step in range(20):
        if walk.ended:
            return
        options = offers(site, walk)
        walk = answer(site, walk, options[step % len(options)].id) if options else proceed(site, walk)


def main() -> None:
    """Run until told to stop; the seeds are read, and what is found is kept in a folder of its own."""
    found = Path(tempfile.gettempdir()) / "fingerpost-fuzz"
    found.mkdir(exist_ok=True)
    arguments = [
        *sys.argv,
        str(found),
        str(HERE / "corpus"),
        f"-dict={HERE / 'yaml.dict'}",
        f"-artifact_prefix={found}/",
        "-timeout=60",
        "-max_len=4096",
    ]
    atheris.Setup(arguments, test_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
