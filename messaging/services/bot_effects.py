"""What the bot does for a guest: keep nights, change and give up their own bookings, leave things to people."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from bookings.errors import QuoteExpired
from bookings.lifecycle import OPEN
from bookings.models import Booking, Source
from bookings.queries.quotes import get_quote
from bookings.services.confirming import cancel, terms_of
from bookings.services.extras import add_extra
from bookings.services.holds import place_hold
from bookings.services.moving import move_stay
from bookings.services.stays import party_of
from bookings.stays import Party, Stay
from bookings.telling import BOOKING_CANCELLED, HOLD_PLACED
from messaging.dialogue.shapes import (
    AddExtra,
    AskStaff,
    Cancel,
    Change,
    ClaimCode,
    Done,
    Effect,
    HandOver,
    Hold,
    LearnName,
    Refused,
    SpeakLanguage,
    TryChange,
)
from messaging.dialogue.state import State
from messaging.models import AnswerRules, Conversation, Message
from messaging.queries.dialogue import Place, Types
from messaging.queries.extras import LATE_CHECKOUT, next_stay, somebody_arrives_after
from messaging.services.asking import ask_person
from messaging.services.code_claims import claim_booking
from messaging.services.holding import hand_over
from messaging.services.lifecycle import OF_BOOKING, tell_guest
from tenants.errors import DomainError
from tenants.language import site_language
from tenants.models import Guest

# What is done once, though the answer may be made anew.
NOT_TWICE = (Hold, Cancel, Change, AddExtra, ClaimCode, HandOver)
# What may be refused halfway is done in a savepoint of its own.
REFUSABLE = (Hold, Cancel, TryChange, Change, AddExtra, ClaimCode)
WANTED = _("WhatsApp: un huésped espera a una persona")
ASKED = _("WhatsApp: un huésped pregunta algo que el bot no sabe")


class FeeChanged(DomainError):
    """Cancelling costs something else by now than the guest was told."""

    code = "fee_changed"
    default_detail = _("El costo de cancelar cambió mientras tanto. Si todavía quiere cancelar, dígalo otra vez.")


class PriceChanged(DomainError):
    """A change costs something else by now than the guest was told."""

    code = "change_price_changed"
    default_detail = _("El precio del cambio es otro ahora. Si todavía quiere cambiar, dígalo otra vez.")


class SeveralStays(DomainError):
    """A booking of several stays is changed by a person."""

    code = "several_stays"
    default_detail = _("Esa reserva tiene varias estadías; la cambia una persona del equipo.")


class ExtraTaken(DomainError):
    """It cannot be had any more."""

    code = "extra_taken"
    default_detail = _("Ese día ya no es posible: llega otro huésped.")


@dataclass(slots=True)
class Answering:
    """A conversation that is being answered: what is at hand, and what has been decided so far."""

    conversation: Conversation
    rules: AnswerRules
    place: Place
    types: Types
    state: State
    away: timedelta
    now: datetime
    said_at: datetime
    has_acted: bool = False
    # The language of the message that is answered, where it can be told.
    spoken: str = ""

    @property
    def language(self) -> str:
        return self.spoken or self.state.language or self.conversation.guest.language or self.rules.tenant.language

    @property
    def guest(self) -> Guest:
        guest: Guest = self.conversation.guest
        return guest


def perform(at_hand: Answering, effect: Effect) -> Done | Refused | None:
    """Do one thing; None if there is nothing more to say of it."""
    try:
        with transaction.atomic() if isinstance(effect, REFUSABLE) else nullcontext():
            outcome: Done | None = EFFECTS[type(effect)](at_hand, effect)
            at_hand.has_acted = at_hand.has_acted or isinstance(effect, NOT_TWICE)
            return outcome
    except DomainError as error:
        with translation.override(site_language(at_hand.language)):
            return Refused(effect, error.code, gettext(str(error.detail)))


def hold(at_hand: Answering, effect: Hold) -> Done:
    """Keep nights at the price that was told, and say so with the message of that occasion."""
    quote = get_quote(effect.taken.quote) if effect.taken.quote else None
    if quote is None:
        raise QuoteExpired
    booking = place_hold(
        guest=at_hand.guest,
        stays=effect.taken.wanted,
        source=Source.WHATSAPP.value,
        now=at_hand.now,
        language=at_hand.language,
        quote=quote,
    )
    tell_guest(booking_id=booking.pk, kind=HOLD_PLACED, now=at_hand.now)
    return Done(effect, occasion_values(at_hand, booking, HOLD_PLACED))


def occasion_values(at_hand: Answering, booking: Booking, kind: str) -> dict[str, Any]:
    """Return what to tell of an occasion, and whether its own message says it already: a business may switch that off."""
    is_told = Message.objects.filter(content_key=f"{OF_BOOKING}{booking.pk}:{kind}").exists()
    expires = booking.hold_expires_at
    return {
        "code": booking.code,
        "expires": expires.astimezone(at_hand.place.zone) if expires else None,
        "is_told": is_told,
    }


def give_up(at_hand: Answering, effect: Cancel) -> Done:
    """Cancel a booking for what the guest was told that it costs."""
    booking = own_booking(at_hand, effect.code)
    stays = list(booking.reservations.select_related("unit__type__property"))
    if terms_of(booking=booking, stays=stays, now=at_hand.now).fee != effect.fee:
        raise FeeChanged
    booking = cancel(booking=booking, now=at_hand.now, reason="guest")
    tell_guest(booking_id=booking.pk, kind=BOOKING_CANCELLED, now=at_hand.now)
    return Done(effect, occasion_values(at_hand, booking, BOOKING_CANCELLED))


def own_booking(at_hand: Answering, code: str) -> Booking:
    """Return a booking of the guest who writes, and of nobody else."""
    return Booking.objects.get(code=code, guest=at_hand.guest)


def try_move(at_hand: Answering, effect: TryChange) -> Done:
    """Change a booking and take it back: what it would come to, by all that stands in the way of the change itself."""
    before = own_booking(at_hand, effect.code)
    with transaction.atomic():
        done = move(at_hand, Change(effect.code, effect.stay, effect.party))
        transaction.set_rollback(True)
    return Done(effect, {**done.values, "before": (before.total, before.currency)})


def move(at_hand: Answering, effect: Change) -> Done:
    booking = own_booking(at_hand, effect.code)
    stays = list(booking.reservations.filter(status__in=OPEN).select_related("unit__type__property"))
    if len(stays) != 1:
        raise SeveralStays
    row = stays[0]
    stay = effect.stay or Stay(row.period.lower, row.period.upper)
    was = party_of(row) or Party(1)
    party = replace(effect.party, is_foreign=was.is_foreign) if effect.party else was
    row = move_stay(reservation=row, now=at_hand.now, stay=stay, party=party, reason="guest")
    booking.refresh_from_db()
    if effect.total is not None and booking.total != effect.total:
        raise PriceChanged
    values = {"code": booking.code, "units": row.unit.name, "stay": stay, "party": party}
    return Done(effect, {**values, "total": (booking.total, booking.currency)})


def add(at_hand: Answering, effect: AddExtra) -> Done:
    """Add to a booking what the guest said yes to, if it can still be had, at the price that they were told."""
    wanted = effect.wanted
    booking = own_booking(at_hand, wanted.booking)
    row = next_stay(booking.code)
    if row is None or (wanted.topic == LATE_CHECKOUT and somebody_arrives_after(row, now=at_hand.now)):
        raise ExtraTaken
    add_extra(reservation=row, code=wanted.code, now=at_hand.now, expected=wanted.price, reason="guest")
    booking.refresh_from_db()
    values = {"name": wanted.name, "code": booking.code, "total": (booking.total, booking.currency)}
    return Done(effect, values)


def leave(at_hand: Answering, effect: HandOver) -> None:
    hand_over(
        at_hand.conversation.pk,
        why=effect.why[:40],
        now=at_hand.now,
        kind="person_wanted",
        title=WANTED,
        detail=effect.summary,
    )


def ask_staff(at_hand: Answering, effect: AskStaff) -> None:
    pk = at_hand.conversation.pk
    ask_person(
        kind="guest_question",
        cause=f"conversation:{pk}",
        title=ASKED,
        detail=effect.question[:1000],
        link=f"/admin/bandeja/{pk}/",
    )


def claim(at_hand: Answering, effect: ClaimCode) -> Done:
    claimed = claim_booking(at_hand.conversation, effect.code, now=at_hand.now)
    return Done(effect, {"words": claimed.words})


def learn_name(at_hand: Answering, effect: LearnName) -> None:
    at_hand.guest.name = effect.name
    at_hand.guest.save(update_fields=["name"])


def speak(at_hand: Answering, effect: SpeakLanguage) -> None:
    """Note the language in which a guest writes now: the staff, and texts of their stays, use it too."""
    if at_hand.guest.language != effect.language:
        at_hand.guest.language = effect.language
        at_hand.guest.save(update_fields=["language"])


EFFECTS: dict[type[Any], Any] = {
    Hold: hold,
    Cancel: give_up,
    TryChange: try_move,
    Change: move,
    AddExtra: add,
    HandOver: leave,
    AskStaff: ask_staff,
    ClaimCode: claim,
    LearnName: learn_name,
    SpeakLanguage: speak,
}
