"""One more extra for a stay that is there already: a late check-out, a cot."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from bookings.lifecycle import OPEN, IllegalMove
from bookings.models import EntryKind, Reservation
from bookings.pricing.prices import MixedCurrencies
from bookings.queries.lodging import get_zone
from bookings.services.events import record_event
from bookings.services.folio import add_entry
from bookings.services.locks import lock_stay
from bookings.services.repricing import BEFORE, extras_in, with_extra
from bookings.services.totals import reckon_totals
from tenants.errors import Conflict


class ExtraThere(Conflict):
    """The stay has it."""

    code = "extra_there"
    default_detail = _("La estadía ya tiene ese adicional.")


class ExtraPriceChanged(Conflict):
    """It costs something else by now than was said."""

    code = "extra_price_changed"
    default_detail = _("El precio de ese adicional cambió mientras tanto.")


def add_extra(
    *, reservation: Reservation, code: str, now: datetime, expected: Decimal | None = None, reason: str = ""
) -> Reservation:
    """Charge an extra to a stay that is to come or under way. `expected` is what somebody was told that it costs.

    :raises IllegalMove: if the stay is over or was given up
    :raises ExtraThere: if it has it already
    :raises UnknownExtra: if the house does not sell it
    :raises ExtraPriceChanged: if it costs something else than expected
    """
    row, booking = lock_stay(reservation)
    if booking is None or row.status not in OPEN:
        raise IllegalMove
    if has_extra(row, code):
        raise ExtraThere
    price = with_extra(row, code, today=now.astimezone(get_zone()).date(), language=booking.language)
    if price.currency != booking.currency:
        raise MixedCurrencies
    amount = price.total - row.price
    if expected is not None and amount != expected:
        raise ExtraPriceChanged
    if amount > 0:
        add_entry(booking=booking, kind=EntryKind.EXTRA, amount=amount, now=now, reservation=row, note=code)
    before = {BEFORE: row.lines[BEFORE]} if BEFORE in row.lines else {}
    row.price, row.lines = price.total, {**price.to_json(), **before}
    row.save(update_fields=["price", "lines"])
    reckon_totals(booking)
    told = {"code": code, "amount": str(amount), "currency": booking.currency}
    record_event(kind="extra_added", booking=booking, reservation=row, now=now, reason=reason, data=told)
    return row


def has_extra(row: Reservation, code: str) -> bool:
    return any(extra.offer.code == code for extra in extras_in(row))
