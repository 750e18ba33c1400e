"""How to fill the lists about messages: conversations with guests of their own, and webhooks that are nobody's."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from django.db.models import Model

from messaging.models import (
    AccountNotice,
    AnswerRules,
    BotText,
    BotTurn,
    CannedReply,
    Conversation,
    KnownAnswer,
    MediaFile,
    Message,
    MetaApp,
    NluCase,
    Quarantined,
    RawEvent,
    SendAttempt,
    StatusEvent,
    StayText,
    TopicMode,
    WhatsAppNumber,
    WhatsAppTemplate,
)
from tenants import clock
from tenants.models import Tenant
from tenants.sealed import seal
from tests.desk.booking_rows import guest
from tests.desk.catalogue_rows import name


def digits() -> str:
    return str(uuid4().int)[:15]


def number(tenant: Tenant) -> WhatsAppNumber:
    """Return a number that Meta has paused."""
    return WhatsAppNumber.objects.create(
        phone_number_id=digits(), waba_id=digits(), display=f"+{digits()}", paused_at=clock.now(), pause_code=190
    )


def conversation(tenant: Tenant) -> Conversation:
    """Return a conversation with a machine, in which the bot keeps silent."""
    now = clock.now()
    made = Conversation.objects.create(
        number=WhatsAppNumber.objects.order_by("id").first() or number(tenant),
        guest=guest(tenant),
        wa_id=digits(),
        last_inbound_at=now,
        owner="nobody",
        why="auto_reply",
    )
    Message.objects.create(
        conversation=made,
        direction="in",
        sender_type="guest",
        kind="text",
        text="¿Hay lugar?",
        state="seen",
        sent_at=now,
    )
    return made


def message(tenant: Tenant) -> Message:
    """Return an answer that Meta did not take, after two tries."""
    now = clock.now()
    made = Message.objects.create(
        conversation=conversation(tenant),
        direction="out",
        sender_type="bot",
        kind="text",
        text="Sí",
        content={"kind": "text", "body": "Sí"},
        state="failed",
        wamid=f"wamid.{name()}",
        opaque=uuid4(),
        purpose="answer",
        sent_at=now,
        error="Re-engagement message",
        error_code=131047,
    )
    for outcome in ("retry_later", "never"):
        SendAttempt.objects.create(message=made, began_at=now, ended_at=now, outcome=outcome, code=131047)
    StatusEvent.objects.create(
        message=made, wamid=made.wamid, status="failed", at=now, error_code=131047, error="Re-engagement message"
    )
    return made


def media_file(tenant: Tenant) -> MediaFile:
    about = Message.objects.create(
        conversation=conversation(tenant),
        direction="in",
        sender_type="guest",
        kind="image",
        state="seen",
        sent_at=clock.now(),
    )
    return MediaFile.objects.create(
        message=about, media_id=digits(), mime_type="image/png", state="stored", size=8, content=b"\x89PNG\r\n\x1a\n"
    )


def template(tenant: Tenant) -> WhatsAppTemplate:
    return WhatsAppTemplate.objects.create(
        waba_id=digits(),
        name=f"saldo_{name().lower()}",
        language="es",
        status="APPROVED",
        components=[{"type": "BODY", "text": "Hola"}],
        synced_at=clock.now(),
    )


def event(tenant: Tenant) -> RawEvent:
    return RawEvent.objects.create(
        app_key="default", body=b'{"entry": []}', state="dead", attempts=5, error="ValueError"
    )


def quarantined(tenant: Tenant) -> Quarantined:
    return Quarantined.objects.create(event=event(tenant), reason="unknown_number", place=digits(), content="{}")


def nlu_case(tenant: Tenant) -> NluCase:
    """Return an answer that somebody found wrong."""
    answer, now = message(tenant), clock.now()
    turn = BotTurn.objects.create(
        conversation=answer.conversation,
        message=answer,
        at=now,
        heard="¿Cuánto sale del 12 al 15?",
        intent="availability",
        rule="options",
        version="1",
    )
    return NluCase.objects.create(
        turn=turn,
        text="¿Cuánto sale del 12 al 15?",
        today=now.date(),
        understanding={"intent": "availability"},
        expected={"intent": "price", "check_in": "2026-12-12", "check_out": None, "adults": 2},
        note="Preguntó el precio",
        author="user:1",
        at=now,
    )


TALK_MAKERS: dict[type[Model], Callable[[Tenant], Model]] = {
    Conversation: conversation,
    Message: message,
    MediaFile: media_file,
    WhatsAppNumber: number,
    WhatsAppTemplate: template,
    AccountNotice: lambda _: AccountNotice.objects.create(
        field="phone_number_quality_update", content={"event": "FLAGGED"}, key=uuid4().hex, at=clock.now()
    ),
    # One row a business.
    AnswerRules: lambda _: AnswerRules.objects.get_or_create(defaults={"monthly_replies": 1000})[0],
    CannedReply: lambda _: CannedReply.objects.create(shortcut=name().lower(), text="Hola {nombre}, ¿en qué le ayudo?"),
    StayText: lambda _: StayText.objects.create(key=name().lower(), text="Le esperamos el {llegada}."),
    # As unlike each other as a long list wants them; what nobody asks about is shown by its name.
    BotText: lambda _: BotText.objects.create(key=name().lower(), language="es", text="¡Hola! ¿Qué necesitás?"),
    KnownAnswer: lambda _: KnownAnswer.objects.create(topic=name().lower(), text="Sí, y no se paga aparte."),
    TopicMode: lambda _: TopicMode.objects.create(topic=name().lower(), mode="draft"),
    MetaApp: lambda _: MetaApp.objects.create(
        key=name().lower(), name="Conserje", verify_token=seal("token"), secrets=[seal("old"), seal("new")]
    ),
    NluCase: nlu_case,
    RawEvent: event,
    Quarantined: quarantined,
}
