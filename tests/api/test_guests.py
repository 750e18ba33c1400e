"""Guests over the API: written down, found by any spelling of what they are known by, corrected."""

from __future__ import annotations

from threading import Barrier

import pytest
from django.db import IntegrityError

from tenants.models import Guest, GuestIdentity, Tenant
from tenants.queries.guests import find_guest
from tenants.services.guests import find_or_create_guest
from tests.api.conftest import Api
from tests.cast import Enter, enter, make_guest
from tests.races import at_once

pytestmark = pytest.mark.django_db

ANA = {"name": "Ana Paz", "language": "es", "identities": [{"kind": "phone", "value": "+54 9 381 555-0101"}]}


def test_a_guest_is_written_down_and_found_again(api: Api) -> None:
    status, guest = api.post("/guests", ANA)

    assert status == 201
    assert guest["identities"] == [{"kind": "phone", "value": "+54 9 381 555-0101"}]
    assert api.get(f"/guests/{guest['id']}") == (200, guest)


@pytest.mark.parametrize("spelling", ["%2B54%209%20381%20555-0101", "5493815550101", "543815550101"])
def test_any_spelling_of_a_number_finds_its_guest(api: Api, spelling: str) -> None:
    _, guest = api.post("/guests", ANA)

    status, page = api.get(f"/guests?kind=phone&value={spelling}")

    assert (status, [it["id"] for it in page["items"]]) == (200, [guest["id"]])


def test_an_identity_belongs_to_one_guest(api: Api) -> None:
    api.post("/guests", ANA)

    status, problem = api.post("/guests", {"identities": [{"kind": "phone", "value": "54 381 5550101"}]})

    assert (status, problem["code"]) == (409, "identity_taken")
    assert len(api.get("/guests")[1]["items"]) == 1


def test_what_is_left_out_of_a_correction_stays(api: Api) -> None:
    _, guest = api.post("/guests", ANA)

    status, changed = api.patch(f"/guests/{guest['id']}", {"note": "Llega tarde"})

    assert (status, changed) == (200, {**guest, "note": "Llega tarde"})


def test_a_neighbours_guest_does_not_exist_here(api: Api, neighbour: Tenant) -> None:
    theirs = make_guest(neighbour, "Bruno")

    answers = [api.get(f"/guests/{theirs.pk}"), api.patch(f"/guests/{theirs.pk}", {"name": "Mío"})]

    assert [(status, problem["code"]) for status, problem in answers] == [(404, "not_found")] * 2
    assert api.get("/guests") == (200, {"items": [], "next": None})


def test_half_a_search_is_a_mistake(api: Api, guest: Guest) -> None:
    assert api.get("/guests?kind=phone")[0] == 400


def test_what_can_be_no_identity_is_refused(api: Api) -> None:
    status, problem = api.post("/guests", {"identities": [{"kind": "phone", "value": "llamame"}]})

    assert (status, problem["code"]) == (422, "bad_identity")


@pytest.mark.django_db(transaction=True)
def test_twenty_messages_at_once_make_one_guest(hotel: Tenant, scope: Enter) -> None:
    spellings = ["+54 9 381 555-0101", "543815550101", "5493815550101", "54 381 15 555-0101"]

    def work(number: int) -> int:
        with enter(hotel):
            return int(find_or_create_guest(kind="phone", value=spellings[number % 4], name="Ana").pk)

    assert len(set(at_once(20, work))) == 1
    with scope(hotel):
        assert Guest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_a_look_before_the_insert_finds_nobody_five_times(hotel: Tenant) -> None:
    have_looked = Barrier(5)

    def work(_: int) -> bool:
        try:
            with enter(hotel):
                assert find_guest(kind="phone", value="5493815550101") is None
                have_looked.wait(timeout=30)
                GuestIdentity.objects.create(guest=Guest.objects.create(), kind="phone", value="5493815550101")
        except IntegrityError:
            return False
        return True

    assert at_once(5, work).count(True) == 1


def test_the_same_number_is_another_guest_next_door(hotel: Tenant, neighbour: Tenant) -> None:
    found = []
    for tenant in (hotel, neighbour):
        with enter(tenant):
            found.append(find_or_create_guest(kind="phone", value="5493815550101").pk)

    assert found[0] != found[1]
