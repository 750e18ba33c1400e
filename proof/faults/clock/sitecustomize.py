"""Shifts the clock of a Python process: Python imports a module of this name at start when its folder is on PYTHONPATH.

Start the process with the environment of `proof.faults.machine.shifted_clock(seconds)`; what it starts inherits the
shift. CONSERJE_CLOCK_SHIFT is a number of seconds, negative for the past.

Moved: time.time, time.time_ns, time.localtime and time.gmtime without an argument, datetime.now and datetime.utcnow,
and with them datetime.today, date.today, Django's timezone.now, log records. The classes stay the same objects, so
pickle, isinstance and serialisers notice nothing.

Not moved: time.monotonic and perf_counter (timeouts and sleeps stay true), time.clock_gettime, ctime, strftime without
a moment, uuid1, file times, whatever reads the clock in C or Rust (certificate checks, a web server's Date header),
other programs (Postgres and Valkey keep the true time, which is the point), and Pythons started with -E, -I or -S.

A distribution's own sitecustomize is hidden by this one.
"""

from __future__ import annotations

import ctypes
import datetime
import gc
import math
import os
import time
from collections.abc import Callable

VARIABLE = "CONSERJE_CLOCK_SHIFT"


def read_shift(value: str) -> float:
    """Return the seconds to shift by.

    :raises SystemExit: if it is no number; any other exception here would be printed and the process go on unshifted
    """
    try:
        shift = float(value)
    except ValueError:
        shift = math.nan
    if not math.isfinite(shift):
        raise SystemExit(f"{VARIABLE} must be a number of seconds, not {value!r}.")
    return shift


def shift_time(shift: float) -> None:
    """Replace the functions of the time module."""
    true_time, true_time_ns = time.time, time.time_ns
    shift_ns = round(shift * 1_000_000_000)
    replacements: dict[str, Callable[..., object]] = {
        "time": lambda: true_time() + shift,
        "time_ns": lambda: true_time_ns() + shift_ns,
        "localtime": from_now(time.localtime),
        "gmtime": from_now(time.gmtime),
    }
    for name, replacement in replacements.items():
        # As a static method it stays, like a built-in, itself when a class keeps it as an attribute (logging does).
        setattr(time, name, staticmethod(replacement))


def from_now(convert: Callable[[float], time.struct_time]) -> Callable[[float | None], time.struct_time]:
    """Return `convert` with the shifted now as the moment it takes when it is given none."""

    def convert_or_now(moment: float | None = None, /) -> time.struct_time:
        return convert(time.time() if moment is None else moment)

    return convert_or_now


def shift_datetime() -> None:
    """Replace the two methods of datetime that read the clock in C; the others ask time.time.

    The class is immutable to Python, so its table of members is changed behind its back. A subclass in its place would
    be cleaner to write and worse to use: exact type checks (orjson's, for one), pickle and subclasses would notice.
    """

    def now(cls: type[datetime.datetime], tz: datetime.tzinfo | None = None) -> datetime.datetime:
        return cls.fromtimestamp(time.time(), tz)

    def utcnow(cls: type[datetime.datetime]) -> datetime.datetime:
        return cls.fromtimestamp(time.time(), datetime.UTC).replace(tzinfo=None)

    members = gc.get_referents(datetime.datetime.__dict__)[0]
    members.update(now=classmethod(now), utcnow=classmethod(utcnow))
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(datetime.datetime))


def prove(expected: float) -> None:
    """Stop the process if a clock did not move, as in a Python built otherwise: a test would pass and prove nothing.

    :raises SystemExit: naming what did not move
    """
    clocks = {
        "time.time": time.time(),
        "datetime.now": datetime.datetime.now(datetime.UTC).timestamp(),
        "datetime.today": datetime.datetime.today().astimezone().timestamp(),
    }
    unmoved = [name for name, seen in clocks.items() if abs(seen - expected) > 60]
    if unmoved:
        raise SystemExit(f"{VARIABLE} did not move {', '.join(unmoved)} on this Python.")


if value := os.environ.get(VARIABLE, "").strip():
    moment = time.time() + read_shift(value)
    shift_time(read_shift(value))
    shift_datetime()
    prove(moment)
