"""Counts of many processes in one folder: each writes its own files, and one lock lets nobody see a value twice."""

from __future__ import annotations

import atexit
import fcntl
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import Metric, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from config.metrics.archive import list_broken, settle
from config.metrics.presence import Presence
from config.metrics.valuefiles import DAMAGE, list_files


def start(folder: Path) -> None:
    """Have this process and its forks count into the folder. Must run before the first metric is made."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    values.ValueClass = values.MultiProcessValue(Presence(folder))  # type: ignore[no-untyped-call]
    atexit.register(merge_dead, folder)


def merge_dead(folder: Path, *, wait: float = 0) -> int:
    """Fold what dead processes left, and return how many they were. Does nothing while somebody else is at it."""
    try:
        with locked(folder, wait=wait):
            return settle(folder)
    except (TimeoutError, FileNotFoundError):
        return 0


def scrape(folder: Path, *, wait: float = 0.3) -> list[Metric]:
    """Return the metrics of all processes, dead and alive.

    :raises TimeoutError: if another process keeps the folder locked for longer than `wait`
    """
    with locked(folder, wait=wait):
        settle(folder)
        metrics, unreadable = read_metrics([file.path for file in list_files(folder)])
        broken = unreadable + len(list_broken(folder))
    return [*metrics, GaugeMetricFamily("conserje_metric_files_broken", "Metric files that cannot be read", broken)]


class FolderCollector(Collector):
    """Lets a registry ask for the metrics of all processes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def collect(self) -> Iterable[Metric]:
        """Return the metrics of all processes."""
        return scrape(self.folder)


@contextmanager
def locked(folder: Path, *, wait: float) -> Iterator[None]:
    """Keep every other scrape and fold out.

    :raises TimeoutError: if the lock is not had in time: one stopped process must not stop the rest
    """
    descriptor = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        take(descriptor, until=time.monotonic() + wait)
        try:
            yield
        finally:
            # Said aloud, because a child forked meanwhile has this file open too, and closing ours would not free it.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def take(descriptor: int, *, until: float) -> None:
    """Take a lock by asking again and again, since flock itself knows no time limit."""
    while True:
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                raise TimeoutError("the metrics folder is locked by another process") from None
            time.sleep(0.002)


def read_metrics(paths: list[Path]) -> tuple[list[Metric], int]:
    """Return the sum of the files, and how many of them could not be read."""
    # A living process makes its file a moment before it gives it a size.
    names = [str(path) for path in paths if path.stat().st_size]
    try:
        return merge(names), 0
    except DAMAGE:
        good = [name for name in names if is_readable(name)]
        return merge(good), len(names) - len(good)


def is_readable(name: str) -> bool:
    """Return whether a file can be read on its own."""
    try:
        merge([name])
    except DAMAGE:
        return False
    return True


def merge(names: list[str]) -> list[Metric]:
    """Return the sum of the files as the library reckons it."""
    return list(MultiProcessCollector.merge(names))  # type: ignore[no-untyped-call]
