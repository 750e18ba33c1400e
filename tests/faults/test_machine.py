"""What is read from the machine, the full disk and the shifted clock, proven on this process and its children."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from proof.faults.machine import free_port, limit_file_size, listens, pss_mb, shifted_clock
from proof.faults.processes import Process, wait_for

Run = Callable[..., Process]
DAY = 86_400
CLOCKS = """
import calendar, datetime as d, json, logging, time
print(json.dumps({
    "time": time.time(),
    "time_ns": time.time_ns() / 1e9,
    "localtime": time.mktime(time.localtime()),
    "gmtime": calendar.timegm(time.gmtime()),
    "now": d.datetime.now().timestamp(),
    "now in UTC": d.datetime.now(tz=d.UTC).timestamp(),
    "utcnow": d.datetime.utcnow().replace(tzinfo=d.UTC).timestamp(),
    "today": d.datetime.today().timestamp(),
    "log record": logging.makeLogRecord({}).created,
    "date": time.mktime(d.date.today().timetuple()),
}))
"""
USES = """
import copy, datetime as d, logging, pickle, orjson
now = d.datetime.now(d.UTC)
assert type(now) is type(now + d.timedelta(1)) is d.datetime
assert pickle.loads(pickle.dumps(now)) == copy.deepcopy(now) == now
assert orjson.loads(orjson.dumps(now))
logging.basicConfig(format="%(asctime)s %(message)s")
logging.warning("formatted by a clock that a class keeps as an attribute")
"""


def run_shifted(script: str, shift: object) -> subprocess.CompletedProcess[str]:
    env = {**shifted_clock(0), "CONSERJE_CLOCK_SHIFT": str(shift)}
    return subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("shift", [-400 * DAY, 0, 400 * DAY])
def test_every_usual_clock_is_shifted_alike(shift: int) -> None:
    clocks = json.loads(run_shifted(CLOCKS, shift).stdout)

    days_off = {name: (seen - time.time() - shift) / DAY for name, seen in clocks.items()}

    # A date is the midnight before it: up to a day off, and an hour when summer time begins or ends.
    assert -1.1 < days_off.pop("date") < 0.1
    assert max(map(abs, days_off.values())) < 0.1


def test_timeouts_are_not_shifted() -> None:
    seen = float(run_shifted("import time; print(time.monotonic())", 400 * DAY).stdout)

    assert abs(seen - time.monotonic()) < DAY


def test_a_shifted_moment_is_an_ordinary_datetime() -> None:
    result = run_shifted(USES, DAY)

    assert result.returncode == 0, result.stderr
    assert "formatted by a clock" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("shift", ["tomorrow", "nan", "inf"])
def test_a_shift_that_is_no_number_stops_the_process(shift: str) -> None:
    result = run_shifted("print('started')", shift)

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.endswith(f"CONSERJE_CLOCK_SHIFT must be a number of seconds, not '{shift}'.\n")


def test_what_was_on_the_python_path_stays_on_it() -> None:
    env = shifted_clock(DAY, env={"PYTHONPATH": "ours"})

    assert env["PYTHONPATH"].split(os.pathsep)[1:] == ["ours"]
    assert env["CONSERJE_CLOCK_SHIFT"] == "86400"


def test_a_full_disk_is_an_error_and_not_a_death(run: Run, tmp_path: Path) -> None:
    write = "spool = open('spool', 'wb', buffering=0); spool.write(bytes(4096)); spool.write(b'one more')"

    # A bare environment: measuring coverage in there would need room on that disk too.
    process = run(sys.executable, "-c", write, cwd=tmp_path, env={}, preexec=limit_file_size(4096))

    wait_for(lambda: process.exit_code == 1, within=10, what="the write to fail", process=process)
    assert "File too large" in process.log.read_text()
    assert (tmp_path / "spool").stat().st_size == 4096


def test_memory_is_no_more_than_what_is_resident() -> None:
    resident = psutil.Process().memory_info().rss / 2**20

    assert 1 < pss_mb(os.getpid()) <= resident * 1.1


def test_the_memory_of_one_that_is_gone_is_an_error(run: Run) -> None:
    process = run("true")
    process.stop()

    with pytest.raises(psutil.NoSuchProcess):
        pss_mb(process.pid)


def test_a_free_port_can_be_bound() -> None:
    port = free_port()

    with socket.create_server(("127.0.0.1", port)):
        assert listens(port)
    assert not listens(port)
