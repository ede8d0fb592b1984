"""Work that is spread over processes: all of it is done, in order, and what is found is the same on any number."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.promises import tree
from fingerpost import cores
from fingerpost.audit import audit
from fingerpost.cores import spread
from fingerpost.load import Loaded, load_text
from fingerpost.policies import Verdict, judge_all, judgements
from support.today import TODAY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere one process does it all")
HERE = os.getpid()


def alone(work: Callable[[], object]) -> str:
    """Run a function of this file in a process without other threads, which pytest's workers have; what it printed."""
    code = f"import test_cores; test_cores.{work.__name__}()"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=Path(__file__).parent, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def slowly(number: int) -> tuple[int, int]:
    """The number, and who had it: slow enough for all to get some."""
    time.sleep(0.002)
    return number, os.getpid()


def units(count: int) -> list[Callable[[], tuple[int, int]]]:
    return [partial(slowly, number) for number in range(count)]


def everything_in_order() -> None:
    cores.PATIENCE = 0
    for jobs in (2, 3, 5):
        done = spread(units(60), jobs=jobs)
        assert [number for number, _ in done] == list(range(60))
        assert 2 <= len({process for _, process in done}) <= jobs
    assert {process for _, process in spread(units(5), jobs=1)} == {HERE}
    assert spread([], jobs=2) == []


def test_everything_is_done_once_and_in_order() -> None:
    alone(everything_in_order)


def more_than_tickets() -> None:
    cores.PATIENCE = 0
    long = [partial("{:09}".format, number) for number in range(100_000)]  # more than a pipe holds, too
    assert spread(long, jobs=3) == [f"{number:09}" for number in range(100_000)]


def test_there_may_be_more_units_than_tickets_and_more_results_than_a_pipe_holds() -> None:
    alone(more_than_tickets)


def little_work() -> None:
    done = spread(units(5), jobs=2)
    assert [number for number, _ in done] == list(range(5))
    assert {process for _, process in done} == {HERE}


def test_little_work_stays_in_one_process() -> None:
    alone(little_work)


def threads() -> None:
    cores.PATIENCE = 0
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    done = spread(units(20), jobs=2)
    stop.set()
    other.join()
    assert {process for _, process in done} == {HERE}


def test_a_process_with_threads_is_not_copied() -> None:
    alone(threads)


def dies(number: int, how: Callable[[], object]) -> tuple[int, int]:
    if os.getpid() != HERE and number % 7 == 3:
        how()
    return slowly(number)


def killed() -> None:
    cores.PATIENCE = 0
    ways: list[Callable[[], object]] = [
        partial(os._exit, 1),
        partial(sys.exit, 0),
        lambda: os.kill(os.getpid(), signal.SIGKILL),
        lambda: 1 / 0,
    ]
    for how in ways:
        done = spread([partial(dies, number, how) for number in range(60)], jobs=3)
        assert [number for number, _ in done] == list(range(60))


def test_what_a_process_did_not_finish_is_done_again() -> None:
    alone(killed)


def wrong(number: int) -> int:
    if number == 5:
        raise ValueError("The work is wrong.")
    return slowly(number)[0]


def raises() -> None:
    cores.PATIENCE = 0
    for _ in range(10):
        with pytest.raises(ValueError, match=r"The work is wrong\."):
            spread([partial(wrong, number) for number in range(12)], jobs=3)
    with pytest.raises(ChildProcessError):  # none is left behind
        os.wait()
    assert len(list(Path("/proc/self/fd").iterdir())) == 4  # those of every process, and the folder itself


def test_an_error_is_raised_here_and_no_process_is_left() -> None:
    alone(raises)


def no_more_processes() -> None:
    cores.PATIENCE = 0
    begun: list[int] = []
    fork = os.fork

    def full() -> int:
        begun.append(1)
        if len(begun) % 2 == 0:
            raise BlockingIOError("Resource temporarily unavailable")
        return fork()

    os.fork = full
    for _ in range(2):
        assert [number for number, _ in spread(units(30), jobs=4)] == list(range(30))
    assert len(begun) == 4


def test_where_no_more_processes_may_begin_those_that_there_are_do_it_all() -> None:
    alone(no_more_processes)


def forgotten() -> None:
    cores.PATIENCE = 0
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    assert [number for number, _ in spread(units(30), jobs=2)] == list(range(30))


def test_a_system_that_forgets_what_has_ended_loses_nothing() -> None:
    alone(forgotten)


def printing() -> None:
    cores.PATIENCE = 0
    sys.stdout.write("once")
    spread(units(20), jobs=3)


def test_what_waits_to_be_printed_is_printed_once() -> None:
    assert alone(printing) == "once"


