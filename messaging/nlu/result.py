"""What is understood of a message."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the message as the guest wrote it, what it was taken for and by which rule."""

    start: int
    end: int
    kind: str
    rule: str
    value: str | int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum that the guest named, with its currency if that was named too."""

    value: Decimal
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several ways to read the dates."""

    check_in: date | None
    check_out: date | None


@dataclass(frozen=True, slots=True)
class Understanding:
    """One message of a guest, read alone. None is what the message does not say."""

    intent: str
    also: tuple[str, ...] = ()
    check_in: date | None = None
    check_out: date | None = None
    nights: int | None = None
    adults: int | None = None
    children: int | None = None
    language: str | None = None
    confidence: float = 0.0
    date_confidence: float = 0.0
    spans: tuple[Span, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    person_name: str | None = None
    answer: str | None = None
    phones: tuple[str, ...] = ()
    money: tuple[Amount, ...] = ()
    units: int | None = None
    beds: int | None = None
    # What it asks about, in order: wifi, pets.
    topics: tuple[str, ...] = ()
    is_today_asked: bool = False
    is_cut: bool = False
    rule: str = ""

    @property
    def topic(self) -> str | None:
        """Return what it is about first of all."""
        return self.topics[0] if self.topics else None


def to_json(understanding: Understanding) -> dict[str, Any]:
    """Return everything as values that JSON has: dates in ISO, amounts as text."""
    return {field.name: as_json(getattr(understanding, field.name)) for field in fields(understanding)}


def as_json(value: Any) -> Any:
    """Return one value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [as_json(it) for it in value]
    if isinstance(value, Span | Amount | Candidate):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    return value
