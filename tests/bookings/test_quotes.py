"""A price that somebody was told holds until its quote expires."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bookings.errors import OverCapacity, PastDate, QuoteDiffers, QuoteExpired, StayTooLong
from bookings.metrics import QUOTES
from bookings.models import Property, Quote, Reservation, Season, UnitType
from bookings.pricing import BookingPrice
from bookings.queries.quotes import get_quote
from bookings.rules import TooFewNights
from bookings.services.holds import place_hold
from bookings.services.quotes import create_quote, create_quotes
from bookings.stays import Party, Stay, WantedStay
from tenants.errors import NotFound
from tenants.models import Guest, Tenant
from tests.cast import enter
from tests.lodging import make_type, night

NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)


def wanted(kind: UnitType, first: int = 1, last: int = 5, adults: int = 2) -> WantedStay:
    return WantedStay(kind.pk, Stay(night(first), night(last)), Party(adults))


def quoted(*stays: WantedStay, **more: object) -> Quote:
    return create_quote(stays=stays, source="whatsapp", now=NOW, **more)  # type: ignore[arg-type]


def told() -> float:
    return QUOTES.labels("whatsapp")._value.get()  # type: ignore[no-any-return]


def test_a_quote_keeps_its_price_line_by_line_and_what_it_is_for(in_hotel: Tenant, cabins: UnitType) -> None:
    before = told()

    quote = quoted(wanted(cabins), language="pt")

    price = BookingPrice.from_json(Quote.objects.get().price)
    assert (quote.total, quote.currency, quote.deposit) == (400, "ARS", 120)
    assert price.total == quote.total
    assert quote.stays[0] | {"check_in": "", "check_out": ""} == {
        "type": cabins.pk,
        "unit": None,
        "plan": None,
        "check_in": "",
        "check_out": "",
        "adults": 2,
        "children": 0,
        "is_foreign": False,
    }
    assert quote.language == "pt"
    assert told() == before + 1


def test_several_orders_are_told_at_once_and_each_has_its_price(in_hotel: Tenant, cabins: UnitType) -> None:
    hurried = Property.objects.create(name="Otra", quote_hours=2)
    other = make_type("Dormi", price="50.00", house=hurried)
    orders = [[wanted(cabins)], [wanted(other), wanted(cabins)], [wanted(other, last=3)]]

    with CaptureQueriesContext(connection) as asked:
        quotes = create_quotes(orders=orders, source="whatsapp", now=NOW)

    assert [quote.total for quote in quotes] == [400, 600, 100]
    assert [(quote.expires_at - NOW).total_seconds() / 3600 for quote in quotes] == [24, 2, 2]
    assert len({quote.code for quote in quotes}) == 3
    assert len([it for it in asked if "SAVEPOINT" not in it["sql"]]) == 3
    for quote, stays in zip(quotes, orders, strict=True):
        assert (quote.stays, quote.price) == (quoted(*stays).stays, quoted(*stays).price)


def test_of_several_orders_all_are_told_or_none(in_hotel: Tenant, cabins: UnitType) -> None:
    with pytest.raises(OverCapacity):
        create_quotes(orders=[[wanted(cabins)], [wanted(cabins, adults=9)]], source="whatsapp", now=NOW)

    assert not Quote.objects.exists()


def test_a_quote_holds_for_a_day_or_as_long_as_the_house_says(in_hotel: Tenant, cabins: UnitType) -> None:
    assert quoted(wanted(cabins)).expires_at == NOW + timedelta(hours=24)

    hurried = Property.objects.create(name="Otra", quote_hours=2)
    other = make_type("Dormi", house=hurried)

    assert quoted(wanted(cabins), wanted(other)).expires_at == NOW + timedelta(hours=2)


def test_a_quote_speaks_the_language_of_its_guest_and_else_the_house(
    in_hotel: Tenant, cabins: UnitType, guest: Guest
) -> None:
    guest.language = "en"

    assert quoted(wanted(cabins), guest=guest).language == "en"
    assert quoted(wanted(cabins)).language == "es"


def test_a_quote_keeps_no_nights(in_hotel: Tenant, cabins: UnitType) -> None:
    quoted(wanted(cabins))

    assert not Reservation.objects.exists()


def test_what_a_house_would_not_book_it_does_not_quote(in_hotel: Tenant, cabins: UnitType) -> None:
    Season.objects.create(plan=cabins.plans.get(), first_night=night(1), last_night=night(9), min_nights=3)

    for refusal, stay in (
        (TooFewNights, wanted(cabins, 1, 3)),
        (OverCapacity, wanted(cabins, adults=5)),
        (PastDate, WantedStay(cabins.pk, Stay(night(1, 11), night(3, 11)), Party(2))),
        (StayTooLong, WantedStay(cabins.pk, Stay(night(1), night(1, 12, 2027)), Party(2))),
    ):
        with pytest.raises(refusal):
            quoted(stay)
    assert not Quote.objects.exists()
    assert quoted(wanted(cabins, 1, 3), by_staff=True).total == 200


def test_a_price_holds_though_the_rates_rise(in_hotel: Tenant, cabins: UnitType, guest: Guest) -> None:
    quote = quoted(wanted(cabins))
    cabins.plans.update(base_price=Decimal(500), cancellation=[{"hours": 999, "percent": "100"}])

    booking = place_hold(
        guest=guest, stays=[wanted(cabins)], source="whatsapp", quote=quote, now=NOW + timedelta(hours=23)
    )

    assert (booking.total, booking.price) == (400, quote.price)


@pytest.mark.parametrize(("quoted_in", "asked_in", "spoken"), [("pt", "", "pt"), ("pt", "en", "en"), ("", "", "es")])
def test_a_booking_speaks_the_language_that_is_asked_for_and_else_of_its_quote(
    in_hotel: Tenant, cabins: UnitType, guest: Guest, quoted_in: str, asked_in: str, spoken: str
) -> None:
    quote = quoted(wanted(cabins), language=quoted_in)

    booking = place_hold(
        guest=guest, stays=[wanted(cabins)], source="whatsapp", quote=quote, now=NOW, language=asked_in
    )

    assert booking.language == spoken


def test_it_holds_no_longer_than_that_and_for_nothing_else(in_hotel: Tenant, cabins: UnitType, guest: Guest) -> None:
    quote = quoted(wanted(cabins))

    with pytest.raises(QuoteExpired):
        place_hold(guest=guest, stays=[wanted(cabins)], source="whatsapp", quote=quote, now=quote.expires_at)
    with pytest.raises(QuoteDiffers):
        place_hold(guest=guest, stays=[wanted(cabins, 1, 6)], source="whatsapp", quote=quote, now=NOW)


def test_a_quote_is_found_by_its_code_in_its_own_business(
    in_hotel: Tenant, neighbour: Tenant, cabins: UnitType
) -> None:
    quote = quoted(wanted(cabins))

    assert get_quote(f" {quote.code[:3].lower()}-{quote.code[3:]}") == quote
    with enter(neighbour), pytest.raises(NotFound):
        get_quote(quote.code)


def test_a_quote_of_many_stays_asks_the_tables_twice(in_hotel: Tenant, cabins: UnitType) -> None:
    stays = [wanted(cabins, first, first + 2) for first in range(1, 20)]

    with CaptureQueriesContext(connection) as queries:
        quoted(*stays)

    asked = [query["sql"] for query in queries if query["sql"].lstrip().startswith("SELECT")]
    assert len(asked) == 2
