"""Metric files that are damaged, and disks that are full: set aside, counted, and in nobody's way."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.metrics.archive import KEPT_BROKEN
from config.metrics.multiprocess import merge_dead, scrape
from tests.config.metric_processes import CHILDREN, read, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "metrics"
    path.mkdir()
    return path


# A head that is sound, and a first key of negative length.
TORN = b"\x40\0\0\0\0\0\0\0" + b"\xe4\xff\xff\xff" * 20


@pytest.mark.parametrize(
    "damage", [b"", b"\1", b"\xff" * 100, b"{}" * 100, TORN], ids=["empty", "short", "ff", "text", "torn"]
)
def test_a_damaged_file_is_set_aside_and_counted_and_the_rest_still_adds_up(folder: Path, damage: bytes) -> None:
    run(CHILDREN, folder, 2)
    owner = next(folder.glob("counter_*.db")).stem.removeprefix("counter_")
    (folder / f"summary_{owner}.db").write_bytes(damage)

    values = read(scrape(folder))

    assert values["jobs_total{queue=nlu}"] == 4
    assert values["conserje_metric_files_broken{}"] == 1
    assert [path.name for path in folder.glob("*.broken")] == [f"summary_{owner}.broken"]


def test_a_damaged_file_of_a_living_process_is_counted_and_passed_over(folder: Path) -> None:
    run(CHILDREN, folder, 2)
    (folder / f"counter_{os.getpid()}.db").write_bytes(TORN)

    values = read(scrape(folder))

    assert values["jobs_total{queue=nlu}"] == 4
    assert values["conserje_metric_files_broken{}"] == 1


def test_a_file_that_has_no_size_yet_is_no_damage(folder: Path) -> None:
    (folder / f"counter_{os.getpid()}.db").touch()

    assert read(scrape(folder)) == {"conserje_metric_files_broken{}": 0}


def test_damaged_files_are_not_kept_without_end(folder: Path) -> None:
    for number in range(KEPT_BROKEN + 5):
        (folder / f"counter_{number + 1}-1.db").write_bytes(b"\xff")
        (folder / f"{number + 1}-1.alive").touch()

    merge_dead(folder)

    assert len(list(folder.glob("*.broken"))) == KEPT_BROKEN


@given(st.data())
def test_a_file_with_any_byte_changed_or_cut_off_stops_nothing(sound_file: bytes, data: st.DataObject) -> None:
    changed = bytearray(sound_file)
    for _ in range(data.draw(st.integers(1, 4))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(changed)))

    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "counter_1-1.db").write_bytes(changed[:cut])
        (Path(name) / "1-1.alive").touch()
        scrape(Path(name))

        assert not list(Path(name).glob("counter_1-1.db"))


@pytest.fixture(scope="module")
def sound_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("sound")
    run(CHILDREN, folder, 1)
    merge_dead(folder)
    return (folder / "counter_0.db").read_bytes()


def test_a_disk_without_room_leaves_the_dead_where_they_are(folder: Path) -> None:
    run(CHILDREN, folder, 2)
    # Nothing can be written where a folder stands in the way, as on a full disk.
    (folder / "counter_0.next").mkdir()

    assert read(scrape(folder))["jobs_total{queue=nlu}"] == 4
    assert not (folder / "counter_0.db").exists()


def test_a_plan_that_the_disk_lost_is_no_plan(folder: Path) -> None:
    run(CHILDREN, folder, 2)
    (folder / "plan.json").write_bytes(b"\0" * 40)

    assert read(scrape(folder))["jobs_total{queue=nlu}"] == 4
