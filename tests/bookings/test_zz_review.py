from __future__ import annotations
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo
import pytest
from bookings.models import *
from bookings.models import Booking, Reservation, Unit, RatePlan, Season, WaitlistEntry, Extra, TaxRule
from bookings.queries.folio import get_balance
from bookings.services.confirming import cancel, confirm
from bookings.services.blocks import block
from bookings.services.expiring import expire_overdue
from bookings.services.holds import place_hold, revive
from bookings.services.overbooking import overbook
from bookings.services.payments import record_adjustment, record_payment
from bookings.services.stays import change_stay, check_in, check_out, shorten
from bookings.services.waitlist import join_waitlist, offer_nights
from bookings.stays import Party, Stay, WantedStay
from tenants.models import Guest, StaffTask, Tenant
from tests.cast import enter, make_guest
from tests.lodging import make_type, make_units, night
from tests.bookings.test_stays import confirmed, other_unit, NOW


def hold(guest, kind, first=1, last=5, n=1, **k):
    wanted = [WantedStay(kind.pk, Stay(night(first), night(last)), Party(2))] * n
    return place_hold(guest=guest, stays=wanted, source="desk", now=k.pop("now", NOW), by_staff=True, **k)


def test_01_night_in_progress_check_in(in_hotel, guest, cabins):
    zone = ZoneInfo(in_hotel.zone)
    late = datetime(2026, 12, 2, 1, 0, tzinfo=zone).astimezone(UTC)
    b = place_hold(
        guest=guest, stays=[WantedStay(cabins.pk, Stay(night(1), night(2)), Party(2))], source="web", now=late
    )
    confirm(booking=b, now=late)
    check_in(reservation=Reservation.objects.get(booking=b), now=late)


def test_07_change_to_other_currency(in_hotel, guest, cabins):
    s = confirmed(guest, cabins)
    usd = make_type("Suite", price="100.00", currency="USD")
    (u,) = make_units(usd, "S1")
    was = s.booking.currency
    try:
        change_stay(reservation=s, unit=u, now=NOW)
    except Exception as e:
        from tenants.errors import DomainError

        assert isinstance(e, DomainError), repr(e)
        return
    b = Booking.objects.get(pk=s.booking_id)
    raise AssertionError((was, b.total, b.price["currency"], b.price["stays"][0]["currency"], get_balance(b)))


def test_08_change_keeps_plan(in_hotel, guest, cabins):
    d = cabins.plans.get()
    nr = RatePlan.objects.get(pk=d.pk)
    nr.pk = None
    nr._state.adding = True
    nr.is_default = False
    nr.name = "No reembolsable"
    nr.base_price = Decimal(70)
    nr.deposit_percent = 100
    nr.cancellation = [{"hours": 10000, "percent": "100"}]
    nr.save()
    b = place_hold(
        guest=guest,
        stays=[WantedStay(cabins.pk, Stay(night(1), night(5)), Party(2), plan_id=nr.pk)],
        source="desk",
        now=NOW,
        by_staff=True,
    )
    confirm(booking=b, now=NOW)
    s = Reservation.objects.get(booking=b)
    assert s.lines["plan"] == nr.pk
    s2 = change_stay(reservation=s, stay=Stay(night(1), night(6)), now=NOW)
    assert (s2.lines["plan"], s2.price) == (nr.pk, Decimal(350)), (s2.lines["plan"], s2.price, s2.lines["cancellation"])


def test_10_overbook_too_long(in_hotel, guest, cabins):
    from tenants.errors import DomainError

    u = Unit.objects.filter(type=cabins).first()
    with pytest.raises(DomainError):
        overbook(
            guest=guest,
            unit=u,
            stay=Stay(night(1), night(1) + timedelta(days=1200)),
            party=Party(2),
            reason="x",
            now=NOW,
        )


def test_11_block_change_too_long(in_hotel, guest, cabins):
    from tenants.errors import DomainError

    u = Unit.objects.filter(type=cabins).first()
    r = block(unit=u, stay=Stay(night(1), night(3)), reason="x", now=NOW)
    with pytest.raises(DomainError):
        change_stay(reservation=r, stay=Stay(night(1), night(1) + timedelta(days=1200)), now=NOW)


def test_12_waitlist_respects_rates(in_hotel, guest, cabins):
    cabins.plans.update(min_nights=3)
    join_waitlist(guest=guest, type=cabins, stay=Stay(night(1), night(2)), party=Party(2), now=NOW)
    assert offer_nights(first=night(1), last=night(2), now=NOW) == 0


def test_12c_waitlist_one_hold_at_a_time_per_guest(in_hotel, guest, cabins):
    for d in range(1, 16, 2):
        join_waitlist(guest=guest, type=cabins, stay=Stay(night(d), night(d + 1)), party=Party(2), now=NOW)
    got = offer_nights(first=night(1), last=night(20), now=NOW)
    assert got <= 2, got


