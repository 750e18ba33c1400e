"""What Meta says of accounts, templates and people, and what a guest sends besides words."""

from __future__ import annotations

import pytest
import requests

from messaging.models import (
    AccountNotice,
    AnswerRules,
    Conversation,
    MediaFile,
    Message,
    RawEvent,
    WhatsAppNumber,
    WhatsAppTemplate,
)
from messaging.services.media import fetch
from messaging.services.templates import sync_templates
from sandbox.app import Sandbox
from tenants import clock, resolver
from tenants.models import ChannelIdentifier, Guest, StaffTask, Tenant
from tests.cast import Enter
from tests.messaging.line import deliver, ledger, set_dials, work, write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def tell(value: dict[str, object], *, field: str, at: int | None = None) -> None:
    deliver(payloads.as_bytes(payloads.envelope(value, field=field, time=at)))


PAUSED: dict[str, object] = {
    "event": "PAUSED",
    "message_template_id": 901234567890123,
    "message_template_name": "recordatorio",
    "message_template_language": "es_AR",
    "message_template_category": "UTILITY",
    "reason": None,
}


@pytest.fixture
def account(line: WhatsAppNumber, hotel: Tenant) -> None:
    """News that name no number come to the business by its account."""
    ChannelIdentifier.objects.create(tenant=hotel, kind="waba", value=payloads.WABA_ID)
    resolver.renew(look_seconds=3600)


def test_a_template_that_is_paused_is_known_and_a_task(account: None, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID, name="recordatorio", language="es_AR", status="APPROVED", synced_at=clock.now()
        )

    for _ in range(2):
        tell(PAUSED, field="message_template_status_update")
    work()

    with scope(hotel):
        assert WhatsAppTemplate.objects.get().status == "PAUSED"
        assert StaffTask.objects.get().kind == "whatsapp_template"
        assert AccountNotice.objects.filter(field="message_template_status_update").count() == 2


def test_the_same_webhook_read_again_notes_nothing_twice(account: None, hotel: Tenant, scope: Enter) -> None:
    tell(PAUSED, field="message_template_status_update")
    work()

    RawEvent.objects.update(state="waiting", attempts=0)
    work()

    with scope(hotel):
        assert AccountNotice.objects.count() == 1


def test_what_meta_tells_twice_is_noted_and_done_once(account: None, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID, name="recordatorio", language="es_AR", status="APPROVED", synced_at=clock.now()
        )
    paused, mended = payloads.SENT_AT, payloads.SENT_AT + 60
    tell(PAUSED, field="message_template_status_update", at=paused)
    tell({**PAUSED, "event": "APPROVED"}, field="message_template_status_update", at=mended)
    work()
    with scope(hotel):
        StaffTask.objects.update(closed_at=clock.now(), closed_by="test", outcome="done")

    RawEvent.objects.filter(pk=RawEvent.objects.order_by("pk").values("pk")[:1]).update(state="waiting", attempts=0)
    work()
    tell(dict(reversed(PAUSED.items())), field="message_template_status_update", at=paused)
    work()

    with scope(hotel):
        assert WhatsAppTemplate.objects.get().status == "APPROVED"
        assert AccountNotice.objects.count() == 2
        assert not StaffTask.objects.filter(closed_at=None).exists()


def test_an_alarm_that_comes_again_is_one_task(account: None, hotel: Tenant, scope: Enter) -> None:
    for _ in range(2):
        tell({"event": "ACCOUNT_RESTRICTION"}, field="account_update", at=payloads.SENT_AT)
        work()

    with scope(hotel):
        assert StaffTask.objects.count() == 1


def test_an_account_that_is_restricted_is_a_task(account: None, hotel: Tenant, scope: Enter) -> None:
    tell({"event": "ACCOUNT_RESTRICTION", "restriction_info": []}, field="account_update")
    work()

    with scope(hotel):
        assert StaffTask.objects.get().kind == "whatsapp_account"


def test_the_catalogue_of_templates_is_as_metas(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID, name="gone", language="es", status="APPROVED", synced_at=clock.now()
        )

    count = sync_templates(tenant_id=hotel.pk, seconds=30, now=clock.now())

    with scope(hotel):
        names = set(WhatsAppTemplate.objects.values_list("name", flat=True))
    assert count > 0
    assert len(names) > 0
    assert "gone" not in names


