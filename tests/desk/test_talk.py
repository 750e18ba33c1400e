"""The pages of messages: a thread to read, buttons that are there only where they help, files and secrets that stay put."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from messaging.models import AnswerRules, Conversation, MediaFile, Message, Outgoing, WhatsAppNumber
from tasks.models import Job
from tenants import clock
from tenants.models import ChannelIdentifier, StaffTask, Tenant, User
from tenants.sealed import unseal
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.desk.talk_rows import conversation, media_file, message
from tests.desk.talk_rows import number as paused_number

pytestmark = pytest.mark.django_db(transaction=True)

CONVERSATIONS, MESSAGES = "/admin/messaging/conversation/", "/admin/messaging/message/"
FILES, NUMBERS = "/admin/messaging/mediafile/", "/admin/messaging/whatsappnumber/"
TEMPLATES, RULES = "/admin/messaging/whatsapptemplate/", "/admin/messaging/answerrules/"


@pytest.fixture
def desk(clerk: User, sit: Sit) -> Client:
    return sit(clerk)


@pytest.fixture
def reader(hotel: Tenant, sit: Sit) -> Client:
    """Somebody who may look and do nothing."""
    return sit(make_person("lucas", hotel, "read_only"))


def test_a_thread_is_read_from_top_to_bottom(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        talk = conversation(hotel)
        for minute, words in ((3, "tercero"), (1, "primero"), (2, "<b>segundo</b>")):
            moment = clock.now() + timedelta(minutes=minute)
            values = {"direction": "in", "sender_type": "guest", "kind": "text", "state": "seen", "sent_at": moment}
            Message.objects.create(conversation=talk, text=words, **values)

    page = desk.get(f"{CONVERSATIONS}{talk.pk}/change/").content.decode()

    assert page.index("primero") < page.index("&lt;b&gt;segundo") < page.index("tercero")


def test_a_long_thread_begins_with_its_end(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        talk = conversation(hotel)
        now = clock.now()
        values = {"direction": "in", "sender_type": "guest", "kind": "text", "state": "seen"}
        Message.objects.bulk_create(
            Message(conversation=talk, text=f"mensaje {n:03}", sent_at=now + timedelta(seconds=n // 2), **values)
            for n in range(150)
        )
    address: str | None = f"{CONVERSATIONS}{talk.pk}/change/"
    seen: list[list[str]] = []

    while address:
        page = desk.get(address).content.decode()
        seen.insert(0, re.findall(r"mensaje (\d{3})", page))
        older = re.search(r'rel="prev" href="(\?antes=\d+)"', page)
        address = f"{CONVERSATIONS}{talk.pk}/change/{older[1]}" if older else None

    assert [number for part in seen for number in part] == [f"{n:03}" for n in range(150)]


def test_a_failed_message_tells_its_tries_and_why(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        failed = message(hotel)

    thread = desk.get(f"{CONVERSATIONS}{failed.conversation_id}/change/").content.decode()
    page = desk.get(f"{MESSAGES}{failed.pk}/change/").content.decode()

    for shown in (thread, page):
        assert "Re-engagement message (131047)" in shown
        assert "Meta pidió intentar más tarde" in shown


def test_the_bot_answers_again_when_a_person_says_so(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        talk = conversation(hotel)
        StaffTask.objects.create(kind="bot_stopped", cause=f"conversation:{talk.pk}", title="Calla")

    desk.post(f"{CONVERSATIONS}{talk.pk}/contestar/")

    with scope(hotel):
        assert Conversation.objects.get().owner == "bot"
        assert StaffTask.objects.get().outcome == "done"
    assert "Que el bot vuelva" not in desk.get(f"{CONVERSATIONS}{talk.pk}/change/").content.decode()


def test_until_when_a_guest_may_be_written_to_is_said(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        talk = conversation(hotel)
        Conversation.objects.update(last_inbound_at=clock.now() - timedelta(hours=20, minutes=30))
    open_page = desk.get(f"{CONVERSATIONS}{talk.pk}/change/").content.decode()
    with scope(hotel):
        Conversation.objects.update(last_inbound_at=clock.now() - timedelta(hours=24))

    closed_page = desk.get(f"{CONVERSATIONS}{talk.pk}/change/").content.decode()

    assert re.search(r"sí, hasta (el )?[\d/]+ \d+:\d\d \(faltan 3\s(&nbsp;)?horas\)", open_page)
    assert "no: solo con una plantilla" in closed_page


def test_a_reader_has_no_buttons_and_no_way_around(reader: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        failed = message(hotel)
        talk = failed.conversation

    pages = [
        reader.get(f"{it}change/").content.decode() for it in (f"{CONVERSATIONS}{talk.pk}/", f"{MESSAGES}{failed.pk}/")
    ]
    answers = [
        reader.post(address).status_code
        for address in (
            f"{CONVERSATIONS}{talk.pk}/contestar/",
            f"{MESSAGES}{failed.pk}/reintentar/",
            f"{NUMBERS}{talk.number_id}/reanudar/",
            f"{TEMPLATES}traer/",
        )
    ]

    assert not any("Para hacer" in page for page in pages)
    assert answers == [403] * 4


def test_a_message_is_sent_again_only_where_that_can_help(desk: Client, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        failed = message(hotel)
    address = f"{MESSAGES}{failed.pk}/"

    while_paused = desk.get(f"{address}change/").content.decode()
    refused = desk.post(f"{address}reintentar/", follow=True).content.decode()
    with scope(hotel):
        WhatsAppNumber.objects.update(paused_at=None)
    offered = desk.get(f"{address}change/").content.decode()
    desk.post(f"{address}reintentar/", {"why": "ya desbloqueó el número"})
    afterwards = desk.get(f"{address}change/").content.decode()

    assert "Reintentar" not in while_paused
    assert "no se puede volver a enviar" in refused
    assert "Reintentar" in offered
    assert Outgoing.objects.get().message_id == failed.pk
    assert "Se pidió otro intento: carlos" in afterwards
    assert "ya desbloqueó el número" in afterwards


@pytest.mark.parametrize(
    ("content", "kind", "how"),
    [
        (b"\x89PNG\r\n\x1a\nxx", "image/png", "inline"),
        (b"\xff\xd8\xff\xe0xx", "image/jpeg", "inline"),
        (b"<script>alert(1)</script>", "application/octet-stream", "attachment"),
        (b"GIF89a", "application/octet-stream", "attachment"),
    ],
)
def test_a_file_is_never_run(desk: Client, hotel: Tenant, scope: Enter, content: bytes, kind: str, how: str) -> None:
    with scope(hotel):
        file = media_file(hotel)
        MediaFile.objects.update(content=content, filename='a".html', mime_type="text/html")

    answer = desk.get(f"{FILES}{file.pk}/archivo/")

    assert (answer.content, answer["Content-Type"]) == (content, kind)
    assert answer["Content-Disposition"].startswith(how)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_a_file_that_is_not_here_or_not_ours_is_not_served(
    desk: Client, outsider: User, sit: Sit, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        file = media_file(hotel)
    theirs = sit(outsider).get(f"{FILES}{file.pk}/archivo/").status_code
    with scope(hotel):
        MediaFile.objects.update(state="failed", content=None, size=None)

    assert theirs == 404
    assert desk.get(f"{FILES}{file.pk}/archivo/").status_code == 404
    assert Client().get(f"{FILES}{file.pk}/archivo/").status_code == 302


def test_a_number_is_connected_and_its_token_never_shown(manager: User, sit: Sit, hotel: Tenant, scope: Enter) -> None:
    desk = sit(manager)
    form = {"display": "+54 381", "phone_number_id": "123", "waba_id": "456", "per_second": 80}

    desk.post(f"{NUMBERS}add/", form | {"new_token": "EAAsecret"})
    with scope(hotel):
        number = WhatsAppNumber.objects.get()
    page = desk.get(f"{NUMBERS}{number.pk}/change/").content.decode()
    desk.post(f"{NUMBERS}{number.pk}/change/", form | {"per_second": 20, "new_token": ""})

    with scope(hotel):
        number.refresh_from_db()
    assert (number.per_second, unseal(number.token)) == (20, "EAAsecret")
    assert "EAAsecret" not in page
    assert number.token not in page
    assert set(ChannelIdentifier.objects.values_list("value", flat=True)) == {"123", "456"}


def test_the_number_of_a_neighbour_is_refused_in_words(
    manager: User, sit: Sit, hotel: Tenant, neighbour: Tenant, scope: Enter
) -> None:
    ChannelIdentifier.objects.create(tenant=neighbour, kind="phone_number_id", value="123")
    form = {"display": "", "phone_number_id": "123", "waba_id": "", "per_second": 80}

    page = sit(manager).post(f"{NUMBERS}add/", form, follow=True).content.decode()
    wrong = sit(manager).post(f"{NUMBERS}add/", form | {"phone_number_id": "+54 381"}).content.decode()

    assert "ya está en uso" in page
    assert "solo con cifras" in wrong
    with scope(hotel):
        assert not WhatsAppNumber.objects.exists()


def test_a_paused_number_says_why_and_goes_on(manager: User, sit: Sit, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        number = paused_number(hotel)
    desk = sit(manager)

    page = desk.get(f"{NUMBERS}{number.pk}/change/").content.decode()
    desk.post(f"{NUMBERS}{number.pk}/reanudar/")

    assert "Reanudar" in page
    assert "(190)" in page
    with scope(hotel):
        assert WhatsAppNumber.objects.get().paused_at is None


def test_templates_are_fetched_by_a_job(manager: User, sit: Sit, hotel: Tenant) -> None:
    desk = sit(manager)

    assert "Traer de Meta" in desk.get(TEMPLATES).content.decode()
    desk.post(f"{TEMPLATES}traer/")

    assert Job.objects.get().args == {"tenant_id": hotel.pk}


def test_a_business_has_one_row_of_rules(manager: User, sit: Sit, hotel: Tenant, scope: Enter) -> None:
    desk = sit(manager)
    form = {"is_on": "on", "debounce_ms": 0, "fragment_ms": 0, "voice_seconds": 0, "stale_minutes": 30}
    form |= {"lease_minutes": 120, "remind_minutes": 15, "release_minutes": 45}
    form |= {"mode": "auto", "address": "vos", "nudge_hours": 4}

    for wait in (1000, 2000, 60_001):
        desk.post(f"{RULES}add/", form | {"debounce_ms": wait})

    with scope(hotel):
        assert AnswerRules.objects.get().debounce_ms == 2000
