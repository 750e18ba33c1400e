"""What a machine gives a process, to be measured or spoilt: ports, memory, disk, clock."""

from __future__ import annotations

import os
import resource
import secrets
import signal
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import psutil

CLOCK = Path(__file__).parent / "clock"
MIB = 1024 * 1024


def pss_mb(pid: int) -> float:
    """Return the memory of one process in MB of 2**20 bytes, each shared page divided by those who share it.

    Where the system does not tell (macOS), the resident size, which counts shared pages in full for everyone.

    :raises psutil.NoSuchProcess: if it is gone
    """
    if not Path("/proc/self/smaps_rollup").exists():
        return float(psutil.Process(pid).memory_info().rss) / MIB
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        raise psutil.NoSuchProcess(pid) from None
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def free_port() -> int:
    """Return a loopback port that nobody listens on, outside the range that systems use for outgoing calls.

    Not drawn with `random`: the tests' seed would give the same port to tests that run side by side.
    """
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port


def listens(port: int) -> bool:
    """Say whether a loopback port accepts connections."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=0.2):
        return True
    return False


def limit_file_size(n_bytes: int) -> Callable[[], None]:
    """Return a `preexec` under which every file of the process is full at `n_bytes`, its log included.

    Writing beyond fails with EFBIG where a full disk says ENOSPC: an OSError both, but code that looks closer can tell.
    """

    def limit() -> None:
        # Ignored, or the process would die of the signal and never see the failed write. Survives the exec.
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (n_bytes, n_bytes))

    return limit


def shifted_clock(seconds: float, *, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which Python lives that many seconds in the future; see `clock/sitecustomize.py`."""
    base = dict(os.environ if env is None else env)
    path = [str(CLOCK), *filter(None, [base.get("PYTHONPATH")])]
    return {**base, "PYTHONPATH": os.pathsep.join(path), "CONSERJE_CLOCK_SHIFT": str(seconds)}
