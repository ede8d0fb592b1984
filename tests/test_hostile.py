"""Files that somebody might send to do harm: each is refused with a place, in time; what is odd but fine is read."""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from fingerpost.load import limits, load_site, load_text
from fingerpost.load.schema import read
from support.hostile import READ, REFUSED
from support.today import TODAY

NAME = "trees/x.yaml"
SECONDS = 10  # far more than any needs; `python -m support.hostile` says how long each takes


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    def late(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"Still reading after {SECONDS} s.")

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of the processor, not of a clock on the wall
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    hostile = REFUSED[name]
    diagnostics = load_text({NAME: hostile.content}, today=TODAY).diagnostics
    found = [(one.code, one.span.line, one.span.column) for one in diagnostics]
    assert (hostile.code, hostile.line, hostile.column) in found
    assert len(found) <= limits.DIAGNOSTICS + 1
    for one in diagnostics:
        assert one.span.path == NAME
        assert one.message.isprintable(), "a message shows nothing that cannot be seen"
        assert len(one.message) < 300
        assert len(one.help) < 600
    assert sum(len(edit.replacement) for one in diagnostics for fix in one.fixes for edit in fix.edits) < 3_000_000


@pytest.mark.parametrize("name", READ)
def test_read_as_written(name: str) -> None:
    content, say = READ[name]
    loaded = load_text({NAME: content}, today=TODAY)
    assert loaded.diagnostics == ()
    said = [node.say for node in loaded.site.trees["x"].nodes.values() if node.say]
    assert [one.value for one in said[0]] == say


def test_schema_and_limits_agree() -> None:
    tree = read("tree.json")
    definitions = tree["$defs"]
    assert tree["properties"]["nodes"]["maxProperties"] == limits.NODES
    assert definitions["question"]["properties"]["options"]["maxProperties"] == limits.OPTIONS
    assert definitions["policies"]["maxProperties"] == limits.POLICIES
    assert {definitions[kind]["maxLength"] for kind in ("block", "text")} == {limits.LETTERS}


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    words = b"title: T\nnodes: {a: {outcome: x}}\n#"
    (tmp_path / "x.yaml").write_bytes(words + b"x" * (limits.FILE_BYTES - len(words)))
    assert load_site(tmp_path, today=TODAY).diagnostics == ()


def test_32_deep_is_read_and_33_is_not() -> None:
    def codes(depth: int) -> set[str]:
        return {one.code for one in load_text({NAME: "[" * depth + "]" * depth}, today=TODAY).diagnostics}

    assert codes(limits.DEPTH) == {"wrong-shape"}
    assert codes(limits.DEPTH + 1) == {"too-large"}


def test_at_most_so_many_values_are_read() -> None:
    def codes(items: int) -> set[str]:
        text = "[" + "a," * items + "]"  # and the list is a value too
        return {one.code for one in load_text({NAME: text}, today=TODAY).diagnostics}

    assert codes(limits.VALUES - 1) == {"wrong-shape"}
    assert codes(limits.VALUES) == {"too-large"}


def test_the_same_findings_whatever_the_hash_seed() -> None:
    """Of more than a thousand, the same thousand."""
    code = """if True:
        from fingerpost.load import load_text
        from support.today import TODAY
        text = "title: T\\nnodes:\\n" + "".join(f"  n{one}: {{outcome: x, colour: blue}}\\n" for one in range(1_001))
        print(load_text({"x.yaml": text}, today=TODAY).diagnostics)
    """
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


# Folders ----------------------------------------------------------------------------------------------------------

CANARY = "a canary that sings when it is read"
TREE = "title: T\nnodes:\n  a:\n    outcome: x\n"


@pytest.fixture
def trees(tmp_path: Path) -> Iterator[Path]:
    """A folder with one good tree, and a secret outside: whatever a test adds, no value of the site tells it."""
    (tmp_path / "secret.yaml").write_text(f"title: {CANARY}\nnodes:\n  a:\n    outcome: {CANARY}\n", encoding="utf-8")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "secret.yaml").write_text((tmp_path / "secret.yaml").read_text("utf-8"), encoding="utf-8")
    trees = tmp_path / "trees"
    trees.mkdir()
    (trees / "good.yaml").write_text(TREE, encoding="utf-8")
    yield trees
    loaded = load_site(trees, today=TODAY)
    assert CANARY not in repr(loaded)
    assert "good" in loaded.site.trees


def refused(trees: Path) -> list[tuple[str, str]]:
    return [(one.code, one.span.path) for one in load_site(trees, today=TODAY).diagnostics]


@pytest.mark.parametrize("name", ["x.yaml", "notes.txt", "_places", "_tables", "folder", "_site.yaml"])
@pytest.mark.parametrize("target", ["secret.yaml", "secrets", "trees", "nowhere"])
def test_no_link_is_followed(trees: Path, name: str, target: str) -> None:
    (trees / name).symlink_to(Path("..") / target)
    assert refused(trees) == [("unsafe-file", f"trees/{name}")]


