"""Brute force against the engine: one policy of one tree at a time, and what they do not agree on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import yaml

from fingerpost.load import load_text
from oracle import replaying
from oracle.forms import form_of
from oracle.judging import Answer, Setting
from oracle.judging import judge as by_force
from oracle.scopes import scope_of
from oracle.sites import random_site
from oracle.walking import trees
from support.today import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fingerpost.model import Policy, Site, Tree
    from oracle.replaying import Taken
    from oracle.walking import Files


class Witness(Protocol):
    """A walk that breaks a policy: how many events there are up to the breach, or up to the round of an endless one."""

    @property
    def taken(self) -> Sequence[Taken]: ...
    @property
    def beside(self) -> Sequence[Taken]: ...
    @property
    def length(self) -> int: ...
    @property
    def endless(self) -> bool: ...


class Judgement(Protocol):
    """What the engine says."""

    @property
    def verdict(self) -> str: ...
    @property
    def vacuous(self) -> bool: ...
    @property
    def witnesses(self) -> Sequence[Witness]: ...


class Engine(Protocol):
    """The policy of a tree or of the site, judged on the walks of one tree."""

    def __call__(self, policy: Policy, tree: Tree, site: Site) -> Judgement: ...


class Matter(NamedTuple):
    """Which policy (of the tree `home`, or of the site) on the walks of which tree."""

    tree: str
    home: str | None
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One policy, judged twice; `fault` says in what the two differ, and is empty where they agree."""

    files: Files
    matter: Matter
    expected: Answer
    found: Answer
    fault: str

    @property
    def policy(self) -> dict[str, Any]:
        return policy_of(self.files, self.matter)


def site_of(seed: str) -> Files:
    """The random site of a seed."""
    return random_site(Random(seed))  # noqa: S311 - the same sites again, not secrets


def load(files: Files) -> Site:
    """The site as the engine reads it; JSON is YAML."""
    loaded = load_text({f"trees/{name}.yaml": json.dumps(body) for name, body in files.items()}, today=TODAY)
    assert loaded.diagnostics == (), loaded.diagnostics
    return loaded.site


def policy_of(files: Files, matter: Matter) -> dict[str, Any]:
    """A policy as it was written."""
    return files[matter.home or "_site"]["policies"][matter.id]


def matters(files: Files) -> Iterator[Matter]:
    """All that can be judged in a site: a tree's policies on its own walks, the site's on those of every tree."""
    for tree in trees(files):
        yield from (Matter(tree, tree, id) for id in files[tree].get("policies", {}))
        yield from (Matter(tree, None, id) for id in files.get("_site", {}).get("policies", {}))


def compare(files: Files, engine: Engine) -> Iterator[Compared]:
    """Every policy of a site, judged twice."""
    site = load(files)
    for matter in matters(files):
        yield compare_one(files, matter, engine, site)


def compare_one(files: Files, matter: Matter, engine: Engine, site: Site | None = None) -> Compared:
    """One policy, judged twice."""
    site = site or load(files)
    policy = policy_of(files, matter)
    expected = by_force(files, matter.tree, policy, matter.home)
    setting = Setting(files, matter.tree, policy, matter.home)
    owner = site.trees[matter.home].policies if matter.home else site.policies
    judgement = engine(owner[matter.id], site.trees[matter.tree], site)
    found = said(judgement, form_of(policy))
    fault = disagreement(expected, found)
    if not fault and not all(_is_true(setting, witness) for witness in judgement.witnesses):
        fault = "witness"
    return Compared(files=files, matter=matter, expected=expected, found=found, fault=fault)


def said(judgement: Judgement, form: str) -> Answer:
    """What the engine says in the words of brute force; which pair `order` shows first, the language leaves open."""
    verdict, vacuous = str(judgement.verdict), judgement.vacuous
    if not judgement.witnesses or form in ("order", "possible"):
        return Answer(verdict=verdict, vacuous=vacuous)
    nearest = min(judgement.witnesses, key=lambda witness: witness.length)
    return Answer(verdict=verdict, vacuous=vacuous, position=nearest.length, endless=nearest.endless)


def disagreement(expected: Answer, found: Answer) -> str:
    """What differs; nothing may be found within what brute force has looked through and found whole.

    An endless walk may come to its round later than it could: where a round leads through a subtree, the engine lets it
    begin outside. That it is a round is tried move by move.
    """
    if expected.cap is not None and found.verdict == "violated" and not found.endless:
        return "" if found.position is None or found.position > expected.cap else "position"
    wanted = "holds" if expected.verdict == "unknown" else expected.verdict
    if found.verdict != wanted:
        # Brute force looks for a pair or for a possible event up to a cap and past it cannot say anything.
        return "" if expected.cap == 0 else "verdict"
    if found.verdict == "holds" and expected.cap != 0:
        return "" if found.vacuous == expected.vacuous else "vacuous"
    if found.endless != expected.endless:
        return "endless"
    later = found.endless and (found.position or 0) > (expected.position or 0)
    return "" if later or found.position == expected.position else "position"


def _is_true(setting: Setting, witness: Witness) -> bool:
    """Whether brute force, making the same moves, finds the same."""
    if setting.form == "order":
        return replaying.is_milder(setting, witness.taken, witness.beside)
    shows = replaying.goes_round if witness.endless else replaying.breaks
    return shows(setting, witness.taken, witness.length)


# Words ------------------------------------------------------------------------------------------------------------


def report(compared: Compared) -> str:
    """A difference as something to paste: the files, the policy, and both answers."""
    matter = compared.matter
    where = f"policy {matter.id} on the walks of {matter.tree}"
    lines = [f"# {form_of(compared.policy)}, {where}: {compared.fault}", f"# by force: {_words(compared.expected)}"]
    lines.append(f"# engine:   {_words(compared.found)}")
    for name, body in compared.files.items():
        lines += [f"# trees/{name}.yaml", yaml.safe_dump(body, sort_keys=False, width=120, default_flow_style=None)]
    return "\n".join(lines)


def _words(answer: Answer) -> str:
    parts = [answer.verdict]
    parts += [f"at {answer.position}"] if answer.position is not None else []
    parts += [word for word, said in (("endless", answer.endless), ("vacuous", answer.vacuous)) if said]
    return ", ".join(parts + ([f"looked through up to {answer.cap} events"] if answer.cap is not None else []))


def cell(compared: Compared) -> tuple[str, str]:
    """Where a comparison counts in the table: its form and its scope."""
    return form_of(compared.policy), scope_of(compared.policy)
