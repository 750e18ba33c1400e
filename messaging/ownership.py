"""Who answers in a conversation: the bot, a person, or nobody yet. One state machine, plain: no Django, no clock.

A person holds a conversation for a while (a lease): each of their words begins it anew, and when it is over the bot answers
again. While they hold it the bot is silent, and it looks once more right before it sends.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

BOT, STAFF, NOBODY = OWNERS = ("bot", "staff", "nobody")

# What led to it: words of ours, kept with the conversation and told by messaging/admin/words.py.
CLAIMED, REPLIED, PHONE, ASSIGNED = "claimed", "replied", "phone", "assigned"
ASKED_FOR_PERSON, RELEASED, BOT_OFF, NO_REPLY = "asked_for_person", "released", "bot_off", "no_reply"
HANDED_BACK, ASKED_FOR_BOT, LEASE_OVER = "handed_back", "asked_for_bot", "lease_over"


@dataclass(frozen=True, slots=True)
class Lease:
    """Who has a conversation: `person` is somebody of the staff, None for whoever wrote from the phone."""

    owner: str = BOT
    person: int | None = None
    until: datetime | None = None
    why: str = ""


def now_held(lease: Lease, *, now: datetime) -> Lease:
    """Return who has it now: a lease that is over is the bot's, whether or not somebody has written that down."""
    if lease.owner == STAFF and lease.until is not None and lease.until <= now:
        return Lease(why=LEASE_OVER)
    return lease


def is_bots(lease: Lease, *, now: datetime) -> bool:
    """Return whether the bot may answer."""
    return now_held(lease, now=now).owner == BOT


def is_anothers(lease: Lease, person: int | None, *, now: datetime) -> bool:
    """Return whether somebody else of the staff has it. The phone is everybody's."""
    held = now_held(lease, now=now)
    return held.owner == STAFF and held.person is not None and held.person != person


def taken_by(person: int, *, now: datetime, lasts: timedelta, why: str = CLAIMED) -> Lease:
    """Return a conversation in somebody's hands."""
    return Lease(STAFF, person, now + lasts, why)


def after_reply(lease: Lease, person: int | None, *, now: datetime, lasts: timedelta, why: str = REPLIED) -> Lease:
    """Return who has it after words of the staff: of a person, or (None) of whoever wrote from the phone, or a program.

    What is written by phone may come here late, and does not shorten the lease of somebody who has it.
    """
    held = now_held(lease, now=now)
    if person is not None:
        return Lease(STAFF, person, now + lasts, why)
    if held.owner == STAFF:
        return replace(held, until=max(held.until or now, now + lasts))
    return Lease(STAFF, None, now + lasts, why)


def for_anybody(why: str) -> Lease:
    """Return a conversation that a person has to see to, and nobody has yet."""
    return Lease(NOBODY, why=why)


def back_to_bot(why: str = HANDED_BACK) -> Lease:
    """Return a conversation in which the bot answers again."""
    return Lease(BOT, why=why)


LONGEST_WISH: Final = 80
# Without a business's own. Whole messages: "persona" inside a sentence is for whoever understands sentences.
PERSON_WORDS: Final = frozenset(
    (
        "persona",
        "humano",
        "humana",
        "operador",
        "asesor",
        "recepcion",
        "recepcao",
        "reception",
        "front desk",
        "agente",
        "persona por favor",
        "hablar con una persona",
        "hablar con un humano",
        "quiero hablar con una persona",
        "pessoa",
        "atendente",
        "falar com uma pessoa",
        "quero falar com uma pessoa",
        "person",
        "human",
        "agent",
        "talk to a person",
        "talk to a human",
        "i want to talk to a person",
    )
)
BOT_WORDS: Final = frozenset(["bot", "asistente", "volver al bot", "assistente", "assistant"])


def wanted_by_words(text: str, *, person_words: frozenset[str], bot_words: frozenset[str]) -> str:
    """Return whom a guest asks for with a whole message, as `plain` spells it: STAFF, BOT, or "" for nobody."""
    words = plain(text)
    if words in person_words:
        return STAFF
    return BOT if words in bot_words else ""


def wish_words(lines: str, default: frozenset[str]) -> frozenset[str]:
    """Return the words of a wish as a business writes them, a line each; without any, ours."""
    return frozenset(word for line in lines.splitlines() if (word := plain(line))) or default


def plain(text: str) -> str:
    """Return a short message without what people write around it: accents, capitals, signs, blanks.

    >>> plain("  ¡PERSONA, por favor!! ")
    'persona por favor'
    """
    if len(text) > LONGEST_WISH:
        return ""
    letters = unicodedata.normalize("NFD", text.casefold())
    kept = (it if it.isalnum() else " " for it in letters if not unicodedata.combining(it))
    return " ".join("".join(kept).split())