def test_13_partial_cancel_moves_messages(in_hotel, guest, cabins):
    rule = MessageRule.objects.create(name="Bienvenida", template="welcome", anchor="arrival")
    w = [
        WantedStay(cabins.pk, Stay(night(1), night(3)), Party(2)),
        WantedStay(cabins.pk, Stay(night(10), night(12)), Party(2)),
    ]
    b = place_hold(guest=guest, stays=w, source="desk", now=NOW, by_staff=True)
    confirm(booking=b, now=NOW)
    m = StayMessage.objects.get(booking=b)
    was = m.due_at
    cancel(booking=b, reservation=Reservation.objects.filter(booking=b).order_by("period").first(), now=NOW, reason="x")
    m.refresh_from_db()
    assert m.due_at == was + timedelta(days=9), (was, m.due_at)


def test_14_cancel_rest_after_checkout(in_hotel, guest, cabins):
    zone = ZoneInfo(in_hotel.zone)
    w = [
        WantedStay(cabins.pk, Stay(night(1), night(3)), Party(2)),
        WantedStay(cabins.pk, Stay(night(10), night(12)), Party(2)),
    ]
    b = place_hold(guest=guest, stays=w, source="desk", now=NOW, by_staff=True)
    confirm(booking=b, now=NOW)
    s1 = Reservation.objects.filter(booking=b).order_by("period").first()
    check_in(reservation=s1, now=datetime(2026, 12, 1, 18, tzinfo=zone))
    check_out(reservation=s1, now=datetime(2026, 12, 3, 9, tzinfo=zone))
    s2 = Reservation.objects.filter(booking=b).order_by("period").last()
    cancel(booking=b, reservation=s2, now=datetime(2026, 12, 3, 9, tzinfo=zone), reason="x")
    assert not b.events.filter(kind="cancelled").exists(), "announced as booking.cancelled"


def test_16_api_party_keeps_foreign(in_hotel, guest, cabins):
    from bookings.api.reservations import changed_party

    b = place_hold(
        guest=guest,
        stays=[WantedStay(cabins.pk, Stay(night(1), night(5)), Party(2, is_foreign=True))],
        source="desk",
        now=NOW,
        by_staff=True,
    )
    p = changed_party(Reservation.objects.get(booking=b), {"adults": 1})
    assert p.is_foreign


def test_20_add_to_overdue_hold_leaves_stuck_night(in_hotel, guest):
    from bookings.services.adding import add_stay
    from bookings.services.expiring import expire_bookings

    kind = make_type("Unica")
    make_units(kind, "U1")
    b = hold(guest, kind)
    later = NOW + timedelta(hours=5)
    add_stay(booking=b, wanted=WantedStay(kind.pk, Stay(night(1), night(5)), Party(2)), now=later)
    b.refresh_from_db()
    much = later + timedelta(days=2)
    print("STATE", b.hold_expires_at, [(r.status, r.hold_expires_at) for r in Reservation.objects.filter(booking=b)])
    try:
        hold(Guest.objects.create(name="Otro", language="es"), kind, now=much)
    except Exception as e:
        raise AssertionError(("night blocked by hold overdue 2 days", repr(e)))


def test_21_folio_equals_price_with_relief(in_hotel, guest, cabins):
    from bookings.pricing import ExtraWanted

    cabins.plans.update(base_price=1000)
    TaxRule.objects.create(
        name="IVA",
        kind="percent",
        percent=21,
        is_included=True,
        exemptions=["foreign"],
        valid_from=night(1) - timedelta(days=300),
    )
    Extra.objects.create(code="taxi", name="Taxi", price=9000, currency="ARS")
    b = place_hold(
        guest=guest,
        stays=[WantedStay(cabins.pk, Stay(night(1), night(2)), Party(2, is_foreign=True))],
        source="desk",
        now=NOW,
        by_staff=True,
        extras=[ExtraWanted("taxi", 1, None)],
    )
    assert get_balance(b).owed == b.total, (get_balance(b), b.total)


def test_22_drag_and_undo_keeps_quoted_price(in_hotel, guest, cabins):
    s = confirmed(guest, cabins)
    cabins.plans.update(base_price=900)
    change_stay(reservation=s, stay=Stay(night(2), night(6)), now=NOW, by_staff=True, keep_price=False)
    s2 = change_stay(reservation=s, stay=Stay(night(1), night(5)), now=NOW, by_staff=True)
    assert s2.price == s.price, (s.price, s2.price)


def test_23_dead_extra_blocks_change(in_hotel, guest, cabins):
    from bookings.pricing import ExtraWanted

    e = Extra.objects.create(code="taxi", name="Taxi", price=9000, currency="ARS")
    b = place_hold(
        guest=guest,
        stays=[WantedStay(cabins.pk, Stay(night(1), night(2)), Party(2))],
        source="desk",
        now=NOW,
        by_staff=True,
        extras=[ExtraWanted("taxi", 1, None)],
    )
    e.is_active = False
    e.save()
    change_stay(reservation=Reservation.objects.get(booking=b), stay=Stay(night(1), night(4)), now=NOW, by_staff=True)


def test_24_confirmed_late_by_hand_of_sold_hold(in_hotel, guest, cabins):
    pass
