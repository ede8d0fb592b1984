"""The page about the language is the test of it: every example is read, and every key of the schemas is on it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fingerpost import cases, tables
from fingerpost.audit import audit
from fingerpost.load import limits, load_text
from fingerpost.load.schema import NAMES, read
from support.today import TODAY

PAGE = (Path(__file__).parents[1] / "docs" / "language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
TABLES = dict(re.findall(r'^```csv title="(\S+)"\n(.*?)^```$', PAGE, re.DOTALL | re.MULTILINE))
FILES = TABLES | {found[1]: text for text in EXAMPLES if (found := re.match(r"# (trees/\S+\.yaml)\n", text))}
COMMON = "On every node"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.split("\n")[0])
def test_every_example_is_read(example: str) -> None:
    path = re.match(r"# (trees/\S+)", example)
    assert load_text({path[1] if path else "trees/example.yaml": example}, today=TODAY).diagnostics == ()


def test_the_examples_are_one_good_site() -> None:
    assert audit(load_text(FILES, today=TODAY)) == []


# Keys -------------------------------------------------------------------------------------------------------------


def keys_in_tables() -> dict[str, set[str]]:
    """The keys in the tables of the page, by the heading above each."""
    found: dict[str, set[str]] = {}
    for section in re.split(r"^#+ ", PAGE, flags=re.MULTILINE)[1:]:
        heading = section.split("\n")[0]
        rows = re.findall(r"^\| ((?:`[a-z_]+`(?:, )?)+) \|", section, re.MULTILINE)
        if "| key | value |" in section:
            found[heading] = {key for row in rows for key in re.findall(r"`([a-z_]+)`", row)}
    return found


def titled(schema: object) -> Iterator[tuple[str, set[str]]]:
    """The keys of everything in a schema that has a title."""
    if isinstance(schema, dict):
        if "title" in schema and isinstance(schema.get("properties"), dict):
            yield schema["title"], set(schema["properties"])
        for inner in schema.values():
            yield from titled(inner)


def schemas() -> dict[str, set[str]]:
    found = {title: keys for name in NAMES for title, keys in titled(read(f"{name}.json"))}
    found["The site"] = found.pop("The site file _site.yaml")
    del found["A step"]  # of no kind yet: something for editors alone
    return found


@pytest.mark.parametrize(
    "title", sorted(schemas().keys() - {"A follow-up", "A fact", "A word list", "A place and its facts"})
)
def test_page_and_schema_name_the_same_keys(title: str) -> None:
    own, common = schemas()[title], keys_in_tables()[COMMON]
    on_page = keys_in_tables()[title]
    if title in ("A question", "An action", "An outcome", "A subtree"):
        assert common <= own
        own -= common
    assert on_page == own


def test_small_groups_of_keys_are_named_in_their_rows() -> None:
    """Those that have no table: where each is told of, and its keys."""
    rows = {
        "A follow-up": r"^\| `follow_up` .*",
        "A fact": r"^\| `facts` .*",
        "A word list": r"^\| `words` .*",
        "A place and its facts": r"^`trees/_places/.*",
    }
    for title, row in rows.items():
        found = re.search(row, PAGE, re.MULTILINE)
        assert found is not None
        assert schemas()[title] <= set(re.findall(r"`([a-z_]+)`", found[0])), title


def test_words_to_choose_from_are_on_the_page() -> None:
    def enums(schema: object) -> Iterator[str]:
        if isinstance(schema, dict):
            yield from (str(word) for word in schema.get("enum", ()) if isinstance(word, str))
            for inner in schema.values():
                yield from enums(inner)

    words = {word for name in NAMES for word in enums(read(f"{name}.json"))} - {"true", "false"}
    assert words <= set(re.findall(r"`([a-z0-9-]+)`", PAGE))


def test_policy_forms_are_keys_of_a_policy() -> None:
    forms = re.findall(r"^\| ((?:`[a-z_]+: [^`]+`(?:, )?)+) \|", PAGE, re.MULTILINE)
    named = {key for form in forms for key in re.findall(r"`([a-z_]+):", form)}
    assert len(forms) == 13
    assert named <= schemas()["A policy"]


# Limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ("a file", f"{limits.FILE_BYTES // 1_000_000} MB"),
        ("lists and keys inside one another", limits.DEPTH),
        ("values in a file", limits.VALUES),
        ("nodes of a tree", limits.NODES),
        ("options of a question", limits.OPTIONS),
        ("letters of a text", limits.LETTERS),
        ("policies of a file", limits.POLICIES),
        ("findings shown of a file", limits.DIAGNOSTICS),
        ("steps that all cases of a tree take", cases.STEPS),
        ("rows of a table", tables.ROWS),
        ("columns of a table", tables.COLUMNS),
        ("letters of a cell", tables.CELL_LETTERS),
        ("states that comparing a table looks at", tables.STATES),
    ],
)
def test_limits(what: str, limit: str | int) -> None:
    assert f"| {what} | {limit if isinstance(limit, str) else format(limit, ',')} |" in PAGE
