"""Guests on one page: who they may be besides, joined and parted by a person, and what they agreed to get."""

from __future__ import annotations

import pytest
from django.test import Client

from messaging.models import GuestConsent, GuestMerge, MergeSource
from messaging.services.merging import propose_merge
from tenants.models import Guest, Tenant, User
from tests.cast import Enter, make_guest, make_person
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db(transaction=True)

GUESTS = "/admin/tenants/guest/"


@pytest.fixture
def desk(clerk: User, sit: Sit) -> Client:
    return sit(clerk)


@pytest.fixture
def other(hotel: Tenant) -> Guest:
    return make_guest(hotel, "Anita", "5493815550202")


def page(browser: Client, guest: Guest, **query: str) -> str:
    return browser.get(f"{GUESTS}{guest.pk}/change/", query).content.decode()


def test_a_person_finds_the_other_and_joins_them(
    desk: Client, guest: Guest, other: Guest, hotel: Tenant, scope: Enter
) -> None:
    found = page(desk, guest, buscar="381 555-0202")

    desk.post(f"{GUESTS}{guest.pk}/unir/", {"otro": other.pk})

    assert "Unir a este huésped" in found
    after = page(desk, guest)
    assert "5493815550202" in after
    assert "Separar" in after
    assert "carlos" in after
    assert desk.get(GUESTS).content.decode().count("Anita") == 0
    with scope(hotel):
        assert Guest.objects.get(pk=other.pk).merged_into_id == guest.pk


def test_and_parts_them_again(desk: Client, guest: Guest, other: Guest, hotel: Tenant, scope: Enter) -> None:
    desk.post(f"{GUESTS}{guest.pk}/unir/", {"otro": other.pk})
    with scope(hotel):
        record = GuestMerge.objects.get()

    desk.post(f"{GUESTS}{guest.pk}/uniones/{record.pk}/separar/")

    assert "5493815550202" in page(desk, other)
    assert "separados" in page(desk, guest)


@pytest.mark.parametrize(("step", "state"), [("unir", "merged"), ("rechazar", "refused")])
def test_a_proposal_is_decided_on_either_page(
    desk: Client, guest: Guest, other: Guest, hotel: Tenant, scope: Enter, step: str, state: str
) -> None:
    with scope(hotel):
        record = propose_merge(absorbed=other, kept=guest, source=MergeSource.CODE)
        assert record is not None
    shown = page(desk, other)

    desk.post(f"{GUESTS}{other.pk}/uniones/{record.pk}/{step}/")

    assert "No son la misma persona" in shown
    with scope(hotel):
        assert GuestMerge.objects.get().state == state


def test_why_it_cannot_be_is_said(desk: Client, guest: Guest) -> None:
    answer = desk.post(f"{GUESTS}{guest.pk}/unir/", {"otro": guest.pk}, follow=True)

    assert "Es el mismo huésped" in answer.content.decode()


def test_what_a_guest_gets_is_shown_and_noted(desk: Client, guest: Guest, hotel: Tenant, scope: Enter) -> None:
    before = page(desk, guest)

    desk.post(f"{GUESTS}{guest.pk}/permisos/", {"para": "marketing", "acepta": "si"})

    assert "Ofertas y novedades: no recibe" in before
    after = page(desk, guest)
    assert "Ofertas y novedades: recibe" in after
    assert "alguien del equipo (carlos)" in after
    with scope(hotel):
        assert GuestConsent.objects.get().is_in


@pytest.mark.parametrize("body", [{}, {"para": "marketing"}, {"para": "nada", "acepta": "si"}, {"acepta": "x"}])
def test_what_cannot_be_noted_is_not(
    desk: Client, guest: Guest, hotel: Tenant, scope: Enter, body: dict[str, str]
) -> None:
    answer = desk.post(f"{GUESTS}{guest.pk}/permisos/", body)

    assert answer.status_code == 302
    with scope(hotel):
        assert not GuestConsent.objects.exists()


def test_a_reader_looks_and_does_nothing(hotel: Tenant, guest: Guest, other: Guest, sit: Sit, scope: Enter) -> None:
    reader = sit(make_person("lucas", hotel, "read_only"))

    shown = page(reader, guest)
    answers = [
        reader.post(f"{GUESTS}{guest.pk}/unir/", {"otro": other.pk}),
        reader.post(f"{GUESTS}{guest.pk}/permisos/", {"para": "marketing", "acepta": "si"}),
    ]

    assert "Qué mensajes recibe" in shown
    assert "Anotar que" not in shown
    assert [it.status_code for it in answers] == [403, 403]
    with scope(hotel):
        assert not GuestMerge.objects.exists()


def test_a_neighbours_guest_is_neither_found_nor_joined(
    desk: Client, guest: Guest, neighbour: Tenant, hotel: Tenant, scope: Enter
) -> None:
    theirs = make_guest(neighbour, "Vecina", "5493815550303")

    shown = page(desk, guest, buscar="Vecina")

    assert "5493815550303" not in shown
    assert "Nadie más se llama" in shown
    assert desk.post(f"{GUESTS}{guest.pk}/unir/", {"otro": theirs.pk}).status_code == 404
    with scope(hotel):
        assert not GuestMerge.objects.exists()


@pytest.mark.parametrize("term", ["\0", "%", "' OR 1=1", "a" * 5000, "+54 9 381 555-0202"])
def test_any_search_is_answered(desk: Client, guest: Guest, other: Guest, term: str) -> None:
    assert ("Anita" in page(desk, guest, buscar=term)) is term.startswith("+54")
