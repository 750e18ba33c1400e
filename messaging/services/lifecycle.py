"""Telling guests what became of their bookings, and what rules call for: looked at when it is written, and when it goes.

What asked for it may be over by now: a hold was paid in the meantime, a booking cancelled, its dates moved. So nothing is
taken from whoever asked but which booking and which occasion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from bookings import message_conditions as why
from bookings.lifecycle import booking_status
from bookings.models import Booking, BookingEvent, MessageState, StayMessage
from bookings.queries.stay_messages import facts_of, lock_message
from bookings.services.events import record_event
from bookings.services.stay_messages import note_told, skip_message, tell_again, why_not_now
from bookings.telling import HOLD_PLACED, TELL_GUEST
from messaging import purposes
from messaging.canned import fill
from messaging.errors import WindowClosed
from messaging.models import Conversation, Message, StayText
from messaging.queries.stay_texts import find_conversation_with, find_template, find_text
from messaging.queries.stays import Booked, find_booked, told_about
from messaging.services.asking import ask_person
from messaging.services.consenting import may_send
from messaging.services.saying import say
from messaging.stay_texts import DEFAULTS, Standing, is_true
from messaging.whatsapp.outgoing import BadContent, TemplateMessage, Text, to_json
from tasks.queue import enqueue
from tenants.language import site_language
from tenants.models import Tenant
from tenants.scoping import current_tenant_id

OF_BOOKING, OF_RULE = "stay:", "stay-message:"
# What claiming looks at once more.
LOOKED_AT = (OF_BOOKING, OF_RULE)
# What a person can mend: words, templates, or telling the guest in another way.
ASKED_ABOUT = frozenset({why.NO_TEXT, why.GAP_MISSING, why.BAD_TEXT, why.WINDOW_CLOSED})
TITLES = {
    why.NO_TEXT: _("Falta el texto de un mensaje automático: %(key)s"),
    why.GAP_MISSING: _("No se le avisó al huésped de %(code)s: falta un dato"),
    why.BAD_TEXT: _("No se le avisó al huésped de %(code)s: WhatsApp no acepta el texto"),
    why.WINDOW_CLOSED: _("No se le avisó al huésped de %(code)s: falta una plantilla"),
}


class CannotSay(Exception):
    """A guest is not told; the reason is a word of bookings/message_conditions.py."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Words:
    """What is said freely, and the template for when that is not allowed."""

    content: Text
    template: TemplateMessage | None


@dataclass(frozen=True, slots=True)
class Written:
    """A message that is about to go out, as its row keeps it."""

    message_id: int
    conversation_id: int
    key: str
    content: Any
    fallback: Any


# --- When it is asked for ------------------------------------------------------------------------------------------------


def tell_guest(*, booking_id: int, kind: str, now: datetime) -> None:
    """Write to a guest what became of their booking, once, if it is still so."""
    booked = find_booked(booking_id)
    if booked is None or not is_so(booked, kind, now=now):
        return
    booking = booked.booking
    age = purposes.MOST_AGE[purposes.BOOKING]
    ends = booking.hold_expires_at if kind == HOLD_PLACED else None
    try:
        message = tell(
            booked,
            key=kind,
            content_key=f"{OF_BOOKING}{booking.pk}:{kind}",
            purpose=purposes.BOOKING,
            expires_at=min(ends, now + age) if ends else now + age,
            now=now,
        )
    except CannotSay as error:
        note_unsaid(booking, kind, error, cause=f"{OF_BOOKING}{booking.pk}:{kind}", now=now)
        return
    if message is not None:
        record_event(kind="guest_told", booking=booking, now=now, data={"occasion": kind})


def tell_stay_message(*, message_id: int, now: datetime) -> None:
    """Write to a guest what a rule calls for, if it still does."""
    planned = lock_message(message_id, state=MessageState.READY)
    if planned is None:
        return
    content_key, purpose = f"{OF_RULE}{planned.pk}", purpose_of(planned)
    try:
        booked = find_booked(planned.booking_id)
        if booked is None:
            raise CannotSay(why.WRONG_STATUS)
        if reason := why_not_now(planned, now=now):
            raise CannotSay(reason)
        age = purposes.MOST_AGE[purpose]
        key = planned.rule.template
        said = tell(booked, key=key, content_key=content_key, purpose=purpose, expires_at=now + age, now=now)
        if said is None and not Message.objects.filter(content_key=content_key).exists():
            raise CannotSay(why.NO_REPLIES_LEFT)
    except CannotSay as error:
        skip_message(planned, reason=error.reason, now=now)
        ask_about(planned.booking, planned.rule.template, error, cause=content_key)
        return
    note_told(planned, now=now)


def tell(
    booked: Booked, *, key: str, content_key: str, purpose: str, expires_at: datetime, now: datetime
) -> Message | None:
    """Write a message of an occasion; None if it was said before, or the month's replies are used up.

    :raises CannotSay: with the reason why the guest is not told
    """
    conversation = find_conversation_with(booked.booking.guest_id)
    if conversation is None:
        raise CannotSay(why.NO_CONVERSATION)
    words = compose(booked, conversation, key=key, now=now)
    try:
        return say(
            conversation=conversation,
            content=words.content,
            fallback=words.template,
            purpose=purpose,
            content_key=content_key,
            expires_at=expires_at,
            now=now,
        )
    except WindowClosed:
        raise CannotSay(why.WINDOW_CLOSED) from None
    except BadContent as error:
        raise CannotSay(why.BAD_TEXT, str(error.fields)) from None


