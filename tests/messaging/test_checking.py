"""Asking Meta about a number: its webhooks come afterwards, and whatever was wrong is said in words."""

from __future__ import annotations

import pytest

from messaging.models import WhatsAppNumber
from messaging.services.checking import check_number
from sandbox.app import Sandbox
from tasks.models import Job
from tasks.queue import enqueue
from tenants import clock
from tenants.models import Tenant, User
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit, sit  # noqa: F401 (a fixture)
from tests.messaging.line import ACCESS, set_dials

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

NUMBERS = "/admin/messaging/whatsappnumber/"


def ask(number: WhatsAppNumber, hotel: Tenant) -> None:
    """Do what the job does that the button asks for."""
    job = Job.objects.get(name="messaging.check_number")
    assert job.args == {"tenant_id": hotel.pk, "number_id": number.pk}
    check_number(tenant_id=hotel.pk, number_id=number.pk, seconds=30, now=clock.now())


def test_the_button_subscribes_and_says_how_the_number_is(
    line: WhatsAppNumber,
    meta: Sandbox,
    manager: User,
    sit: Sit,  # noqa: F811 (the fixture)
    hotel: Tenant,
) -> None:
    meta.world.is_subscribed = False
    desk = sit(manager)
    before = desk.get(f"{NUMBERS}{line.pk}/change/").content.decode()

    desk.post(f"{NUMBERS}{line.pk}/comprobar/")
    ask(line, hotel)

    page = desk.get(f"{NUMBERS}{line.pk}/change/").content.decode()
    assert "Todavía no se comprobó" in before
    assert meta.world.is_subscribed
    assert all(words in page for words in ("Calidad: buena.", "llegan a la app: Sandbox", "Comprobado el"))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("token", "El token venció o no es válido"),
        ("number", "Meta no conoce ese número"),
        ("waba", "Falta la cuenta de WhatsApp Business"),
    ],
)
def test_what_meta_refuses_is_said_with_what_to_do(
    line: WhatsAppNumber,
    meta: Sandbox,
    manager: User,
    sit: Sit,  # noqa: F811 (the fixture)
    hotel: Tenant,
    scope: Enter,
    wrong: str,
    words: str,
) -> None:
    if wrong == "token":
        set_dials(meta, refused_tokens=[ACCESS])
    with scope(hotel):
        if wrong != "token":
            column, value = {"number": ("phone_number_id", "5550001112223"), "waba": ("waba_id", "")}[wrong]
            WhatsAppNumber.objects.update(**{column: value})
        enqueue("messaging.check_number", tenant_id=hotel.pk, number_id=line.pk)

    ask(line, hotel)

    assert words in sit(manager).get(f"{NUMBERS}{line.pk}/change/").content.decode()


def test_who_may_not_change_numbers_has_no_button(
    line: WhatsAppNumber,
    sit: Sit,  # noqa: F811 (the fixture)
    hotel: Tenant,
) -> None:
    reader = sit(make_person("lucas", hotel, "read_only"))

    page = reader.get(f"{NUMBERS}{line.pk}/change/").content.decode()

    assert "Suscribir" not in page
    assert reader.post(f"{NUMBERS}{line.pk}/comprobar/").status_code == 403
    assert not Job.objects.exists()