# What is found -----------------------------------------------------------------------------------------------------


def a_site(seed: int) -> Loaded:
    """Five trees with policies, in which some targets and tags are not what they were, and two in one another."""
    random = Random(seed)  # noqa: S311 - the same sites each time
    files = {"trees/_site.yaml": 'policies: {s: {after: "urgency:now", require: "urgency:today", because: Why.}}\n'}
    for number in range(5):
        made = tree(random.choice((10, 30, 80)), policies=random.choice((0, 13, 26)))
        for _ in range(random.randrange(4)):
            _break(made["nodes"], random)
        files[f"trees/t{number}.yaml"] = json.dumps(made)
    inner = "title: In\nnodes:\n  go: {{tree: {}, outcomes: {{there: there}}}}\n  there: {{outcome: There}}\n"
    files |= {f"trees/{name}.yaml": inner.format(other) for name, other in (("x", "y"), ("y", "x"))}
    return load_text(files, today=TODAY)


def _break(nodes: dict[str, Any], random: Random) -> None:
    node = nodes[random.choice([name for name, node in nodes.items() if "options" in node])]
    option = random.choice(list(node["options"]))
    to = random.choice([*nodes, "tree:t0", "nowhere"])
    match random.randrange(3):
        case 0:
            node["options"][option] = to
        case 1:
            node["options"][option] = {"text": "Call 911", "to": to, "tags": ["unknown"]}
        case 2:
            node.pop("tags", None)


def sites_alike() -> None:
    cores.PATIENCE = 0
    codes: set[str] = set()
    for seed in range(15):
        found = audit(a_site(seed))
        codes |= {one.code for one in found}
        for jobs in (2, 3):
            assert audit(a_site(seed), jobs=jobs) == found, (seed, jobs)
    assert codes >= {"violated-policy", "vacuous-policy", "missing-target", "walkable-loop", "literal-number"}
    assert "subtree-contains-itself" in codes


def test_what_is_found_is_the_same_on_any_number_of_processes() -> None:
    alone(sites_alike)


def promises(seed: int) -> Iterator[Any]:
    random = Random(seed)  # noqa: S311 - the same trees each time
    made = tree(400, policies=52)
    for _ in range(seed * 5):
        _break(made["nodes"], random)
    site = load_text(
        {"trees/a.yaml": json.dumps(made).replace("nowhere", "bye").replace("tree:t0", "bye")}, today=TODAY
    )
    for jobs in (1, 2, 3):
        own = load_text({path: source.text for path, source in site.site.files.items()}, today=TODAY).site
        if jobs > 1:
            judge_all(own, jobs=jobs)
        found = list(judgements(own.trees["a"], own))
        assert all(one.policy is own.trees["a"].policies[one.policy.id] for one in found)
        yield found


def judgements_alike() -> None:
    cores.PATIENCE = 0
    verdicts: set[Verdict] = set()
    for seed in range(3):
        one, two, three = promises(seed)
        assert len(one) == 52
        assert one == two == three
        verdicts |= {judged.verdict for judged in one}
    assert verdicts == {Verdict.HOLDS, Verdict.VIOLATED}


def test_the_policies_of_one_large_tree_are_judged_alike_by_several_processes() -> None:
    alone(judgements_alike)


def policies_apart() -> None:
    """Which process judged, told by the judgements that it has when they are asked for."""
    from fingerpost.policies import judging, keeping

    cores.PATIENCE = 0
    here: list[str] = []
    judge = judging.judge

    def counted(policy: Any, *rest: Any) -> Any:  # noqa: ANN401
        here.append(policy.id)
        return judge(policy, *rest)

    keeping.judge = counted  # type: ignore[attr-defined]
    site = load_text({"trees/a.yaml": json.dumps(tree(2000, policies=52))}, today=TODAY).site
    judge_all(site, jobs=2)
    assert 0 < len(here) < 52
    assert len(judging._judged[site]) == 52


def test_the_policies_of_one_tree_are_judged_by_more_than_one_process() -> None:
    alone(policies_apart)


def test_the_command_finds_the_same_with_any_number_of_jobs(tmp_path: Path) -> None:
    for path, source in a_site(3).site.files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(source.text)
    command = [sys.executable, "-m", "fingerpost", "check", "--today", TODAY.isoformat()]
    told = [
        subprocess.run([*command, "--jobs", str(jobs)], cwd=tmp_path, capture_output=True, text=True)
        for jobs in (1, 2, 4)
    ]
    assert [one.returncode for one in told] == [1, 1, 1], told[0].stderr
    assert told[0].stdout == told[1].stdout == told[2].stdout
    assert "violated-policy" in told[0].stdout
