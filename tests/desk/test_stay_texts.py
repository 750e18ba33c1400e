"""A business writes its own words for what guests are told of their bookings."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from bookings.models import MessageRule
from messaging.models import StayText
from tenants.models import Tenant, User
from tests.cast import Enter
from tests.desk.conftest import Sit

pytestmark = pytest.mark.django_db

TEXTS = "/admin/messaging/staytext/"


@pytest.fixture
def desk(manager: User, hotel: Tenant, sit: Sit) -> Client:
    return sit(manager, hotel)


def add(desk: Client, **changes: Any) -> str:
    values = {"key": "hold_placed", "language": "", "text": "", "template_name": "", "template_gaps": "", "purpose": ""}
    return desk.post(f"{TEXTS}add/", {**values, "is_on": "on", **changes}).content.decode()


def test_words_and_their_template_are_added(desk: Client, hotel: Tenant, scope: Enter) -> None:
    add(desk, text="Hasta el {vence}.", template_name="reserva", template_gaps="codigo, {vence}")

    with scope(hotel):
        text = StayText.objects.get()
        assert (text.text, text.template_gaps, text.is_on) == ("Hasta el {vence}.", ["codigo", "vence"], True)
    assert "prerreserva hecha" in desk.get(TEXTS).content.decode()


def test_one_of_ours_can_be_switched_off_without_words(desk: Client, hotel: Tenant, scope: Enter) -> None:
    add(desk, is_on="")

    with scope(hotel):
        assert not StayText.objects.get().is_on


def test_what_a_rule_calls_for_can_be_chosen_and_needs_words(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        MessageRule.objects.create(name="Cómo llegar", template="directions", anchor="arrival")

    page = add(desk, key="directions")

    assert "Este mensaje no trae un texto" in page
    add(desk, key="directions", text="Le esperamos el {llegada}.")
    with scope(hotel):
        assert StayText.objects.get().key == "directions"


@pytest.mark.parametrize("changes", [{"text": "La clave es {clave}."}, {"template_gaps": "clave"}])
def test_a_gap_that_no_stay_fills_is_refused(
    desk: Client, hotel: Tenant, scope: Enter, changes: dict[str, str]
) -> None:
    page = add(desk, **changes)

    assert "Ninguna estadía completa esto: {clave}" in page
    with scope(hotel):
        assert not StayText.objects.exists()


def test_the_desk_reads_them_and_does_not_change_them(clerk: User, hotel: Tenant, scope: Enter, sit: Sit) -> None:
    with scope(hotel):
        text = StayText.objects.create(key="hold_placed", text="Hasta el {vence}.")
    desk = sit(clerk, hotel)

    assert "Hasta el {vence}." in desk.get(f"{TEXTS}{text.pk}/change/").content.decode()
    assert desk.get(f"{TEXTS}add/").status_code == 403
