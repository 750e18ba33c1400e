"""Webhooks that wait on disk while Postgres is away: none is lost, none counts twice, a torn one harms no other."""

from __future__ import annotations

import fcntl
import runpy
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from messaging.intake import receive
from messaging.intake.spool import BROKEN, SUFFIX, Record, Spool, SpoolFailed, adopt, read_records
from messaging.models import RawEvent
from proof.faults.processes import wait_for
from tests.messaging.line import renew_intake

MUCH = 1 << 30


def written(folder: Path, *bodies: bytes) -> Spool:
    spool = Spool(folder, most_bytes=MUCH)
    for body in bodies:
        spool.write("default", body)
    return spool


def count_open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_what_was_written_is_handed_over_once_and_in_order(tmp_path: Path) -> None:
    spool = written(tmp_path, b"one", b"", b"three" * 1000)
    seen: list[Record] = []

    assert spool.drain(seen.append) == 3
    assert spool.drain(seen.append) == 0

    assert [record.body for record in seen] == [b"one", b"", b"three" * 1000]
    assert {record.app_key for record in seen} == {"default"}
    assert list(tmp_path.iterdir()) == []


def test_what_could_not_be_handed_over_is_handed_over_next_time_under_the_same_place(tmp_path: Path) -> None:
    spool = written(tmp_path, b"one", b"two")
    seen: list[Record] = []

    def fails_at_the_second(record: Record) -> None:
        if record.body == b"two" and len(seen) == 1:
            seen.append(record)
            raise ConnectionError
        seen.append(record)

    with pytest.raises(ConnectionError):
        spool.drain(fails_at_the_second)
    spool.drain(seen.append)

    assert [record.body for record in seen] == [b"one", b"two", b"one", b"two"]
    assert len({record.place for record in seen}) == 2


def test_new_ones_come_while_old_ones_are_drained(tmp_path: Path) -> None:
    spool = written(tmp_path, b"old")

    spool.drain(lambda _record: spool.write("default", b"new"))

    seen: list[Record] = []
    spool.drain(seen.append)
    assert [record.body for record in seen] == [b"new"]


def test_a_file_whose_process_is_gone_is_adopted_and_one_in_use_is_not(tmp_path: Path) -> None:
    gone, alive = written(tmp_path, b"gone"), written(tmp_path, b"alive")
    assert gone.file is not None
    gone.file.close()
    seen: list[Record] = []

    adopt(tmp_path, seen.append)

    assert [record.body for record in seen] == [b"gone"]
    assert alive.drain(seen.append) == 1


@given(cut=st.integers(min_value=1, max_value=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_a_torn_tail_is_set_aside_and_what_is_whole_is_read(tmp_path: Path, cut: int) -> None:
    spool = written(tmp_path, b"whole", b"torn" * 9)
    assert spool.path is not None
    assert spool.file is not None
    spool.file.close()
    size = spool.path.stat().st_size
    with spool.path.open("r+b") as file:
        file.truncate(size - cut)

    records = [record.body for record in read_records(spool.path)]

    assert records == [b"whole"]
    assert spool.path.with_suffix(BROKEN).exists()
    for file_path in tmp_path.iterdir():
        file_path.unlink()


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    spool = written(tmp_path, b"as it came")
    assert spool.path is not None
    assert spool.file is not None
    spool.file.close()
    spool.path.write_bytes(spool.path.read_bytes().replace(b"came", b"cane"))

    assert list(read_records(spool.path)) == []


def test_a_full_spool_refuses_and_keeps_what_it_has(tmp_path: Path) -> None:
    spool = Spool(tmp_path, most_bytes=100)
    spool.write("default", b"x" * 50)

    with pytest.raises(SpoolFailed):
        spool.write("default", b"y" * 90)

    seen: list[Record] = []
    spool.drain(seen.append)
    assert [record.body for record in seen] == [b"x" * 50]


def test_the_whole_folder_is_measured_and_not_each_file(tmp_path: Path) -> None:
    first, second = (Spool(tmp_path, most_bytes=150) for _ in range(2))
    first.write("default", b"x" * 50)

    second.write("default", b"y" * 50)

    for spool in (first, second):
        with pytest.raises(SpoolFailed):
            spool.write("default", b"z" * 50)
    assert [spool.drain(lambda _record: None) for spool in (first, second)] == [1, 1]


def test_a_long_outage_leaves_no_more_than_two_files(tmp_path: Path) -> None:
    spool = Spool(tmp_path, most_bytes=MUCH)
    open_before = count_open_files()

    def is_away(_record: Record) -> None:
        raise ConnectionError

    for number in range(50):
        spool.write("default", b"%d" % number)
        with pytest.raises(ConnectionError):
            spool.drain(is_away)

    assert count_open_files() <= open_before + 2
    seen: list[Record] = []
    while spool.drain(seen.append):
        pass
    assert [record.body for record in seen] == [b"%d" % number for number in range(50)]
    assert list(tmp_path.iterdir()) == []


def test_a_file_adopted_before_it_was_locked_gets_no_records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else looks through the folder in the moment between making a file and locking it, once."""
    lock = fcntl.flock
    done: list[int] = []

    def lock_late(file: Any, how: int) -> None:
        if not done:
            done.append(1)
            adopt(tmp_path, lambda _record: None)
        lock(file, how)

    monkeypatch.setattr(fcntl, "flock", lock_late)

    spool = written(tmp_path, b"answered with 200")

    assert spool.path is not None
    assert [record.body for record in read_records(spool.path)] == [b"answered with 200"]
    spool.drain(lambda _record: None)


@pytest.mark.django_db(transaction=True)
def test_a_web_process_drains_at_its_start_what_the_last_one_left(tmp_path: Path, settings: LazySettings) -> None:
    settings.WEBHOOK_SPOOL = tmp_path
    gone = written(tmp_path, b"overnight")
    assert gone.file is not None
    gone.file.close()
    renew_intake()

    runpy.run_path("config/wsgi.py")

    wait_for(RawEvent.objects.exists, within=10, what="the webhook of the process before")
    assert bytes(RawEvent.objects.get().body) == b"overnight"
    receive.intake.ended.set()
    assert receive.intake.thread is not None
    receive.intake.thread.join(timeout=10)
    renew_intake()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(SpoolFailed):
        Spool(tmp_path / "file", most_bytes=MUCH).write("default", b"x")
    assert not list(tmp_path.glob(f"*{SUFFIX}"))
