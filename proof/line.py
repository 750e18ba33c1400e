"""A business's line to many guests: numbers at the sandbox, an app that signs, and webhooks as Meta would post them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from django.db import connections

from messaging.models import AnswerRules, MetaApp, WhatsAppNumber
from proof.floor import SECRET
from sandbox.envelopes import change, envelope, to_bytes
from tenants import clock
from tenants.models import ChannelIdentifier, Tenant
from tenants.scoping import tenant_scope
from tenants.sealed import seal

ACTOR = "system:bench"
APP = "bench"
WABA = "102200300"
# What an earlier run has left: it would be in the way of the next one's figures.
FORGET = (
    *(
        f"DELETE FROM messaging_{table} WHERE tenant_id = %(tenant)s"  # noqa: S608 (our own words)
        for table in (
            "botturn",
            "talk",
            "scheduledreply",
            "conversationevent",
            "conversationnote",
            "conversationmark",
            "statusevent",
            "sendattempt",
            "outgoing",
            "mailbox",
            "mediafile",
            "message",
            "conversation",
        )
    ),
    "DELETE FROM messaging_rawevent WHERE app_key = %(app)s",
)


@dataclass
class Line:
    """Numbers of a business, and guests of whom each writes to one of them."""

    tenant: Tenant
    numbers: list[str]
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    turns: Iterator[int] = field(default_factory=count)
    # How much each guest has said.
    said: Counter[int] = field(default_factory=Counter)
    # Ids of another run would be known already.
    run: str = field(default_factory=lambda: uuid4().hex)

    def write(self, guest: int, *, ends: str = "?") -> tuple[str, bytes]:
        """Return the id and the webhook of a guest's next message.

        No two are alike, or they would be a machine's; each tells the bot something new, or it would leave them to people.
        """
        word = "".join(self.chance.choices("abcdefghijklmnopqrstuvwxyz", k=12))
        self.said[guest] += 1
        people = 2 + self.said[guest] % 5
        words = f"Hola, ¿tienen lugar en {word} para {people} personas el fin de semana{ends}"
        wamid = f"wamid.{self.run}{next(self.turns):08}"
        return wamid, webhook(self.numbers[guest % len(self.numbers)], guest, words, wamid=wamid)


def webhook(phone_number_id: str, guest: int, words: str, *, wamid: str, at: int | None = None) -> bytes:
    """Return what Meta posts for one text of a guest."""
    number, user_id = f"54911{guest:08}", f"AR.{guest:012}"
    moment = str(int(clock.now().timestamp()) if at is None else at)
    message = {"from": number, "from_user_id": user_id, "id": wamid, "timestamp": moment, "type": "text"}
    contact = {"profile": {"name": f"Huésped {guest}"}, "wa_id": number, "user_id": user_id}
    value = change(
        phone_number_id, "5491100000000", contacts=[contact], messages=[{**message, "text": {"body": words}}]
    )
    return to_bytes(envelope(WABA, [value]))


def make_line(slug: str, *, numbers: int) -> Line:
    """Return a business whose bot answers at once, with so many numbers; what was written in an earlier run is forgotten."""
    tenant, _ = Tenant.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title()})
    forget(tenant)
    ids = [f"{tenant.pk:06}{number:08}" for number in range(numbers)]
    ChannelIdentifier.objects.bulk_create(
        [ChannelIdentifier(tenant=tenant, kind="phone_number_id", value=value) for value in ids], ignore_conflicts=True
    )
    with tenant_scope(tenant.pk, actor=ACTOR):
        for value in ids:
            WhatsAppNumber.objects.update_or_create(
                phone_number_id=value,
                defaults={"waba_id": WABA, "token": seal("bench-token"), "paused_at": None},
            )
    MetaApp.objects.update_or_create(
        key=APP, defaults={"name": "Bench", "verify_token": seal(SECRET), "secrets": [seal(SECRET)], "is_active": True}
    )
    set_patience(tenant, debounce_ms=0, fragment_ms=0)
    return Line(tenant, ids)


def set_patience(tenant: Tenant, *, debounce_ms: int, fragment_ms: int) -> None:
    """Let the bot wait so long for what may still come."""
    with tenant_scope(tenant.pk, actor=ACTOR):
        AnswerRules.objects.update_or_create(defaults={"debounce_ms": debounce_ms, "fragment_ms": fragment_ms})


def forget(tenant: Tenant) -> None:
    """Forget what guests of this business wrote, and what they were answered."""
    with connections["owner"].cursor() as cursor:
        for statement in FORGET:
            cursor.execute(statement, {"tenant": tenant.pk, "app": APP})
