"""Which bookings the desk looks for: by what became of their stays, and by their money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, DecimalField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from bookings.models import Booking, FolioEntry, Reservation
from bookings.models.folio import OWED, EntryKind
from tenants.models import GuestIdentity

AMOUNT = DecimalField(max_digits=16, decimal_places=2)
PAID = Case(
    When(kind=EntryKind.PAYMENT, then=F("amount")),
    When(kind=EntryKind.REFUND, then=-F("amount")),
    default=Value(0),
    output_field=AMOUNT,
)
DUE = Case(
    When(kind__in=OWED, then=F("amount")),
    When(kind__in=(EntryKind.CREDIT, EntryKind.PAYMENT), then=-F("amount")),
    When(kind=EntryKind.REFUND, then=F("amount")),
    default=Value(0),
    output_field=AMOUNT,
)


def with_status(bookings: QuerySet[Booking], statuses: Sequence[str]) -> QuerySet[Booking]:
    """Return those with a stay that is in one of these states."""
    return bookings.filter(Exists(stays_of_outer().filter(status__in=statuses)))


def arriving(bookings: QuerySet[Booking], first: date, last: date) -> QuerySet[Booking]:
    """Return those with a stay that begins on one of these days."""
    return bookings.filter(Exists(stays_of_outer().filter(check_in__range=(first, last))))


def stays_of_outer() -> QuerySet[Reservation]:
    return Reservation.objects.filter(booking=OuterRef("pk"))


def overpaid(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Return those of which we have more than is owed."""
    return bookings.filter(pk__in=summed().filter(due__lt=0).values("booking"))


def owing(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Return those that have not paid all that they owe."""
    return bookings.filter(pk__in=summed().filter(due__gt=0).values("booking"))


def without_deposit(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Return those that owe something and have paid less than their deposit."""
    paid = FolioEntry.objects.filter(booking=OuterRef("pk")).order_by().values("booking").annotate(sum=Sum(PAID))
    return owing(bookings).filter(deposit__gt=Coalesce(Subquery(paid.values("sum")), Value(0), output_field=AMOUNT))


def summed() -> QuerySet[Any, Any]:
    """Return one row for each booking, with what it has still to pay."""
    return FolioEntry.objects.order_by().values("booking").annotate(due=Sum(DUE))


def found_by(bookings: QuerySet[Booking], term: str, *, code: str, canonical: Sequence[str]) -> QuerySet[Booking]:
    """Return those with this code, or of a guest with these letters in their name or with one of these identities."""
    known = GuestIdentity.objects.filter(canonical__in=canonical).values("guest_id")
    return bookings.filter(Q(code=code) | Q(guest__name__icontains=term) | Q(guest__in=known))
