"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OK = "ok"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True)
class Finding:
    """How a thing is, in a few words, and what mends it."""

    name: str
    verdict: Verdict
    detail: str
    mend: str = ""


def ok(name: str, detail: str = "") -> Finding:
    return Finding(name, Verdict.OK, detail)


def warning(name: str, detail: str, mend: str) -> Finding:
    return Finding(name, Verdict.WARNING, detail, mend)


def broken(name: str, detail: str, mend: str) -> Finding:
    return Finding(name, Verdict.BROKEN, detail, mend)
