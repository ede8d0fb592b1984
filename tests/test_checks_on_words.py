"""What the checks see in the words of a tree, and what they let be."""

import json
from pathlib import Path

import pytest

from support.judged import DEFAULT, codes, find

LANGUAGES = sorted((Path(__file__).parent / "languages").glob("*.txt"))


OF_SIGNS = "{a: {text: '?', to: home}, b: {text: '!', to: help}}"


def in_words(*sentences: str, language: str = "en") -> str:
    """A tree that says these sentences: the first as its question, the others as lines to say."""
    question, *say = (json.dumps(sentence, ensure_ascii=False) for sentence in sentences)
    return (
        f"title: Words\nlanguage: {language}\nnodes:\n  ask:\n    question: {question}\n    say: [{', '.join(say)}]\n"
        "    options: {yes: home, no: help}\n  home: {outcome: Home}\n  help: {outcome: Help}\n"
    )


@pytest.mark.parametrize("file", LANGUAGES, ids=lambda file: file.stem)
def test_no_language_is_found_fault_with(file: Path) -> None:
    assert codes(in_words(*file.read_text(encoding="utf-8").splitlines(), language=file.stem)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Call 911 now", "Ring 112", "999", "text 741741", "text HOME to 741741", "Dial 1737", "call 000", "116 123",
        "13 11 14", "020 7946 0018", "(555) 123-4567", "1-800-273-8255", "+44 20 7946 0018", "0123456789",
        "[call](tel:116123)", "\u0669\u0661\u0661 \u0661\u0662\u0663",
    ],
)  # fmt: skip
def test_a_telephone_number_is_seen(words: str) -> None:
    assert codes(in_words("Who calls?", words)) == ["literal-number"]


@pytest.mark.parametrize(
    "words",
    [
        "within 24-72 h", "by 2027-05-01", "in 2012-2014", "83,834 clients", "100-150 people", "10 000", "1 000 000",
        "doi 10.1037/a0028226", "[read](https://example.org/2012/1234567)", "ISBN 978-1-4338-1801-1", "120/80", "14:30",
        "500-1000", "01.05.2027", "version 1.10", "a text of 120 words", "112 people", "call 3 times",
        "call on 2027-05-01",
    ],
)  # fmt: skip
def test_other_numbers_are_let_be(words: str) -> None:
    assert codes(in_words("Who calls?", words)) == []


@pytest.mark.parametrize(
    "question",
    [
        "Are they safe? Do they want to talk?",
        "Are they safe, and do they want to talk?",
        "Will they wait or will they go?",
        "What happened and how do they feel?",
        "Do they talk and/or cry?",
        "¿Está bien? ¿Quiere hablar?",
    ],
)
def test_a_second_question_is_seen(question: str) -> None:
    assert codes(in_words(question, "Take your time.")) == ["compound-question"]


@pytest.mark.parametrize(
    "question",
    [
        "Are they thinking of ending their life, or of hurting anyone?",
        "Where and when did it happen?",
        "Do they know where and when it will happen?",
        "Is there a person who can help and who will stay?",
        'What do they answer to "are you all right?"?',
        "Really?!",
    ],
)
def test_one_question_is_let_be(question: str) -> None:
    assert codes(in_words(question, "Take your time.")) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Yes", "yes"),
        ("Yes", "Yes."),
        ("Not sure", "Not  sure"),
        ("Yes", "**Yes**"),
        ("Yes", "\u0423es"),  # a Cyrillic U for a Y
        ("nope", "n\u03bfpe"),  # a Greek omicron
        ("Yes", "\uff39\uff45\uff53"),  # full width
    ],
)
def test_options_that_look_alike_are_seen(first: str, second: str) -> None:
    options = f"{{a: {{text: {json.dumps(first)}, to: home}}, b: {{text: {json.dumps(second)}, to: help}}}}"
    found = codes(in_words("Who calls?", "Wait.").replace("{yes: home, no: help}", options))
    assert "repeated-option" in found


def test_options_of_signs_alone_are_told_apart() -> None:
    assert codes(in_words("Who calls?", "Wait.").replace("{yes: home, no: help}", OF_SIGNS)) == []


# What each check on words sees in a source, as it does in a step.
OF_SOURCES = {
    "A study of low risk": "unwanted-wording",
    "Call 116 123": "literal-number",
    "**Not** all **of it": "unread-mark",
    "It is s\u0430fe": "mixed-script-word",
    "Call {nobody}": "unknown-fact",
    "Half\u200bway": "hidden-characters",
}


@pytest.mark.parametrize("key", ["supports", "limits"])
@pytest.mark.parametrize(("words", "code"), OF_SOURCES.items())
def test_the_words_about_a_source_are_read_as_those_of_a_step(words: str, code: str, key: str) -> None:
    tree = "title: Words\nnodes: {home: {outcome: Home, sources: [book]}}\n"
    lists = "words: {labels: {because: No., words: {low risk: say what to do}}}\n"
    source = f"book:\n  title: Low risk, 116 123\n  {key}: {json.dumps(words)}\n"
    (found,) = find({DEFAULT: tree, "trees/_site.yaml": lists, "trees/_sources.yaml": source})
    assert (found.code, found.span.path, found.span.line) == (code, "trees/_sources.yaml", 3)


@pytest.mark.parametrize("word", ["s\u0430fe", "\u0440aypal", "\u041coc\u043a\u0432\u0430", "H\u03b5llo"])
def test_a_word_of_two_scripts_is_seen(word: str) -> None:
    assert codes(in_words("Who calls?", word)) == ["mixed-script-word"]


