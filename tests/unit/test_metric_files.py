"""The metrics of many processes: each value counted once, whatever way its process ends."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.metrics.multiprocess import locked, merge_dead, scrape
from tests.config.metric_processes import CHILDREN, LIVING, ROOT, read, run

GAUGES = """
import sys
from pathlib import Path
from config.metrics.multiprocess import start

start(Path(sys.argv[1]))

from prometheus_client import Gauge

for mode in ("livesum", "liveall", "all", "sum", "min", "max", "mostrecent"):
    Gauge(f"g_{mode}", "A gauge", multiprocess_mode=mode).set(float(sys.argv[2]))
"""

MERGING = """
import sys
from pathlib import Path
from config.metrics.multiprocess import merge_dead

while not Path(sys.argv[2]).exists():
    merge_dead(Path(sys.argv[1]))
"""

# Folds the dead of a copy of the folder, again and again, and dies each time one file operation later.
DYING = """
import os, shutil, signal, sys
from pathlib import Path
from config.metrics.multiprocess import merge_dead

source, steps = Path(sys.argv[1]), 0
while True:
    steps += 1
    copy = source.with_name(f"copy-{steps}")
    shutil.copytree(source, copy)
    if child := os.fork():
        if os.waitpid(child, 0)[1] == 0:
            break
        continue
    seen = 0

    def die_in_time(event, arguments):
        global seen
        if event in ("open", "os.rename", "os.remove"):
            seen += 1
            if seen == steps:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(die_in_time)
    merge_dead(copy)
    os._exit(0)
"""

FORKING = """
import os, sys, time
from pathlib import Path
from config.metrics.multiprocess import locked

folder = Path(sys.argv[1])
with locked(folder, wait=0):
    child = os.fork()
    if not child:
        sys.stdin.read()
        os._exit(0)
with locked(folder, wait=0):
    sys.stdout.write("free")
"""


@contextmanager
def running(script: str, *arguments: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a script beside the test, and wait for its end if the test goes well."""
    command = [sys.executable, "-c", script, *map(str, arguments)]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise
    assert process.returncode == 0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "metrics"
    path.mkdir()
    return path


def test_counts_of_processes_that_ended_or_were_killed_add_up_exactly(folder: Path) -> None:
    run(CHILDREN, folder, 50)

    values = read(scrape(folder))

    assert values["jobs_total{queue=nlu}"] == 100
    assert values["jobs_total{queue=outbound}"] == 50
    assert values["job_seconds_sum{queue=nlu}"] == 200
    assert values["job_seconds_count{queue=nlu}"] == 100
    assert values["job_seconds_bucket{le=1.0,queue=nlu}"] == 0
    assert values["job_seconds_bucket{le=5.0,queue=nlu}"] == 100
    assert values["job_seconds_bucket{le=+Inf,queue=nlu}"] == 100


def test_fifty_dead_processes_leave_one_file_for_each_kind(folder: Path) -> None:
    run(CHILDREN, folder, 50)

    merge_dead(folder)

    assert {path.name for path in folder.iterdir()} == {"lock", "counter_0.db", "histogram_0.db"}


def test_folding_again_changes_nothing(folder: Path) -> None:
    run(CHILDREN, folder, 10)
    before = read(scrape(folder))

    assert merge_dead(folder) == 0
    assert read(scrape(folder)) == before


def test_a_scrape_never_sees_a_counter_fall_while_two_processes_fold(folder: Path, tmp_path: Path) -> None:
    done = tmp_path / "done"
    seen = [0.0]

    with running(MERGING, folder, done), running(MERGING, folder, done):
        with running(CHILDREN, folder, 25) as one, running(CHILDREN, folder, 25) as other:
            while one.poll() is None or other.poll() is None:
                seen.append(read(scrape(folder, wait=30)).get("jobs_total{queue=nlu}", 0))
        done.touch()

    assert seen == sorted(seen)
    assert read(scrape(folder))["jobs_total{queue=nlu}"] == 100


def test_a_fold_killed_at_any_step_neither_loses_nor_doubles_a_value(folder: Path) -> None:
    run(CHILDREN, folder, 3)
    merge_dead(folder)
    run(CHILDREN, folder, 3)

    run(DYING, folder)

    copies = list(folder.parent.glob("copy-*"))
    assert len(copies) > 10
    assert {read(scrape(copy))["jobs_total{queue=nlu}"] for copy in copies} == {12}
    assert {read(scrape(copy))["job_seconds_sum{queue=nlu}"] for copy in copies} == {24}


def test_a_fold_leaves_the_files_of_a_living_process_alone_until_it_is_killed(folder: Path) -> None:
    command = [sys.executable, "-c", LIVING, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as living:
        assert living.stdout is not None
        living.stdout.readline()

        assert merge_dead(folder) == 0
        assert read(scrape(folder))["jobs_total{queue=nlu}"] == 7

        living.kill()

    assert merge_dead(folder) == 1
    assert read(scrape(folder))["jobs_total{queue=nlu}"] == 7


def test_a_process_that_ends_as_it_should_folds_the_dead_before_it(folder: Path) -> None:
    run(CHILDREN, folder, 5)

    run(LIVING, folder)

    assert len(list(folder.glob("counter_*"))) == 2
    assert read(scrape(folder))["jobs_total{queue=nlu}"] == 17


def test_a_dead_process_is_folded_though_its_pid_belongs_to_another_now(folder: Path) -> None:
    run(CHILDREN, folder, 1)
    for path in list(folder.iterdir()):
        path.rename(path.with_name(re.sub(r"\d+(?=-)", str(os.getpid()), path.name)))

    assert merge_dead(folder) > 0
    assert read(scrape(folder))["jobs_total{queue=nlu}"] == 2
    assert not list(folder.glob(f"*{os.getpid()}*"))


def test_a_process_with_plain_pids_in_its_file_names_is_folded_when_that_pid_is_gone(folder: Path) -> None:
    plain = CHILDREN.replace("start(Path(sys.argv[1]))", "os.environ['PROMETHEUS_MULTIPROC_DIR'] = sys.argv[1]")
    run(plain.replace("from config.metrics.multiprocess import start", ""), folder, 2)
    dead = next(folder.glob("counter_*.db"))
    (folder / f"counter_{os.getpid()}.db").write_bytes(dead.read_bytes())

    merge_dead(folder)

    assert {path.name for path in folder.glob("counter_*")} == {"counter_0.db", f"counter_{os.getpid()}.db"}


def test_gauges_of_the_dead_keep_only_what_still_means_something(folder: Path) -> None:
    run(GAUGES, folder, 5)
    run(GAUGES, folder, 3)

    values = read(scrape(folder))

    kept = {name: value for name, value in values.items() if name.startswith("g_")}
    assert kept == {"g_sum{}": 8, "g_min{}": 3, "g_max{}": 5, "g_mostrecent{}": 3}


def test_a_folder_that_stays_locked_makes_a_scrape_give_up_and_a_fold_pass(folder: Path) -> None:
    with locked(folder, wait=0):
        with pytest.raises(TimeoutError):
            scrape(folder, wait=0.02)
        assert merge_dead(folder) == 0


def test_a_child_forked_under_the_lock_does_not_keep_it(folder: Path) -> None:
    command = [sys.executable, "-c", FORKING, str(folder)]
    result = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True)

    assert result.stdout == "free"
