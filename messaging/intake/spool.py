"""Where webhooks wait while Postgres is away: a file of this process, synced to disk with every record.

    record = magic, length of key, length of body, crc32 of both, key, body

A torn tail (the machine went down while it was written) is recognised by length and checksum; whoever sent it was not
answered, and sends it again. The process that wrote a file drains it; files of processes that are gone are adopted.
"""

from __future__ import annotations

import fcntl
import logging
import os
import struct
import threading
import uuid
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

HEAD = struct.Struct(">4sHII")
MAGIC = b"CJ1\n"
SUFFIX = ".spool"
# A file that ends in the middle of a record, or was damaged, is kept for a person under this name.
BROKEN = ".broken"

log = logging.getLogger(__name__)


class SpoolFailed(Exception):
    """It could not be written to disk either: whoever sent it must send it again."""


class Record(NamedTuple):
    """One webhook; its place says which one it is, however often it is read."""

    app_key: str
    body: bytes
    place: str


class Spool:
    """The file of one process, opened at first use. `most_bytes` are for the whole folder, all processes together."""

    def __init__(self, folder: Path, *, most_bytes: int) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self.lock = threading.Lock()
        self.file: BinaryIO | None = None
        self.path: Path | None = None
        # The file that waits to be drained; open, since it is locked as long as it is.
        self.closed: tuple[Path, BinaryIO] | None = None

    def write(self, app_key: str, body: bytes) -> None:
        """Keep one webhook; it is on disk when this returns.

        :raises SpoolFailed: if it is not, or the spool is full
        """
        key = app_key.encode()
        head = HEAD.pack(MAGIC, len(key), len(body), zlib.crc32(body, zlib.crc32(key)))
        with self.lock:
            try:
                file = self.file or self.open()
                begins = file.tell()
                if size_of(self.folder) + len(body) > self.most_bytes:
                    raise SpoolFailed
                try:
                    file.write(head + key + body)
                    file.flush()
                    os.fsync(file.fileno())
                except OSError:
                    # Half a record would hide all that come after it.
                    file.truncate(begins)
                    file.seek(begins)
                    raise
            except OSError as error:
                raise SpoolFailed from error

    def open(self) -> BinaryIO:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path, file = open_locked(self.folder)
        try:
            sync_folder(self.folder)
        except OSError:
            file.close()
            raise
        self.path, self.file = path, file
        return file

    def is_empty(self) -> bool:
        """Return whether this process has nothing on disk."""
        return self.file is None and self.closed is None

    def drain(self, keep: Callable[[Record], None]) -> int:
        """Hand over a file of records, forget it, and return how many there were; what fails is handed over again next time.

        Called by one thread. New records go to a file of their own meanwhile: nobody waits for the draining. As long as
        one file waits no second one is closed: an outage of hours leaves two files open, however often this is tried.
        """
        with self.lock:
            if self.closed is None and self.file is not None and self.path is not None:
                self.closed = (self.path, self.file)
                self.file = self.path = None
        if self.closed is None:
            return 0
        path, file = self.closed
        count = hand_over(path, keep)
        path.unlink()
        file.close()
        self.closed = None
        return count


def open_locked(folder: Path) -> tuple[Path, BinaryIO]:
    """Return a new file and its path. As long as it is open nobody adopts it."""
    while True:
        path = folder / f"{uuid.uuid4().hex}{SUFFIX}"
        file = path.open("xb")
        try:
            fcntl.flock(file, fcntl.LOCK_EX)
            # Somebody may have adopted and removed it before it was locked: what is written to it would be lost.
            if path.exists():
                return path, file
        except OSError:
            file.close()
            raise
        file.close()


def sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def size_of(folder: Path) -> int:
    """Return how many bytes wait in a folder, of all processes."""
    count = 0
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(SUFFIX):
                with suppress(FileNotFoundError):  # drained meanwhile
                    count += entry.stat().st_size
    return count


def adopt(folder: Path, keep: Callable[[Record], None]) -> int:
    """Drain the files of processes that are gone, and return how many records they had."""
    count = 0
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        try:
            with path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                count += hand_over(path, keep)
                path.unlink()
        except (BlockingIOError, FileNotFoundError):
            continue  # somebody is at it
    return count


def hand_over(path: Path, keep: Callable[[Record], None]) -> int:
    count = 0
    for record in read_records(path):
        keep(record)
        count += 1
    return count


def read_records(path: Path) -> Iterator[Record]:
    """Yield the whole records of a file; what is left behind the last of them is set aside under another name."""
    with path.open("rb") as file:
        while head := file.read(HEAD.size):
            begins = file.tell() - len(head)
            record = read_record(file, head)
            if record is None:
                set_aside(path, begins)
                return
            key, body = record
            yield Record(key.decode(), body, f"{path.stem}-{begins}")


def read_record(file: BinaryIO, head: bytes) -> tuple[bytes, bytes] | None:
    """Return key and body, None if they are not all there or not as they were written."""
    if len(head) < HEAD.size:
        return None
    magic, key_length, body_length, checksum = HEAD.unpack(head)
    if magic != MAGIC:
        return None
    key, body = file.read(key_length), file.read(body_length)
    is_whole = len(key) == key_length and len(body) == body_length and zlib.crc32(body, zlib.crc32(key)) == checksum
    return (key, body) if is_whole else None


def set_aside(path: Path, begins: int) -> None:
    rest = path.read_bytes()[begins:]
    path.with_suffix(BROKEN).write_bytes(rest)
    log.error("a spool file ends in a broken record", extra={"file": path.name, "bytes": len(rest)})
