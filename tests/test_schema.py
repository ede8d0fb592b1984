"""The schemas: whole, described for editors, and read alike by both validators."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fingerpost.load import events, load_text
from fingerpost.load.schema import NAMES, gate, homes, read, takes, validator
from fingerpost.load.values import data
from fingerpost.source import Source
from support.today import TODAY

PAGE = (Path(__file__).parents[1] / "docs" / "language.md").read_text(encoding="utf-8")
PATHS = {"hazards": "trees/_hazards.yaml", "place": "trees/_places/x.yaml", "site": "trees/_site.yaml"} | {
    "sources": "trees/_sources.yaml"
}
# The examples on the page about the language, as plain words, lists and mappings, as the loader has them.
EXAMPLES = [
    (next((name for name, path in PATHS.items() if path.split("x.")[0] in text.split("\n")[0]), "tree"), text)
    for text in re.findall(r"^```yaml\n(# trees/.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
]


def plain(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    document, _ = events.read(Source(path="", text=text))
    assert document is not None
    return data(document.root)


GOOD = [(name, plain(text)) for name, text in EXAMPLES]
WORDS = st.sampled_from(["", " ", "a", "A b", "tree:a", "tree: a", "end", "a\n", "yes", "true", "12", "2027-05-01"])
VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["to", "when", "text", "q"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(value: object, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values within a value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, Any]:
    """A good file in which something was replaced, deleted or added."""
    name, good = draw(st.sampled_from(GOOD))
    value = copy.deepcopy(good)
    *parents, last = draw(st.sampled_from([path for path in places(value) if path]))
    at = value
    for part in parents:
        at = at[part]
    match draw(st.sampled_from(["replace", "delete", "add"])):
        case "replace":
            at[last] = draw(VALUES)
        case "delete":
            del at[last]
        case "add" if isinstance(at, dict):
            at[draw(st.sampled_from(["to", "colour", "question", "outcome", "because", "a\n", "A"]))] = draw(VALUES)
        case _:
            at.append(draw(VALUES))
    return name, value


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[text.split("\n")[0] for _, text in EXAMPLES])
def test_good_files_are_good_to_both(name: str, text: str) -> None:
    value = plain(text)
    assert gate(name).is_valid(value)
    assert validator(name).is_valid(value)


@given(case=broken())
def test_both_validators_agree_and_nothing_is_refused_in_silence(case: tuple[str, Any]) -> None:
    name, value = case
    valid = gate(name).is_valid(value)
    assert validator(name).is_valid(value) == valid
    path = PATHS.get(name, "trees/x.yaml")
    found = load_text({path: json.dumps(value)}, today=TODAY).diagnostics
    assert valid or found


# For editors ------------------------------------------------------------------------------------------------------


def objects(schema: object, at: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Everything in a schema that names properties."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict) and "type" not in schema["properties"].get("properties", {}):
            yield at, schema
        for key, inner in schema.items():
            yield from objects(inner, f"{at}/{key}")


ALL = [found for name in NAMES for found in objects(read(f"{name}.json"), name)]


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema(name: str) -> None:
    Draft202012Validator.check_schema(read(f"{name}.json"))
    assert read(f"{name}.json")["title"]


@pytest.mark.parametrize(("at", "schema"), ALL, ids=[at for at, _ in ALL])
def test_every_key_is_described(at: str, schema: dict[str, Any]) -> None:
    for key, value in schema["properties"].items():
        assert value.get("description"), f"{at}: {key}"
        assert value["description"].endswith((".", "?")), f"{at}: {key}"
        assert "`" not in value["description"], "editors show the words as they stand"


def test_words_to_choose_from_are_described() -> None:
    tree = read("tree.json")
    for schema in (tree["properties"]["status"], tree["$defs"]["urgency"], tree["$defs"]["evidence"]):
        assert len(schema["enumDescriptions"]) == len(schema["enum"])


def test_patterns_say_what_they_want() -> None:
    text = "".join(json.dumps(read(f"{name}.json")) for name in NAMES)
    assert text.count('"pattern"') == text.count('"patternErrorMessage"')


def test_what_is_known_of_keys() -> None:
    assert homes()["urgency"] == ("An outcome",)
    assert "A tree" in homes()["nodes"]
    assert takes("question") == {"string", "number", "boolean"}
    assert takes("do") == {"array"}
    assert takes("to") == {"string", "array"}
    assert takes("colour") == frozenset()
