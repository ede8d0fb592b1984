"""The one catalogue of the interface's own words: what is English stands as the default, other languages replace it."""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from fingerpost.renderers.words_on_paper import WordsOnPaper, frozen


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the interface says; `{name}` is a hole that is filled with words or elements, never with a template.

    A pair is for one and for any other number.
    """

    # What a step is, and what it says
    kinds: Mapping[str, str] = field(
        default_factory=lambda: frozen(question="Question", action="Action", outcome="Outcome", subtree="Subtree")
    )
    urgencies: Mapping[str, str] = field(
        default_factory=lambda: frozen(now="Now", today="Today", soon="Soon", routine="Routine")
    )
    say: str = "Say"
    do: str = "Do"
    avoid: str = "Avoid"
    look_for: str = "Look for"
    record: str = "Write down"
    consult: str = "Speak with"
    follow_up: str = "Follow up"
    who: str = "Who"
    when: str = "When"
    how: str = "How"
    stop: str = "Until"
    next: str = "Read next"
    why: str = "Why"
    evidence: str = "How sure we are"
    evidences: Mapping[str, str] = field(
        default_factory=lambda: frozen(
            guideline="Guideline", research="Research", consensus="Practice consensus", **{"local-rule": "Local rule"}
        )
    )
    evidence_meanings: Mapping[str, str] = field(
        default_factory=lambda: frozen(
            guideline="A published guideline says so.",
            research="Studies point this way.",
            consensus="Experienced people agree. No guideline or study settles it.",
            **{"local-rule": "A rule of one place or workplace. Yours may differ."},
        )
    )
    tags: str = "Tags"
    reviewed_on: str = "Reviewed {date}"

    # Where a step leads
    answers: str = "Answers"
    to_step: str = "go to {number}, {step}"
    to_tree: str = "go on in {tree}"
    to_end: str = "the path ends here"
    then: str = "Then"
    way: str = "{answer}: {to}"
    condition: str = "If {conditions}"
    answered: str = "the answer to {number} {question} was {answers}"
    answered_nothing: str = "the answer to {name} was {answers}"
    quoted: str = "“{words}”"
    and_: str = " and "
    or_: str = " or "
    otherwise: str = "Otherwise"
    start: str = "Start"
    begin: str = "Begin"
    from_tree: str = "The steps of {tree}."
    ended_in: str = "Ended in {outcome}"
    exits: str = "At any step"

    # Where a step can be mended
    report_problem: str = "Report a problem at step {step}"
    problem_at: str = "Problem at {step}"
    suggest_change: str = "Suggest a change to step {step}"
    change_to: str = "Change {step}"
    edit_step: str = "Edit step {step}"
    propose_tree: str = "Propose a tree"

    # Around the steps
    draft: str = "Draft."
    draft_meaning: str = "Nobody who is qualified has approved this."
    review: str = "In review."
    review_meaning: str = "It is not approved yet."
    retired: str = "Retired."
    retired_meaning: str = "Do not use it any more."
    approved: str = "Approved"
    overdue: str = "Review overdue."
    overdue_meaning: str = "It was due on {date}. Check against your local guidance before you rely on it."
    statuses: Mapping[str, str] = field(
        default_factory=lambda: frozen(draft="Draft", review="In review", approved="Approved", retired="Retired")
    )
    audience: str = "For"
    setting: str = "Where"
    not_for: str = "Not for"
    purpose: str = "Purpose"
    version: str = "Version"
    last_reviewed: str = "Last reviewed"
    never_reviewed: str = "Not yet"
    next_review: str = "Next review"
    contents: str = "On this page"
    stage_again: str = "{stage} (continued)"
    outcomes_group: str = "Outcomes"
    steps_group: str = "Steps"
    questions: tuple[str, str] = ("{n} question", "{n} questions")
    outcomes: tuple[str, str] = ("{n} outcome", "{n} outcomes")
    paths: tuple[str, str] = ("{n} path", "{n} paths")
    longest: tuple[str, str] = ("at most {n} step long", "at most {n} steps long")
    unlimited: str = "paths without limit, because some steps can be repeated"
    uncounted: str = "too many paths to count"
    proved: str = "every policy proved on all {paths}"
    proved_endless: str = "every policy proved on every path"
    proved_some: str = "{held} of {all} policies proved"
    proofs: str = "What is proved on every path"
    proofs_own: tuple[str, str] = ("{n} promise of this tree", "{n} promises of this tree")
    proofs_site: tuple[str, str] = ("{n} promise for all trees", "{n} promises for all trees")
    proofs_meaning: str = (
        "A program looked at every path from the start, and none breaks one of these promises. That says nothing about "
        "whether the words are right."
    )
    proof_counts_exits: str = "Paths that leave by a way out count too."
    unproved: str = "Not kept: {policy}"
    flowchart: str = "Flowchart"

    # Facts of a place
    local: str = "Local numbers and rules"
    local_here: str = "Local numbers"
    local_where: str = "Place"
    local_fact: str = "{value}, {fact}"
    local_record: str = "Sources and dates"
    check_number: str = "check this number"
    check_rule: str = "check this"
    not_given: str = "not recorded"
    unverified: str = "not verified"
    verified: str = "Verified {date}"
    expires: str = "Check again by {date}"
    expired: str = "Expired {date}"

    # What it leans on
    sources: str = "Sources"
    accessed: str = "Accessed {date}"
    supports: str = "Supports: "
    limits: str = "Limits: "
    and_others: str = "{author} and others"
    about: str = "About this tree"
    authors: str = "Authors"
    editors: str = "Editors"
    reviewers: str = "Reviewers"
    endorsers: str = "Endorsers"
    conflicts: str = "conflicts of interest: {conflicts}"
    license: str = "Licence"
    derived_from: str = "Derived from"
    supersedes: str = "Replaces"
    changelog: str = "Changes"
    other_forms: str = "Other forms"
    yaml: str = "YAML, as it is written"
    # By what stands behind the tree's id in the name of a file.
    forms: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType(
            {
                ".json": "JSON, with all that it says",
                ".nodes.csv": "CSV of its steps",
                ".options.csv": "CSV of its answers",
                ".txt": "Outline in plain text",
                ".table.html": "Table of the paths, for paper",
                ".dot": "DOT, for Graphviz",
                ".mmd": "Mermaid",
                ".fhir.json": "FHIR PlanDefinition (R4)",
            }
        )
    )

    # The walk-through, whose script gets these with the page
    walk: Mapping[str, str] = field(
        default_factory=lambda: frozen(
            back="Back",
            next="Next",
            stages="Stages",
            start_here="Start here",
            resume="Go on where you were",
            again="Start again",
            all="All steps",
            exits="At any step",
            to_tree="Go on in {tree}",
            began="You began at step {step}. Skipped: {steps}.",
            ask_first="You skipped this question. The way on depends on its answer.",
            not_asked="It was not asked",
            changed="This tree has changed since the link was made. Your answers still fit.",
            changed_partly="This tree has changed since the link was made. This is the last step that still fits.",
            wrong="Not all of this link can be followed. This is the last step that fits.",
            kept="Your later answers are kept. Those that still apply are taken up again.",
            taken_up="Taken up again: {steps}.",
            so_far="Your answers so far",
            earlier="Your answers before this",
            continued="This goes on from another tree.",
            choices="Answers",
            change="Change",
            change_at="Change the answer at {step}",
            way_out="Way out",
            copy="Copy these steps as text",
            copied="Copied.",
            copy_yourself="Copy this text:",
            print="Print these steps",
            leave="Leave this page",
            leave_note="Leave this page opens an empty one. Your browser's history keeps your answers.",
            keys="Keys: a digit chooses an answer, Backspace goes back.",
            keys_off="Switch keys off",
            keys_on="Switch keys on",
            place="Local numbers for",
            places="All places",
            place_kept="This device remembers the place, and nothing else.",
            zoom_in="Larger",
            zoom_out="Smaller",
            fit="Fit",
            full="Full screen",
            full_end="Leave full screen",
            chart_keys="In the flowchart + and - change the size, 0 fits, F fills the screen.",
            choose="Choose a box to see every way into it and out of it.",
            read="Read this step",
            ways_in="Leads here",
            ways_on="Leads on to",
            clear="Clear",
        )
    )

    # Cards to print, and which editions of them are current
    paper: WordsOnPaper = field(default_factory=WordsOnPaper)

    # At the top of a copy that is taken elsewhere
    copy: str = "This is a copy and may be out of date."
    copy_from: str = "It was made from {site}."
    copy_reviewed: str = "It was last reviewed on {date}."
    copy_unreviewed: str = "It has not been reviewed yet."
    copy_due: str = "It is to be reviewed by {date}; do not rely on it after that."
    copy_overdue: str = "That day has passed. Get a newer copy, or check against your local guidance."

    # The list of all trees
    no_trees: str = "There are no trees yet."

    # The hazard log, and where tags stand
    no_hazards: str = "No hazard has been written down yet."
    cause: str = "Cause"
    controls: str = "Controls"
    uncontrolled: str = "Nothing keeps this from happening yet."
    checked_by: str = "Watched by"
    by_people: str = "No check. It rests on people."
    named_by: str = "Named by"
    watchers: Mapping[str, str] = field(
        default_factory=lambda: frozen(
            case="Case", check="Check", demand="Demand", exit="Way out", node="Step", policy="Promise", words="Words"
        )
    )
    proof_columns: tuple[str, ...] = (
        "Tree",
        "Paths",
        "Its own promises kept",
        "Promises of all trees kept",
        "Cases",
        "Answers that a case takes",
        "Ends that a case reaches",
    )
    promise_columns: tuple[str, ...] = ("Promise of all trees", "Kept in", "Says nothing in", "Not kept in")
    without_limit: str = "without limit"
    some_of: str = "{some} of {all}"
    not_known: str = "not known"
    none: str = "none"
    reading_columns: tuple[str, ...] = (
        "Tree",
        "Words in a step",
        "Words in a line to say",
        "Words in a sentence",
        "Sentences over 20 words",
    )
    middle_and_most: str = "{middle}, at most {most}"
    no_numbers: str = "No place has a number yet."
    no_exercises: str = "No tree has a case yet."
    walk_tree: str = "Walk this tree"
    tree_says: str = "What the tree says"
    on_the_way: str = "On the way"
    no_tags: str = "No tag has been declared yet."
    nowhere: str = "No step carries it."
    reviews: Mapping[str, str] = field(
        default_factory=lambda: frozen(
            safety="What is urgent, and what promises about safety lean on",
            said="What is said to people",
            opinion="What rests on practice, or on no source",
            local="Local facts",
        )
    )
    unchecked: str = "not checked at its source in {places}"
    all_checked: str = "checked in every place"

    months: tuple[str, ...] = (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    )
    day: str = "{day} {month} {year}"
    thousands: str = ","
    many: str = "more than 10^{power}"


ENGLISH = Words()
CATALOGUE: Mapping[str, Words] = MappingProxyType({"en": ENGLISH})


def words_of(language: str) -> Words:
    """The interface's words in a language such as `en` or `pt-BR`; English where nobody has written them yet."""
    return CATALOGUE.get(language) or CATALOGUE.get(language.partition("-")[0]) or ENGLISH


def day(words: Words, date: datetime.date) -> str:
    """A date as it is read aloud."""
    return words.day.format(day=date.day, month=words.months[date.month - 1], year=date.year)


def count(words: Words, forms: tuple[str, str], number: int) -> str:
    """How many there are; a number past a million millions is told by its power of ten."""
    if number < 10**12:
        told = f"{number:,}".replace(",", words.thousands)
    else:
        told = words.many.format(power=math.floor(math.log10(number)))
    return forms[number != 1].format(n=told)
