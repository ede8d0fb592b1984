"""The page about policies is its own test: each example breaks its promise as the page prints it, and is mended."""

import re
from pathlib import Path

import pytest

from fingerpost.audit import audit
from fingerpost.load import load_text
from fingerpost.reporters import REPORTERS, summary
from support.today import TODAY

PAGE = (Path(__file__).parents[1] / "docs" / "policies.md").read_text(encoding="utf-8")
_EXAMPLE = re.compile(
    r"^```yaml\n# (?P<path>trees/\S+)\n(?P<text>.*?)^```$.*?"
    r"^```console\n\$ fingerpost check\n(?P<printed>.*?)^```$.*?"
    r"^```diff\n(?P<mend>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
EXAMPLES = [found.groupdict() for found in _EXAMPLE.finditer(PAGE)]

IDS = re.findall(r"^## .*{ #([a-z-]+) }\n(?=(?:(?!^## ).*\n)*?```yaml)", PAGE, re.MULTILINE)


def checked(path: str, text: str) -> str:
    """What the command prints about a site of one tree, without colours."""
    loaded = load_text({path: text}, today=TODAY)
    found = audit(loaded)
    printed = REPORTERS["full"](found, loaded.site) + summary(found, loaded.site) + "\n"
    return re.sub(r"\x1b\[[0-9;]*m", "", printed)


def mended(text: str, mend: str) -> str:
    """The text with the lines of a diff exchanged; each of them stands in it once."""
    for old, new in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", mend, re.MULTILINE):
        before, after = (re.sub(r"^[-+]", "", lines, flags=re.MULTILINE) for lines in (old, new))
        assert text.count(before) == 1
        text = text.replace(before, after)
    return text


def test_every_block_of_yaml_is_an_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```yaml\n") > 10


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_the_page_prints_what_the_command_prints(example: dict[str, str]) -> None:
    first = f"# {example['path']}\n"  # it counts as a line of the file
    assert checked(example["path"], first + example["text"]) == example["printed"]


@pytest.mark.parametrize("example", EXAMPLES, ids=IDS)
def test_nothing_is_found_in_the_mended_tree(example: dict[str, str]) -> None:
    text = mended(f"# {example['path']}\n{example['text']}", example["mend"])
    assert audit(load_text({example["path"]: text}, today=TODAY)) == []
