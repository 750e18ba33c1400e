"""Webhooks that wait on disk while Postgres is away: none is lost, none counts twice, a torn one harms no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from messaging.intake.spool import BROKEN, SUFFIX, Record, Spool, SpoolFailed, adopt, read_records

MUCH = 1 << 30


def written(folder: Path, *bodies: bytes) -> Spool:
    spool = Spool(folder, most_bytes=MUCH)
    for body in bodies:
        spool.write("default", body)
    return spool


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


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(SpoolFailed):
        Spool(tmp_path / "file", most_bytes=MUCH).write("default", b"x")
    assert not list(tmp_path.glob(f"*{SUFFIX}"))
