"""What is asked for: nights, people, and a type of unit. No Django, no I/O, no clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from tenants.errors import DomainError

# As many cabins, or beds of a school class, as one booking takes; staff may add more.
MOST_STAYS = 20


class NoNights(DomainError):
    """The day of departure is not after the day of arrival."""

    code = "no_nights"
    default_detail = "La salida tiene que ser después de la entrada."


class NoGuests(DomainError):
    """Nobody would stay, or children alone."""

    code = "no_guests"
    default_detail = "Tiene que haber por lo menos un adulto."


@dataclass(frozen=True, slots=True, order=True)
class Stay:
    """Nights from the day of arrival to the day of departure, which is free for the next guest."""

    check_in: date
    check_out: date

    def __post_init__(self) -> None:
        """Refuse an empty stay.

        :raises NoNights: if it has none
        """
        if self.check_out <= self.check_in:
            raise NoNights(fields={"check_out": NoNights.default_detail})

    @property
    def nights(self) -> int:
        return (self.check_out - self.check_in).days

    @property
    def last_night(self) -> date:
        return self.check_out - timedelta(days=1)

    def overlaps(self, other: Stay) -> bool:
        """Return whether the two share a night."""
        return self.check_in < other.check_out and other.check_in < self.check_out


@dataclass(frozen=True, slots=True)
class Party:
    """Who stays. Foreign guests may be exempt from a tax."""

    adults: int
    children: int = 0
    is_foreign: bool = False

    def __post_init__(self) -> None:
        """Refuse a party that cannot stay.

        :raises NoGuests: if there is no adult
        """
        if self.adults < 1 or self.children < 0:
            raise NoGuests(fields={"adults" if self.adults < 1 else "children": NoGuests.default_detail})

    @property
    def guests(self) -> int:
        return self.adults + self.children


@dataclass(frozen=True, slots=True)
class WantedStay:
    """A stay in a unit of a type; a guest leaves the unit and the plan to us."""

    type_id: int
    stay: Stay
    party: Party
    unit_id: int | None = None
    plan_id: int | None = None


@contextmanager
def told_of(number: int, count: int) -> Iterator[None]:
    """Let a refusal say of which of several stays it speaks: `stays.1.check_out`."""
    try:
        yield
    except DomainError as error:
        if count > 1:
            error.fields = {f"stays.{number}.{name}": words for name, words in error.fields.items()}
        raise
