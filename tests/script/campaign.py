"""The walks of the script against those of `paths`, in many more random sites than the tests have time for.

.venv/bin/python tests/script/campaign.py [how many] [seed]
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from fingerpost.model import Site
from support import trees
from support.walking import Node
from test_script import differences


def main(many: int = 20_000, first: int = 0) -> None:
    """Walk once in each of many sites, and end at the first difference."""
    node, done = Node(), 0

    @seed(first)
    @settings(
        max_examples=many,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(site=trees.sites(), name=st.sampled_from(trees.NAMES), choose=st.randoms(use_true_random=False))
    def walk(site: Site, name: str, choose: random.Random) -> None:
        nonlocal done
        found = list(differences(node, site, name, choose))
        assert not found, found
        done += 1

    walk()
    node.close()
    print(f"{done} walks, no difference")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
