"""Trees as pages for sites that are not ours."""

import base64
import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from fingerpost.cli import FINDINGS, cli
from fingerpost.cli.exporting import FORMATS
from fingerpost.exporters import EXPORTERS, Order
from fingerpost.files import write
from fingerpost.layout import layout
from fingerpost.load import load_site, load_text
from fingerpost.model import Site
from support.markup import parse
from support.payloads import MARKUP
from support.today import TODAY

ROOT = Path(__file__).parents[1]
TREE = "client-leaves-early"
JUMP = "title: A\nnodes:\n  a:\n    question: Where?\n    options: {on: 'tree:b', out: c}\n  c: {outcome: Out}\n"
OTHER = "title: B\nnodes: {x: {outcome: There}}\n"


@pytest.fixture(scope="module")
def trees() -> Site:
    return load_site(ROOT / "trees", today=TODAY).site


def order(site: Site, tree: str, *, together: frozenset[str] = frozenset(), home: str = "") -> Order:
    pictures = layout(site.trees[tree], site, cache=None)
    return Order(tree=site.trees[tree], site=site, pictures=pictures, together=together, home=home)


def page(site: Site, tree: str, form: str = "html", **more: object) -> str:
    return EXPORTERS[form](order(site, tree, **more))[f"{tree}.html"].decode()  # type: ignore[arg-type]


def jumping() -> Site:
    return load_text({"trees/a.yaml": JUMP, "trees/b.yaml": OTHER}, today=TODAY).site


def leading_to_b(html: str) -> set[str]:
    return {found for found in re.findall(r'href="([^"]*)"', html) if "b.x" in found}


def test_the_command_offers_every_format() -> None:
    assert tuple(sorted(EXPORTERS)) == FORMATS


@pytest.mark.parametrize("names", [(), ("a",)])
def test_a_tree_that_breaks_a_promise_is_not_exported(names: tuple[str, ...], tmp_path: Path) -> None:
    broken = "title: A\nnodes: {x: {outcome: Out}}\npolicies: {p: {never: outcome, because: Said so.}}\n"
    write(tmp_path / "trees/a.yaml", broken.encode())
    words = ["--trees", str(tmp_path / "trees"), "--out", str(tmp_path / "out"), "--today", str(TODAY)]
    result = CliRunner().invoke(cli, ["export", *names, *words])
    assert result.exit_code == FINDINGS
    assert "error[violated-policy]" in result.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", EXPORTERS)
def test_the_same_tree_gives_the_same_bytes(trees: Site, form: str) -> None:
    assert EXPORTERS[form](order(trees, TREE)) == EXPORTERS[form](order(trees, TREE))


def test_the_policy_names_the_one_script_and_the_one_style_of_the_file(trees: Site) -> None:
    html = page(trees, TREE)
    for tag in ("script", "style"):
        (inner,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in html
    assert "default-src 'none'" in html


def test_nothing_is_loaded_and_nothing_is_styled_inline(trees: Site) -> None:
    html = page(trees, TREE)
    assert re.findall(r"<(?:link|img|iframe|object|embed|base)\b|\ssrc=|\sstyle=|url\(|@import", html) == []


def test_it_is_a_copy_and_says_when_it_is_to_be_reviewed(trees: Site) -> None:
    html = page(trees, TREE)
    assert 'data-due="2027-05-01"' in html
    assert "CC-BY-4.0" in html
    assert "fp-banner--draft" in html


@pytest.mark.parametrize(
    ("dates", "home", "expected"),
    [
        ("", "", "It has not been reviewed yet."),
        ("last_reviewed: 2026-05-01\n", "", "It was last reviewed on 1 May 2026."),
        (
            "last_reviewed: 2026-05-01\nnext_review: 2027-05-01\n",
            "https://example.org/",
            "It was made from https://example.org/. It was last reviewed on 1 May 2026. It is to be reviewed by "
            "1 May 2027; do not rely on it after that. Review overdue. That day has passed. Get a newer copy, or check "
            "against your local guidance.",
        ),
        # The tree's own banner says that it is overdue.
        (
            "next_review: 2020-05-01\n",
            "",
            "It has not been reviewed yet. It is to be reviewed by 1 May 2020; do not rely on it after that.",
        ),
    ],
)
@pytest.mark.parametrize("form", ["html", "html-fragment"])
def test_the_note_of_a_copy_says_how_old_it_may_grow(dates: str, home: str, expected: str, form: str) -> None:
    site = load_text({"trees/x.yaml": f"title: T\n{dates}nodes: {{a: {{outcome: x}}}}\n"}, today=TODAY).site
    content = next(iter(EXPORTERS[form](order(site, "x", home=home)).values())).decode()
    (note,) = re.findall(r'<div class="fp-copy".*?</div>', content)
    assert " ".join("".join(one.itertext()) for one in parse(note).iter("p")) == (
        f"This is a copy and may be out of date. {expected}"
    )


@pytest.mark.parametrize("form", ["html", "html-fragment", "html-split"])
def test_a_warning_that_is_not_due_is_hidden_by_the_style_that_goes_with_it(trees: Site, form: str) -> None:
    files = {name: content.decode() for name, content in EXPORTERS[form](order(trees, TREE)).items()}
    assert "fp-copy__overdue" in files[next(iter(files))]
    assert ".fp-copy__overdue{display:none}" in "".join(files.values())


def test_a_fragment_does_not_style_the_page_around_it(trees: Site) -> None:
    style = EXPORTERS["html-fragment"](order(trees, TREE))["fingerpost.css"].decode()
    assert re.findall(r"(?:^|[},])\s*(?:body|main|h1)\b[^{]*", style) == []


def test_one_file_is_small_enough_for_a_weak_signal(trees: Site) -> None:
    """The bar and its figures stand in `docs/decisions/0015-the-size-of-an-export.md`."""
    assert len(gzip.compress(page(trees, TREE).encode(), mtime=0)) <= 60_000


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, set()),
        ({"together": frozenset("ab")}, {"b.html#b.x"}),
        ({"home": "https://example.org/"}, {"https://example.org/trees/b/#b.x"}),
    ],
)
def test_another_tree_is_a_file_beside_it_or_a_public_page_or_words(
    more: dict[str, object], expected: set[str]
) -> None:
    html = page(jumping(), "a", **more)
    assert leading_to_b(html) == expected
    assert "nowhere_" not in html


@pytest.mark.parametrize("words", MARKUP)
def test_hostile_words_stay_words(words: str) -> None:
    calm = load_text({"trees/x.yaml": "title: T\nnodes: {a: {outcome: x}}\n"}, today=TODAY).site
    hostile = load_text(
        {"trees/x.yaml": json.dumps({"title": words, "nodes": {"a": {"outcome": words}}})}, today=TODAY
    ).site

    def active(site: Site) -> list[str]:
        body = page(site, "x", "html-split").partition("<!doctype html>")[2]
        read = parse(body)
        tags = [part.tag for part in read.iter() if part.tag in {"script", "iframe", "img", "style", "base", "form"}]
        return tags + [key for part in read.iter() for key in part.attrib if key.startswith("on")]

    assert active(hostile) == active(calm) == ["script"]
