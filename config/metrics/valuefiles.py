"""Reads, adds up and writes the files in which prometheus_client keeps values; knows nothing of processes."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from prometheus_client.mmap_dict import MmapedDict

TYPE_AND_NAME = re.compile(r"(?P<kind>counter|histogram|summary|gauge_[a-z]+)_(?P<owner>\d+(-[0-9a-f]+)?)\.db")

# The archive's owner: no process has the number 0.
ARCHIVE = "0"
# What reading a damaged file raises, from the library's own reading to the shape of its keys.
DAMAGE = (struct.error, RuntimeError, ValueError, TypeError, AttributeError, OverflowError)


class ValueFile(NamedTuple):
    """One file: what kind of values, and whose."""

    path: Path
    kind: str
    owner: str


class Entry(NamedTuple):
    """One value, and the moment it was set (0 but for gauges that keep the most recent)."""

    value: float
    at: float


def add(one: Entry, other: Entry) -> Entry:
    """Return the sum, of the later moment."""
    return Entry(one.value + other.value, max(one.at, other.at))


def latest(one: Entry, other: Entry) -> Entry:
    """Return the one that was set last."""
    return max(one, other, key=lambda entry: entry.at)


# How values outlive their process. What is not here says something about a living process only, and goes with it.
FOLDS: dict[str, Callable[[Entry, Entry], Entry]] = {
    "counter": add,
    "histogram": add,
    "summary": add,
    "gauge_sum": add,
    "gauge_min": min,
    "gauge_max": max,
    "gauge_mostrecent": latest,
}


def list_files(folder: Path) -> list[ValueFile]:
    """Return the value files of a folder; whatever else lies there is left alone."""
    found = ((path, TYPE_AND_NAME.fullmatch(path.name)) for path in folder.iterdir())
    return [ValueFile(path, match["kind"], match["owner"]) for path, match in found if match]


def read_values(path: Path) -> dict[str, Entry]:
    """Return a file's values by their key.

    :raises ValueError: and the rest of DAMAGE, if the file is torn or is something else
    """
    check_length(path)
    values: dict[str, Entry] = {}
    for key, value, at, _ in MmapedDict.read_all_values_from_file(str(path)):  # type: ignore[no-untyped-call]
        # Checked one by one: a negative length in a damaged file would otherwise be walked round for ever.
        check_key(key)
        values[key] = Entry(value, at)
    return values


def check_length(path: Path) -> None:
    """Refuse a file that is shorter than its head says, which the library may take for one without values.

    :raises ValueError: and the rest of DAMAGE
    """
    with path.open("rb") as file:
        (used,) = struct.unpack("i", file.read(4))
    if not 0 <= used <= path.stat().st_size:
        raise ValueError(f"{path.name} says that it has {used} bytes")


@lru_cache(maxsize=10_000)
def check_key(key: str) -> None:
    """Refuse what is no key of the library's; remembered, since the files of a thousand dead have the same keys.

    :raises ValueError: and the rest of DAMAGE
    """
    _metric, _sample, labels, _help = json.loads(key)
    labels.items()


def fold_values(kind: str, files: Iterable[dict[str, Entry]]) -> dict[str, Entry]:
    """Return the values of several files as those of one."""
    fold = FOLDS[kind]
    total: dict[str, Entry] = {}
    for values in files:
        for key, entry in values.items():
            total[key] = fold(total[key], entry) if key in total else entry
    return total


def write_values(path: Path, values: dict[str, Entry]) -> None:
    """Write a file in the library's format, by plain writes: a full disk is then an OSError and not a SIGBUS."""
    body = b"".join(encode_entry(key, entry) for key, entry in values.items())
    path.write_bytes(struct.pack("i4x", 8 + len(body)) + body)


def encode_entry(key: str, entry: Entry) -> bytes:
    """Return one entry: the key's length, the key filled up to eight bytes, the value and its moment."""
    text = key.encode()
    padded = text + b" " * (8 - (len(text) + 4) % 8)
    return struct.pack(f"i{len(padded)}sdd", len(text), padded, entry.value, entry.at)