def compose(booked: Booked, conversation: Conversation, *, key: str, now: datetime) -> Words:
    """Return what a guest is told on an occasion, in their language, from the booking as it is now.

    :raises CannotSay: if there is nothing to say, or it is not for them
    """
    booking = booked.booking
    house = Tenant.objects.only("language", "zone").get(pk=current_tenant_id())
    language = conversation.guest.language or booking.language or house.language
    row = find_text(key, language=language, house_language=house.language)
    if row is not None:
        check_wanted(row, booking, conversation, now=now)
    text = words_in(key, row, language=language)
    values = told_about(booked, zone=house.zone, language=language)
    values["nombre"] = conversation.guest.name.split(" ")[0]
    needed = row.template_gaps if row and row.template_name else []
    filled = fill(text, values)
    if missing := tuple(dict.fromkeys((*filled.missing, *(name for name in needed if not values.get(name))))):
        raise CannotSay(why.GAP_MISSING, ", ".join(f"{{{name}}}" for name in missing))
    spoken = {"language": language, "house_language": house.language}
    template = find_template(row, values, waba_id=conversation.number.waba_id, **spoken) if row else None
    return Words(Text(filled.text), template)


def check_wanted(row: StayText, booking: Booking, conversation: Conversation, *, now: datetime) -> None:
    """Refuse what the business has switched off, the guest does not want, or is only for those who have paid.

    :raises CannotSay: if so
    """
    if not row.is_on:
        raise CannotSay(why.TEXT_OFF)
    if row.purpose and not may_send(conversation.guest, row.purpose):
        raise CannotSay(why.NOT_WANTED)
    if row.tells_access and (reason := why.why_no_access(facts_of(booking), now=now)):
        raise CannotSay(reason)


def words_in(key: str, row: StayText | None, *, language: str) -> str:
    """Return the text of an occasion: the business's, else the one built in.

    :raises CannotSay: if there is neither
    """
    if row is not None and row.text:
        return row.text
    if key not in DEFAULTS:
        raise CannotSay(why.NO_TEXT)
    with translation.override(site_language(language)):
        return gettext(DEFAULTS[key])


def purpose_of(planned: StayMessage) -> str:
    """Return what a rule's message is for: who is told only while they owe something is told of money."""
    return purposes.PAYMENT if planned.rule.conditions.get("balance_due") else purposes.REMINDER


def is_so(booked: Booked, kind: str, *, now: datetime) -> bool:
    """Return whether a booking is as an occasion says."""
    status = booking_status(stay.status for stay in booked.stays)
    return is_true(kind, Standing(status, booked.booking.hold_expires_at), now=now)


# --- When it is about to go ----------------------------------------------------------------------------------------------


def is_still_so(written: Written, *, now: datetime) -> bool:
    """Return whether a message still tells what is so. What should be said in other words by now is asked for anew."""
    if written.key.startswith(OF_RULE):
        return is_rule_still_so(written, int(written.key.removeprefix(OF_RULE)), now=now)
    booking_id, _sep, kind = written.key.removeprefix(OF_BOOKING).partition(":")
    booked = find_booked(int(booking_id))
    if booked is None or not is_so(booked, kind, now=now):
        return False
    if is_as_written(written, booked, key=kind, now=now):
        return True
    forget_key(written)
    enqueue(TELL_GUEST, tenant_id=current_tenant_id(), booking_id=int(booking_id), kind=kind)
    return False


def is_rule_still_so(written: Written, planned_id: int, *, now: datetime) -> bool:
    planned = lock_message(planned_id, state=MessageState.SENT)
    booked = find_booked(planned.booking_id) if planned else None
    if planned is None or booked is None:
        return False
    if reason := why_not_now(planned, now=now):
        skip_message(planned, reason=reason, now=now)
        return False
    if is_as_written(written, booked, key=planned.rule.template, now=now):
        return True
    forget_key(written)
    tell_again(planned)
    return False


def is_as_written(written: Written, booked: Booked, *, key: str, now: datetime) -> bool:
    """Return whether what was written would be written now: the same dates, the same amount."""
    conversation = Conversation.objects.select_related("guest", "number").get(pk=written.conversation_id)
    try:
        words = compose(booked, conversation, key=key, now=now)
    except CannotSay:
        return False
    freely, template = to_json(words.content), to_json(words.template) if words.template else None
    if written.content.get("kind") == TemplateMessage.kind:
        return bool(written.content == template)
    return bool(written.content == freely and written.fallback == template)


def forget_key(written: Written) -> None:
    """Let the same be said once more, in other words; these are dropped."""
    Message.objects.filter(pk=written.message_id).update(content_key="")


# --- What a guest was not told -------------------------------------------------------------------------------------------


def note_unsaid(booking: Booking, kind: str, error: CannotSay, *, cause: str, now: datetime) -> None:
    """Write down, once, why a guest was not told what became of their booking."""
    data = {"occasion": kind, "why": error.reason}
    if not BookingEvent.objects.filter(booking=booking, kind="guest_not_told", data=data).exists():
        record_event(kind="guest_not_told", booking=booking, now=now, data=data)
    ask_about(booking, kind, error, cause=cause)


def ask_about(booking: Booking, key: str, error: CannotSay, *, cause: str) -> None:
    """Ask a person, if they can do something about it. A text that is missing is asked for once, not for each guest."""
    if error.reason not in ASKED_ABOUT:
        return
    is_missing = error.reason == why.NO_TEXT
    ask_person(
        kind="guest_not_told",
        cause=f"text:{key}" if is_missing else cause,
        title=TITLES[error.reason],
        detail=error.detail,
        link="/admin/messaging/staytext/" if is_missing else f"/admin/bookings/booking/{booking.pk}/change/",
        code=booking.code,
        key=key,
    )
