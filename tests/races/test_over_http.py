"""The same over the wire: real web processes, the application's own pools, real sockets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import orjson
import pytest

from bookings.models import Booking, UnitType
from proof.load import generate
from tenants.models import Tenant
from tests.api.conftest import make_key, with_key
from tests.api.web import running_web
from tests.cast import enter
from tests.races import at_once
from tests.races.nights import broken

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

CLIENTS = 200
PATH = "/api/v1/reservations/prereserve"


def body_of(kind: UnitType, number: int) -> dict[str, Any]:
    contact = {"name": f"Huésped {number}", "phone": f"+54 9 381 555-{number:04}"}
    return {"unit_type": kind.pk, "check_in": "2027-12-01", "check_out": "2027-12-05", "adults": 2, "contact": contact}


def test_of_two_hundred_who_post_at_once_one_has_the_night(hotel: Tenant, cabin: UnitType, tmp_path: Path) -> None:
    secret = make_key(hotel)[1]
    bodies = tmp_path / "bodies"
    bodies.write_bytes(b"\n".join(orjson.dumps(body_of(cabin, number)) for number in range(CLIENTS)))

    with running_web(API_LIMIT_PER_KEY="100000", API_LIMIT_PER_TENANT="100000") as address:
        found = generate(
            url=address + PATH,
            requests=CLIENTS,
            connections=CLIENTS,
            method="POST",
            headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"},
            bodies=str(bodies),
        )

    assert found["statuses"] == {"201": 1, "409": CLIENTS - 1}
    assert found["codes"] == {"nights_taken": CLIENTS - 1}
    assert broken(hotel) == []
    with enter(hotel):
        # Who was refused left nothing behind, not even a guest.
        assert Booking.objects.count() == 1


def test_one_call_that_arrives_twenty_times_at_once_is_one_booking(hotel: Tenant, cabin: UnitType) -> None:
    secret = make_key(hotel)[1]
    again = {"Idempotency-Key": "pedido-1"}
    with_key(secret).get("me/")  # the metrics of requests are made by the first of a process, which twenty cannot be

    answers = at_once(20, lambda _: with_key(secret).post(PATH[7:], body_of(cabin, 1), **again))

    given = [answer for status, answer in answers if status == 201]
    assert given.count(given[0]) == len(given) >= 1
    assert {(status, answer["code"]) for status, answer in answers if status != 201} <= {(409, "still_running")}
    with enter(hotel):
        assert [booking.code for booking in Booking.objects.all()] == [given[0]["code"]]
    assert broken(hotel) == []


def test_control_without_a_key_the_second_call_is_a_second_wish(hotel: Tenant, cabin: UnitType) -> None:
    secret = make_key(hotel)[1]
    with_key(secret).get("me/")

    answers = at_once(20, lambda _: with_key(secret).post(PATH[7:], body_of(cabin, 1)))

    told = Counter((status, answer.get("code") if status != 201 else "") for status, answer in answers)
    assert told == Counter({(201, ""): 1, (409, "nights_taken"): 19})