@pytest.mark.parametrize("name", ["us.yaml", "us.txt", "folder"])
def test_no_link_to_a_place_is_followed(trees: Path, name: str) -> None:
    (trees / "_places").mkdir()
    (trees / "_places" / name).symlink_to(trees.parent / "secret.yaml")
    assert refused(trees) == [("unsafe-file", f"trees/_places/{name}")]


def test_a_link_that_leads_to_itself(trees: Path) -> None:
    (trees / "x.yaml").symlink_to("x.yaml")
    assert refused(trees) == [("unsafe-file", "trees/x.yaml")]


def test_a_pipe_is_not_waited_for(trees: Path) -> None:
    os.mkfifo(trees / "x.yaml")
    assert refused(trees) == [("unsafe-file", "trees/x.yaml")]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can make a device")
def test_a_device_is_not_read(trees: Path) -> None:
    try:
        os.mknod(trees / "x.yaml", 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero, which never ends
    except PermissionError:  # a container may forbid even root to
        pytest.skip("this machine lets nobody make a device")
    assert refused(trees) == [("unsafe-file", "trees/x.yaml")]


@pytest.mark.parametrize("name", ["x.yaml", "_places", "folder"])
def test_what_cannot_be_opened(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trees = Path(folder) / "trees"
        (trees / name).mkdir(parents=True)
        if "." in name:
            (trees / name).rmdir()
            (trees / name).touch()
        Path(folder).chmod(0o755)
        (trees / name).chmod(0)
        with _nobody():
            found = refused(trees)
        (trees / name).chmod(0o755)
    assert found == [("unsafe-file", f"trees/{name}")]


class _nobody:
    """Give up the rights of root, before which nothing is closed."""

    def __enter__(self) -> None:
        self._root = os.geteuid() == 0
        if self._root:
            os.seteuid(65_534)

    def __exit__(self, *_: object) -> None:
        if self._root:
            os.seteuid(0)


@pytest.mark.parametrize(
    "path", ["folder/x.yaml", "a/" * 60 + "x.yaml", "folder/x.YML", "_places/old/us.yaml", "good.yaml.d/x.yaml"]
)
def test_a_tree_in_a_folder_of_its_own_is_not_overlooked(trees: Path, path: str) -> None:
    (trees / path).parent.mkdir(parents=True)
    (trees / path).write_text(TREE, encoding="utf-8")
    assert refused(trees) == [("unsafe-file", f"trees/{path}")]


@pytest.mark.parametrize(
    "name", ["x.yml", "X.yaml", "x.YAML", "con.yaml", "a b.yaml", "ä.yaml", "1.yaml", "-x.yaml", "x.y.yaml"]
)
def test_the_name_of_a_file_is_an_id(trees: Path, name: str) -> None:
    (trees / name).write_text(TREE, encoding="utf-8")
    assert refused(trees) == [("bad-id", f"trees/{name}")]


@pytest.mark.parametrize("name", ["_sites.yaml", "_Site.yaml", "_site.yml", "_.yaml"])
def test_an_unknown_file_around_the_trees(trees: Path, name: str) -> None:
    (trees / name).write_text("{}\n", encoding="utf-8")
    assert refused(trees) == [("bad-id", f"trees/{name}")]


def test_hidden_files_and_other_kinds_are_left_alone(trees: Path) -> None:
    for name in (".x.yaml", "README.md", "x.yaml~", "x.json"):
        (trees / name).write_text("[", encoding="utf-8")
    (trees / ".git").mkdir()
    (trees / "pictures").mkdir()
    (trees / "pictures" / "a.png").write_bytes(b"\x89PNG")
    assert refused(trees) == []


def test_two_files_cannot_be_one_tree(trees: Path) -> None:
    (trees / "good.yml").write_text(TREE.replace("title: T", "title: Another"), encoding="utf-8")
    loaded = load_site(trees, today=TODAY)
    assert [one.code for one in loaded.diagnostics] == ["bad-id"]
    assert loaded.site.trees["good"].title.value == "T"


def test_a_folder_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_site(tmp_path / "nowhere", today=TODAY)
    (tmp_path / "file").touch()
    with pytest.raises(NotADirectoryError):
        load_site(tmp_path / "file", today=TODAY)


def test_files_are_read_in_the_same_order_everywhere(trees: Path) -> None:
    for name in ("b", "a", "_hazards", "c", "_sources"):
        (trees / f"{name}.yaml").write_text("[", encoding="utf-8")
    paths = [one.span.path for one in load_site(trees, today=TODAY).diagnostics]
    assert paths == sorted(paths)
    assert re.fullmatch(r"trees/_hazards\.yaml", paths[0])
