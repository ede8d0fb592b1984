"""The keys of a policy make no promise together."""

from collections.abc import Iterator, Mapping

from fingerpost.checks._names import listed
from fingerpost.diagnostics import Finding, Severity
from fingerpost.model import Policy, Site, Tree
from fingerpost.policies import FORMS, form_of, scope_of

CODE = "misshapen-policy"
SEVERITY = Severity.ERROR
PARTIAL = True
_STRICT = ("before", "to_end_in")


def check(tree: Tree, site: Site) -> Iterator[Finding]:
    """Yield each policy of a tree that has no form, or keys that mean nothing in its form."""
    yield from _policies(tree.policies)


def check_site(site: Site) -> Iterator[Finding]:
    """Yield the same of the site's own policies."""
    yield from _policies(site.policies)


def _policies(policies: Mapping[str, Policy]) -> Iterator[Finding]:
    for policy in policies.values():
        form = form_of(policy)
        if form is None:
            yield _formless(policy)
        else:
            yield from (_finding(policy, message, help_) for message, help_ in _idle(policy, form))


def _formless(policy: Policy) -> Finding:
    written = set(policy.form)
    if not written:
        return _finding(policy, "This policy promises nothing.", f"It needs one of these: {_forms(FORMS)}.")
    near = [name for name, form in FORMS.items() if written & form.keys]
    message = f"{listed(sorted(written))} {'makes' if len(written) == 1 else 'make'} no policy together."
    return _finding(policy, message, f"A policy has one form, such as {_forms(near)}.")


def _forms(forms: object) -> str:
    names = [" with ".join(f"`{key}`" for key in sorted(FORMS[name].keys)) for name in forms]  # type: ignore[attr-defined]
    return ", ".join(names[:-1]) + f" or {names[-1]}" if len(names) > 1 else names[0]


def _idle(policy: Policy, form: str) -> Iterator[tuple[str, str]]:
    scope = scope_of(policy)
    if scope not in FORMS[form].scopes:
        where = "`after` alone" if "after" in FORMS[form].scopes else "no scope"
        yield f"This form cannot be judged with the scope `{scope}`.", f"It can have {where}."
    if policy.strictly and form not in _STRICT:
        yield "`strictly` says nothing in this form.", "It belongs to `before` and to `to_end_in`."
    if policy.from_start and form != "always_possible":
        yield "`from` says nothing in this form.", "It belongs to `always_possible`."


def _finding(policy: Policy, message: str, help_: str) -> Finding:
    return Finding(message=message, span=policy.span, at=policy.id, help=help_)
