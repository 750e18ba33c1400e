"""What a booking owes and has paid: always the sum of its entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from bookings.models import Booking, FolioEntry
from bookings.models.folio import OWED, EntryKind

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Balance:
    """`owed` is what the guest is charged in all, `paid` what we have of it; `deposit` what confirms the booking."""

    currency: str
    owed: Decimal
    paid: Decimal
    deposit: Decimal

    @property
    def due(self) -> Decimal:
        """What is still to be paid; negative if too much was."""
        return self.owed - self.paid

    @property
    def is_overpaid(self) -> bool:
        return self.due < 0

    @property
    def is_settled(self) -> bool:
        return self.due == 0

    @property
    def is_partial(self) -> bool:
        return self.paid > 0 and self.due > 0

    @property
    def has_deposit(self) -> bool:
        return self.paid >= self.deposit

    @property
    def confirms(self) -> bool:
        """Whether what was paid makes a hold a booking: one without a deposit still wants something paid."""
        return self.paid > 0 and self.has_deposit

    @property
    def deposit_due(self) -> Decimal:
        return max(self.deposit - self.paid, NOTHING)


def balance_from(booking: Booking, sums: Iterable[tuple[str, Decimal]]) -> Balance:
    """Return the balance that sums by kind come to."""
    by_kind = dict(sums)
    owed = sum((by_kind.get(kind, NOTHING) for kind in OWED), NOTHING) - by_kind.get(EntryKind.CREDIT, NOTHING)
    paid = by_kind.get(EntryKind.PAYMENT, NOTHING) - by_kind.get(EntryKind.REFUND, NOTHING)
    return Balance(booking.currency, owed, paid, booking.deposit)


def get_balance(booking: Booking) -> Balance:
    """Return what a booking owes. One query."""
    rows = FolioEntry.objects.filter(booking=booking).order_by().values_list("kind").annotate(Sum("amount"))
    return balance_from(booking, rows)


def list_balances(bookings: Sequence[Booking]) -> dict[int, Balance]:
    """Return the balances of bookings by their ids. One query."""
    rows = (
        FolioEntry.objects.filter(booking__in=[booking.pk for booking in bookings])
        .order_by()
        .values_list("booking_id", "kind")
        .annotate(Sum("amount"))
    )
    sums: dict[int, list[tuple[str, Decimal]]] = {}
    for booking_id, kind, amount in rows:
        sums.setdefault(booking_id, []).append((kind, amount))
    return {booking.pk: balance_from(booking, sums.get(booking.pk, [])) for booking in bookings}


def get_discount(booking: Booking) -> Decimal:
    """Return what people took off a booking as a whole, after all that they charged for it as a whole."""
    adjusted = FolioEntry.objects.filter(booking=booking, reservation=None, kind=EntryKind.ADJUSTMENT)
    return max(-(adjusted.aggregate(sum=Sum("amount"))["sum"] or NOTHING), NOTHING)


def get_owed_for_stay(booking: Booking, reservation_id: int) -> Decimal:
    """Return what the folio holds against one stay, besides what was paid for the booking as a whole."""
    rows = (
        FolioEntry.objects.filter(booking=booking, reservation_id=reservation_id)
        .order_by()
        .values_list("kind")
        .annotate(Sum("amount"))
    )
    return balance_from(booking, rows).owed
