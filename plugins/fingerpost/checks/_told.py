"""Whether an error of one check is told anyway, so that another need not tell what follows from it."""

from fingerpost.checks.unused_waiver import never
from fingerpost.model import Site, Tree


def is_told(code: str, at: str, tree: Tree, site: Site) -> bool:
    """Whether what a check finds at a place stops the build: no level takes that from it, and no waiver."""
    level = site.levels.get(code)
    if level is not None and level.id != "error":
        return False
    return code in never(site) or all((one.check.id, one.at.id) != (code, at) for one in tree.allow)
