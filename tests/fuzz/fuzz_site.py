"""A file of a stranger among good ones: through the loader, all checks, all reports, and walks.

make fuzz FUZZ_SECONDS=600
"""

import re

import atheris
from harness import TODAY, file_of, run

with atheris.instrument_imports(include=["fingerpost"]):
    from fingerpost.audit import audit
    from fingerpost.characters import hidden
    from fingerpost.diagnostics import Severity
    from fingerpost.load import load_text
    from fingerpost.model import Site, Tree
    from fingerpost.paths import answer, offers, proceed, start
    from fingerpost.reporters import REPORTERS
    from fingerpost.search import expand, extreme, loops, stuck, summary, total

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# What a tree leans on, so that checks have more to look at.
AROUND = {
    "trees/_site.yaml": "tags: {seen: Has been seen}\nfacts: {line: {label: the line}}\ndefault_place: xx\n",
    "trees/_places/xx.yaml": "name: X\nfacts: {line: {text: '1'}}\n",
    "trees/b.yaml": "title: B\nnodes:\n  q: {question: 'Is it?', options: {yes: z, no: z}}\n  z: {outcome: Done}\n",
}


def test_one_input(data: bytes) -> None:
    """What a stranger wrote steers no terminal; and without errors every walk comes to an end or can go on."""
    path, content = file_of(data)
    loaded = load_text({**AROUND, path: content}, today=TODAY)
    diagnostics = audit(loaded)
    for report in REPORTERS.values():
        said = COLOUR.sub("", report(diagnostics[:10], loaded.site))
        assert not list(hidden(said))
    if all(one.severity is Severity.WARNING for one in diagnostics):
        for tree in loaded.site.trees.values():
            _walk(tree, loaded.site)


def _walk(tree: Tree, site: Site) -> None:
    graph = expand(tree, site)
    assert not stuck(graph)
    assert not list(loops(graph)) or not summary(tree, site).bounded
    assert bool(extreme(tree, site, longest=True)) == (total(summary(tree, site)) is not None)
    walk = start(site, tree.id)
    for step in range(20):
        if walk.ended:
            return
        options = offers(site, walk)
        walk = answer(site, walk, options[step % len(options)].id) if options else proceed(site, walk)


if __name__ == "__main__":
    run(test_one_input, seeds="files", words="yaml.dict")