def test_without_an_answer_of_meta_the_catalogue_stays(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    set_dials(meta, refused_tokens=["the-access-token"])
    with scope(hotel):
        WhatsAppTemplate.objects.create(
            waba_id=payloads.WABA_ID, name="kept", language="es", status="APPROVED", synced_at=clock.now()
        )

    assert sync_templates(tenant_id=hotel.pk, seconds=30, now=clock.now()) == 0

    with scope(hotel):
        assert WhatsAppTemplate.objects.get().name == "kept"


def test_all_pages_of_the_catalogue_together_have_the_time_of_one_job(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant
) -> None:
    meta.world.templates.replace([{"name": f"t{number}", "language": "es"} for number in range(205)])
    set_dials(meta, latency_ms=1500)

    # Each of the three pages alone would come in time.
    assert sync_templates(tenant_id=hotel.pk, seconds=3, now=clock.now()) == 0


def test_a_guest_with_a_new_number_keeps_the_conversation(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    write(payloads.text_message("hola", wamid="wamid.1", sent_at=int(clock.now().timestamp())))
    write(payloads.number_change(new="5491166660000", wamid="wamid.2", sent_at=int(clock.now().timestamp())))
    work()

    write(payloads.text_message("soy yo", wamid="wamid.3", wa_id="5491166660000", sent_at=int(clock.now().timestamp())))
    work()

    with scope(hotel):
        assert Guest.objects.count() == 1
        assert Conversation.objects.get().wa_id == "5491166660000"
    assert ledger(meta)[-1]["to"] == "5491166660000"


def said_by(words: str, *, wamid: str, **who: str) -> None:
    """Let somebody write, as Meta tells it; `contacts` names them as the message does."""
    message = payloads.text_message(words, wamid=wamid, sent_at=int(clock.now().timestamp()), **who)
    named = payloads.contact(**who)
    deliver(payloads.as_bytes(payloads.envelope(payloads.value(message, contacts=[named]))))
    work()


def test_a_number_under_another_id_is_another_person(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    said_by("hola", wamid="wamid.1", user_id="AR.1")
    said_by("hola, número nuevo", wamid="wamid.2", user_id="AR.2")
    said_by("¿están?", wamid="wamid.3", user_id="AR.2")

    with scope(hotel):
        first, second = Conversation.objects.order_by("id")
        assert first.guest_id != second.guest_id
        assert [(it.user_id, it.wa_id) for it in (first, second)] == [("AR.1", ""), ("AR.2", payloads.WA_ID)]
        assert list(
            Message.objects.filter(direction="in").order_by("id").values_list("conversation_id", flat=True)
        ) == [
            first.pk,
            second.pk,
            second.pk,
        ]
        assert StaffTask.objects.get().kind == "identity_conflict"


def test_a_guest_with_a_new_number_and_so_a_new_id_is_the_same_person(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    said_by("hola", wamid="wamid.1", user_id="AR.1")
    moved_at = int(clock.now().timestamp())
    write(payloads.number_change(new="5491166660000", wamid="wamid.2", user_id="AR.1", sent_at=moved_at))
    work()
    said_by("soy yo", wamid="wamid.3", user_id="AR.2", wa_id="5491166660000")

    with scope(hotel):
        assert Guest.objects.count() == 1
        assert Conversation.objects.get().user_id == "AR.2"


def sent_by(meta: Sandbox, hotel: Tenant, scope: Enter, **dials: object) -> MediaFile:
    """Let a guest send a picture that the sandbox has, fetch it, and return what is kept."""
    data = b"\x89PNG a receipt"
    kept = requests.post(
        f"{meta.url}/_sandbox/media", data=data, headers={"Content-Type": "image/png"}, timeout=5
    ).json()
    if dials:
        set_dials(meta, **dials)
    picture = payloads.message(
        "image",
        {"id": kept["id"], "mime_type": "image/png", "sha256": payloads.base64_digest(data)},
        sent_at=int(clock.now().timestamp()),
    )
    write(picture)
    work()
    with scope(hotel):
        message_id = Message.objects.get(direction="in").pk
    fetch(tenant_id=hotel.pk, message_id=message_id, seconds=30, now=clock.now())
    with scope(hotel):
        return MediaFile.objects.get()


def test_a_picture_is_fetched_and_kept(line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter) -> None:
    file = sent_by(meta, hotel, scope)

    assert file.state == "stored"
    assert bytes(file.content or b"") == b"\x89PNG a receipt"
    assert file.size == len(b"\x89PNG a receipt")


def test_a_file_that_leads_elsewhere_is_not_fetched(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    file = sent_by(meta, hotel, scope, media_fault="foreign_host")

    assert (file.state, file.error) == ("failed", "MediaRefused")
    assert file.content is None


def test_a_guest_sees_that_they_were_read(line: WhatsAppNumber, meta: Sandbox) -> None:
    write(payloads.text_message("hola", wamid="wamid.1", sent_at=int(clock.now().timestamp())))
    work()

    receipts = requests.get(f"{meta.url}/_sandbox/ledger", timeout=5).json()["receipts"]
    assert [receipt["wamid"] for receipt in receipts] == ["wamid.1"]


def test_once_the_months_replies_are_used_up_the_bot_keeps_to_what_matters(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        AnswerRules.objects.update(monthly_replies=2)

    for number in range(4):
        write(payloads.text_message(f"mensaje {number}", wamid=f"wamid.{number}", sent_at=int(clock.now().timestamp())))
        work()

    assert len(ledger(meta)) == 2
