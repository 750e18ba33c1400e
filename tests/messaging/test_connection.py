"""The page of a number's connection: each step is tried, and what is wrong is told with what to do about it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client, override_settings

from messaging.admin.connection import PATIENCE
from messaging.models import ConnectionStep, Conversation, Message, MetaApp, Step, WhatsAppNumber
from messaging.services.connecting import check_number
from sandbox.app import Sandbox
from tasks.models import Job
from tenants import clock
from tenants.models import Guest, Tenant, User
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.messaging.line import ACCESS, deliver, ledger, make_app, set_dials, work, write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

NUMBERS = "/admin/messaging/whatsappnumber/"
HERE = "https://hotel.example"


@pytest.fixture
def desk(manager: User, sit: Sit) -> Client:
    return sit(manager)


@pytest.fixture(autouse=True)
def _at_home(meta: Sandbox) -> Any:
    """Meta posts to this installation."""
    set_dials(meta, webhook=f"{HERE}/webhooks/whatsapp/default")
    with override_settings(PUBLIC_URL=HERE):
        yield


def press(desk: Client, line: WhatsAppNumber, step: str = "", **more: str) -> None:
    answer = desk.post(f"{NUMBERS}{line.pk}/conexion/probar/", {"step": step, **more})
    assert answer.status_code == 302


def perform() -> None:
    """Do the jobs that the buttons asked for."""
    for job in Job.objects.filter(name="messaging.check_number").order_by("pk"):
        check_number(**job.args, seconds=30, now=clock.now())
        job.delete()


def page_of(desk: Client, line: WhatsAppNumber) -> str:
    return desk.get(f"{NUMBERS}{line.pk}/conexion/").content.decode()


def tried(desk: Client, line: WhatsAppNumber, step: str = "", **more: str) -> str:
    """Return the page after a step was tried."""
    press(desk, line, step, **more)
    perform()
    return page_of(desk, line)


def test_a_healthy_number_is_good_at_every_step_that_can_be_known(
    line: WhatsAppNumber, desk: Client, hotel: Tenant, scope: Enter
) -> None:
    before = page_of(desk, line)
    write(payloads.text_message())
    work()

    page = tried(desk, line)

    assert before.count("Todavía no se probó") == len(Step)
    with scope(hotel):
        states = dict(ConnectionStep.objects.values_list("step", "state"))
    assert states == {
        **dict.fromkeys(("app", "token", "number", "account", "webhook"), "good"),
        "payment": "unknown",
    }
    assert "No se sabe hasta la primera plantilla" in page
    assert f"{HERE}/webhooks/whatsapp/default" in page


@pytest.mark.parametrize(
    ("step", "dials", "found", "remedy"),
    [
        ("app", {"webhook": "https://other.example/x"}, "Meta avisa a otra dirección", "cambie la dirección"),
        ("app", {"webhook": ""}, "Meta no dice a qué dirección avisa", "pegue la dirección"),
        ("token", {"refused_tokens": [ACCESS]}, "Meta no acepta el token", "genere un token sin vencimiento"),
        (
            "token",
            {"token_scopes": ["whatsapp_business_messaging"]},
            "le faltan permisos: whatsapp_business_man",
            "genere",
        ),
        ("number", {"number_fields": {"platform_type": "NOT_APPLICABLE"}}, "No está registrado", "PIN de dos pasos"),
        ("number", {"number_fields": {"code_verification_status": "NOT_VERIFIED"}}, "no se verificó", "pida el código"),
        ("number", {"number_fields": {"name_status": "DECLINED"}}, "no aceptó el nombre", "proponga otro nombre"),
        ("number", {"number_fields": {"quality_rating": "RED"}}, "La calidad es mala", "Envíe menos plantillas"),
        ("number", {"number_fields": {"status": "RESTRICTED"}}, "lo restringió (RESTRICTED)", "pida allí una revisión"),
        ("payment", {"health_errors": [141006]}, "problema de pago: Error 141006", "Configuración de pagos"),
        ("payment", {"health_errors": [141000]}, "Meta no deja enviar a la cuenta", "qué le falta"),
    ],
)
def test_what_is_wrong_is_told_with_its_remedy(
    line: WhatsAppNumber, desk: Client, meta: Sandbox, step: str, dials: dict[str, Any], found: str, remedy: str
) -> None:
    set_dials(meta, **dials)

    page = tried(desk, line, step)

    assert found in page
    assert remedy in page


def test_a_token_says_until_when_it_is_good(line: WhatsAppNumber, desk: Client, meta: Sandbox) -> None:
    now = clock.now().timestamp()

    said = []
    for ends in (now + 90 * 86_400, now + 86_400, now - 60):
        set_dials(meta, token_expires_at=int(ends))
        said.append(tried(desk, line, "token"))

    assert all(words in page for words, page in zip(("Vale hasta el", "vence pronto", "Venció el"), said, strict=True))


def test_an_account_that_nobody_hears_of_is_subscribed_by_a_button(
    line: WhatsAppNumber, desk: Client, meta: Sandbox
) -> None:
    meta.world.is_subscribed = False

    found = tried(desk, line, "account")
    still = meta.world.is_subscribed
    page = tried(desk, line, "subscribe")

    assert "Ninguna app recibe los avisos" in found
    assert "Apriete Suscribir" in found
    assert not still
    assert meta.world.is_subscribed
    assert "llegan a: Sandbox" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"token": ""}, "Falta el token de acceso"),
        ({"waba_id": ""}, "Falta la cuenta de WhatsApp Business"),
        ({"phone_number_id": "5550001112223"}, "Meta no conoce ese número"),
        ({"app_key": "gone"}, "La app elegida (gone) no existe"),
    ],
)
def test_what_is_missing_here_is_told_too(
    line: WhatsAppNumber, desk: Client, hotel: Tenant, scope: Enter, change: dict[str, str], words: str
) -> None:
    with scope(hotel):
        WhatsAppNumber.objects.update(**change)

    assert words in tried(desk, line)


def test_without_an_app_the_platform_has_to_help(line: WhatsAppNumber, desk: Client) -> None:
    MetaApp.objects.update(is_active=False)

    page = tried(desk, line, "app")

    assert "todavía no tiene ninguna app" in page
    assert "quien administra la plataforma" in page


def test_the_first_message_ends_the_waiting(line: WhatsAppNumber, desk: Client) -> None:
    waiting = tried(desk, line, "webhook")

    write(payloads.text_message())
    work()

    assert "Escriba cualquier mensaje al número" in waiting
    assert "Llegan avisos, firmados por: default" in page_of(desk, line)


def test_a_test_goes_as_a_template_and_its_state_comes_back(
    line: WhatsAppNumber, desk: Client, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    sent = tried(desk, line, "send", to="+54 381 555-0000")

    entry = ledger(meta)[0]
    with scope(hotel):
        facts = ConnectionStep.objects.get(step="send").facts
    status = payloads.status("delivered", wamid=facts["wamid"])
    deliver(payloads.as_bytes(payloads.envelope(payloads.value(statuses=[status]))))
    work()

    assert "Meta lo aceptó para …0000" in sent
    assert "5493815550000" not in sent
    assert "543815550000" not in str(facts)
    assert "hello_world" in str(entry)
    assert "Llegó a …0000" in page_of(desk, line)


def test_who_wrote_today_gets_free_words(
    line: WhatsAppNumber, desk: Client, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        guest = Guest.objects.create(name="Ana")
        Conversation.objects.create(number=line, guest=guest, wa_id="543815550000", last_inbound_at=clock.now())

    tried(desk, line, "send", to="543815550000")

    with scope(hotel):
        assert ConnectionStep.objects.get(step="send").facts["kind"] == "text"
        assert not Message.objects.exists()


@pytest.mark.parametrize(("code", "remedy"), [(131030, "lista de destinatarios"), (131042, "medio de pago")])
def test_a_refused_test_says_why(line: WhatsAppNumber, desk: Client, meta: Sandbox, code: int, remedy: str) -> None:
    set_dials(meta, next_codes=[code])

    page = tried(desk, line, "send", to="543815550000")

    assert f"({code})" in page
    assert remedy in page


def test_a_phone_that_is_none_asks_for_nothing(line: WhatsAppNumber, desk: Client) -> None:
    press(desk, line, "send", to="abc")

    assert not Job.objects.exists()
    assert "código del país" in page_of(desk, line)


def test_the_page_says_that_it_is_being_tried(line: WhatsAppNumber, desk: Client) -> None:
    press(desk, line, "token")
    running = page_of(desk, line)
    perform()

    assert "Probando…" in running
    assert "data-running" in running
    assert "Probando…" not in page_of(desk, line)


def test_a_step_that_nobody_tries_says_so(line: WhatsAppNumber, desk: Client, hotel: Tenant, scope: Enter) -> None:
    press(desk, line, "token")
    with scope(hotel):
        ConnectionStep.objects.update(asked_at=clock.now() - PATIENCE)

    page = page_of(desk, line)

    assert "procesos de tareas" in page
    assert "data-running" not in page


def test_who_may_only_read_presses_nothing(line: WhatsAppNumber, sit: Sit, hotel: Tenant) -> None:
    reader = sit(make_person("lucas", hotel, "read_only"))

    page = page_of(reader, line)
    answers = [reader.post(f"{NUMBERS}{line.pk}/conexion/{what}/").status_code for what in ("probar", "app")]

    assert "Probar" not in page
    assert answers == [403, 403]
    assert not Job.objects.exists()


def test_an_app_is_chosen_among_those_that_one_may_know(
    line: WhatsAppNumber, desk: Client, hotel: Tenant, scope: Enter
) -> None:
    make_app("theirs")
    write(payloads.text_message())
    work()
    page = page_of(desk, line)

    refused = desk.post(f"{NUMBERS}{line.pk}/conexion/app/", {"app": "theirs"}).status_code
    desk.post(f"{NUMBERS}{line.pk}/conexion/app/", {"app": "default"})

    assert "theirs" not in page
    assert "firmó solo default" in page
    assert refused == 403
    with scope(hotel):
        assert WhatsAppNumber.objects.get().app_key == "default"