EVERY_FIELD = """\
title: "§"
summary: "§"
audience: "§"
setting: "§"
not_for: "§"
purpose: "§"
version: "§"
license: "§"
derived_from: "§"
supersedes: "§"
authors: [{role: "§", name: "§", organisation: "§", conflicts: "§"}]
changelog: [{version: "§", text: "§"}]
tags: {t: "§"}
stages: {s: "§"}
exits: {e: {text: "§", to: home}}
policies: {p: {never: [outcome], because: "§", owner: "§"}}
cases: {c: {story: "§", answers: [], outcome: home}}
cards: {k: {kind: act, title: "§", danger: "§", steps: [{text: "§"}], not: ["§"], tail: ["§"]}}
table: {id: rows, page: "§"}
allow: [{check: long-text, at: home, because: "§"}]
nodes:
  ask:
    question: "§"
    look_for: ["§"]
    detail: "§"
    say: ["§"]
    do: ["§"]
    avoid: ["§"]
    why: "§"
    options:
      yes: {text: "§", note: "§", to: home}
      no: do
  do: {action: "§", to: walk}
  walk: {tree: example, text: "§", outcomes: {home: end}}
  home:
    outcome: "§"
    within: "§"
    record: ["§"]
    consult: ["§"]
    follow_up: {who: "§", when: "§", how: "§", stop: "§"}
"""


@pytest.mark.parametrize("field", range(EVERY_FIELD.count("§")))
@pytest.mark.parametrize("written", ["\u202e", "\\u202e", "\\U000E0041", "\ue000", "\\u200b"])
def test_nothing_hides_in_any_field(field: int, written: str) -> None:
    parts = EVERY_FIELD.split("§")
    text = "words".join(parts[: field + 1]) + f"wo{written}rds" + "words".join(parts[field + 1 :])
    found = [one for one in find({DEFAULT: text}) if one.code == "hidden-characters"]
    line = "words".join(parts[: field + 1]).count("\n") + 1
    assert [(one.span.line, one.span.end_column - one.span.column) for one in found] == [(line, len(written))]


@pytest.mark.parametrize(
    "path", ["trees/_site.yaml", "trees/_sources.yaml", "trees/_places/ie.yaml", "trees/_tables/rows.csv"]
)
def test_nothing_hides_in_any_file(path: str) -> None:
    found = find({path: "# a comment\u200b\n"})
    assert ("hidden-characters", path, 1, 12) in {(o.code, o.span.path, o.span.line, o.span.column) for o in found}


def test_a_wording_is_found_across_lines_of_any_case_and_as_whole_words_alone() -> None:
    site = "words: {risk: {because: No labels., words: {low risk: say what to do}}}"
    tree = "title: Words\nsummary: >-\n  There is Low\n  Risk here\n"
    tree += "nodes:\n  home: {outcome: a slow risk, avoid: [low risk]}\n"
    (one,) = find({DEFAULT: tree, "trees/_site.yaml": site})
    assert (one.code, one.help, one.span.line) == ("unwanted-wording", "Better: say what to do", 2)
    assert codes(tree.replace("Low\n  Risk", "**low** risk"), _site=site) == ["unwanted-wording"]


@pytest.mark.parametrize(
    ("words", "wording"),
    [
        ("LOW\\t risk", "low risk"),
        ("low \\x1f\\u2003risk", "low risk"),
        ("can\u2019t", "can't"),
        ("\u017flow", "slow"),
        ("\u212anow", "know"),
        ("\u0130n", "in"),
        ("slow", "\u017flow"),
    ],
)
def test_a_wording_is_found_in_letters_and_blanks_of_other_kinds(words: str, wording: str) -> None:
    site = f'words: {{list: {{because: No., words: {{"{wording}": better}}}}}}'
    tree = f'title: "It is {words} here"\nnodes: {{home: {{outcome: Home}}}}\n'
    assert "unwanted-wording" in codes(tree, _site=site)


def lists(words: str) -> str:
    return f"title: T\nnodes: {{home: {{outcome: Home, do: {words}}}}}\n"


@pytest.mark.parametrize("words", ["[Stop, look and listen]", "[Wait, Call them, or send a message, or both]"])
def test_a_sentence_that_a_comma_splits_is_seen(words: str) -> None:
    assert codes(lists(words)) == ["split-sentence"]


@pytest.mark.parametrize(
    "words",
    [
        '["Stop, look and listen"]', "[wait, call them]", "[Wait, Call them]", "[Wait., then call]", '["Wait", call]',
        "[Wait,\n  call them]", "[\u505c, \u770b]", "[Wait, 'call them']", "[Wait]",
    ],
)  # fmt: skip
def test_other_lists_are_let_be(words: str) -> None:
    assert codes(lists(words)) == []


def test_a_split_sentence_is_put_together_again() -> None:
    (found,) = find({DEFAULT: lists("[Wait, look and, if you can, listen]")})
    assert [edit.replacement for edit in found.fixes[0].edits] == ['"Wait, look and, if you can, listen"']


@pytest.mark.parametrize(
    "words",
    ["**now", "now**", "** now **", "[half](", "[x](http://example.org)", "[x](https://a b)", "a](b", "one\n\n**two"],
)
def test_a_mark_that_is_shown_as_it_stands_is_seen(words: str) -> None:
    assert codes(in_words("Who?", words)) == ["unread-mark"]


@pytest.mark.parametrize(
    "words",
    [
        "**now**",
        "*a* and **b**",
        "2 * 3",
        r"\*\*now",
        "`**`",
        "[x](https://example.org)",
        "[x] (y)",
        "[x](other.md)",
        "_**x**_",
    ],
)
def test_marks_that_are_read_are_let_be(words: str) -> None:
    assert codes(in_words("Who?", words)) == []
