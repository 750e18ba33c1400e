"""Somebody names the code of a booking that is another guest's: they learn nothing, and the booking's own guest is asked.

The asker hears the same words whether or not there is such a booking. The other one gets a question with two buttons in
their newest conversation; the buttons bear a token that counts once, there alone, and for a day. A yes merges the two guests.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bookings.codes import ALPHABET, LENGTH, read_code
from bookings.models import Booking
from messaging import purposes
from messaging.errors import WindowClosed
from messaging.models import (
    ClaimState,
    CodeClaim,
    Conversation,
    MergeSource,
    MergeState,
    WhatsAppTemplate,
)
from messaging.services.asking import ask_person
from messaging.services.merging import has_others, merge, propose_merge, refuse_proposal
from messaging.services.recognising import lock_mailboxes
from messaging.services.saying import say
from messaging.whatsapp.outgoing import Buttons, Choice, TemplateButton, TemplateMessage, Text
from tenants.errors import Conflict
from tenants.language import site_language
from tenants.models import Guest, Tenant
from tenants.scoping import current_tenant_id

# So often a day may somebody name bookings, and may somebody be asked about one.
MOST_CLAIMS, MOST_QUESTIONS, PERIOD = 5, 3, timedelta(days=1)
ANSWERED_WITHIN = timedelta(hours=24)
# What goes once the 24 hours are over, if the business has it approved: two gaps (who asks, which booking), two buttons.
TEMPLATE = "conserje_confirmar_reserva"
PREFIX, YES, NO = "claim:", "yes", "no"

WORD = re.compile(rf"(?<![A-Za-z0-9])[{ALPHABET}]{{{LENGTH}}}(?![A-Za-z0-9])", re.IGNORECASE)
GROUPS = re.compile(rf"(?<![A-Za-z0-9])(?:[{ALPHABET}][ .-]?){{{LENGTH - 1}}}[{ALPHABET}](?![A-Za-z0-9])")

SAME_FOR_ALL = gettext_noop("Le pedimos confirmación a quien hizo la reserva. En cuanto conteste, le avisamos.")
ENOUGH = gettext_noop("Por hoy no podemos buscar más códigos. Si necesita ayuda, escriba «persona».")
QUESTION = gettext_noop(
    "Alguien nos escribe desde %(who)s y dice que la reserva %(code)s es suya. ¿Es usted, desde otro teléfono? Si"
    " contesta que sí, desde allí se podrá ver y cambiar todo lo que hay a su nombre."
)


@dataclass(frozen=True, slots=True)
class Claimed:
    """What becomes of a code that somebody named: their own booking, or none and what to tell them."""

    booking: Booking | None
    words: str


def find_code(text: str) -> str | None:
    """Return what may be a booking's code inside a text, in one word or in groups of capitals and figures."""
    found = (read_code(it) for pattern in (WORD, GROUPS) for it in pattern.findall(text))
    return next((code for code in found if is_likely(code)), None)


def is_likely(code: str) -> bool:
    """Return whether our signs are a code, and no word (TARJETA) and no number: few codes have two vowels and no figure."""
    figures, vowels = sum(it.isdigit() for it in code), sum(it in "AE" for it in code)
    return figures < LENGTH and (figures > 0 or vowels < 2)


def claim_booking(conversation: Conversation, code: str, *, now: datetime) -> Claimed:
    """Return the booking if it is the guest's own; else have its own guest asked, and return words that reveal nothing."""
    booking = Booking.objects.select_related("guest").filter(code=read_code(code)).first()
    if booking is not None and booking.guest_id == conversation.guest_id:
        return Claimed(booking, "")
    # One at a time: two at once would both be the last that is allowed. Whoever answers the conversation has it in hand.
    lock_mailboxes([conversation.pk])
    if CodeClaim.objects.filter(conversation=conversation, at__gt=now - PERIOD).count() >= MOST_CLAIMS:
        return Claimed(None, words(ENOUGH, conversation.guest))
    if booking is None:
        CodeClaim.objects.create(conversation=conversation, state=ClaimState.NOBODYS, at=now)
    else:
        ask_owner(conversation, booking, now=now)
    return Claimed(None, words(SAME_FOR_ALL, conversation.guest))


def ask_owner(conversation: Conversation, booking: Booking, *, now: datetime) -> CodeClaim:
    """Ask the guest of a booking whether it is them who names it elsewhere; a person, where they cannot be asked."""
    recent = CodeClaim.objects.filter(booking=booking, at__gt=now - PERIOD)
    same = recent.filter(conversation=conversation, state=ClaimState.ASKED, expires_at__gt=now)
    proposal = propose_merge(absorbed=conversation.guest, kept=booking.guest, source=MergeSource.CODE)
    claim = CodeClaim(conversation=conversation, booking=booking, merge=proposal, at=now, state=ClaimState.TO_STAFF)
    if same.exists():
        # They have not answered yet; each time more would only annoy them.
        claim.state = ClaimState.REPEATED
        claim.save()
        return claim
    there = Conversation.objects.select_related("guest", "number").filter(guest=booking.guest)
    asked = there.order_by("-last_message_at", "-id").first()
    if asked is not None and recent.exclude(asked=None).count() < MOST_QUESTIONS:
        claim.asked, claim.token, claim.state = asked, secrets.token_urlsafe(24), ClaimState.ASKED
        claim.expires_at = now + ANSWERED_WITHIN
        if put_question(claim, now=now):
            claim.save()
            return claim
        claim.asked, claim.token, claim.state = None, "", ClaimState.TO_STAFF
    claim.save()
    tell_staff(claim, gettext_noop("WhatsApp: alguien dice que es suya la reserva %(code)s"))
    return claim


def put_question(claim: CodeClaim, *, now: datetime) -> bool:
    """Send the question with its buttons, and return whether there is a way to."""
    asked, booking = claim.asked, claim.booking
    if asked is None or booking is None:
        return False
    filled = {"who": masked(claim.conversation), "code": booking.code}
    yes, no = (f"{PREFIX}{claim.token}:{answer}" for answer in (YES, NO))
    labels = (words(gettext_noop("Sí, soy yo"), asked.guest), words(gettext_noop("No"), asked.guest))
    question = Buttons(
        body=words(QUESTION, asked.guest) % filled, buttons=(Choice(yes, labels[0]), Choice(no, labels[1]))
    )
    try:
        said = say(
            conversation=asked,
            content=question,
            now=now,
            purpose=purposes.BOOKING,
            content_key=f"claim:{claim.token}",
            fallback=find_template(asked, (filled["who"], booking.code), buttons=(yes, no)),
            expires_at=claim.expires_at,
        )
    except WindowClosed:
        return False
    return said is not None


def find_template(asked: Conversation, gaps: tuple[str, str], *, buttons: tuple[str, str]) -> TemplateMessage | None:
    """Return the question as an approved template, in the guest's language if there is one; None if there is none."""
    approved = WhatsAppTemplate.objects.filter(waba_id=asked.number.waba_id, name=TEMPLATE, status="APPROVED")
    languages = sorted(approved.values_list("language", flat=True))
    if not languages:
        return None
    own = [it for it in languages if asked.guest.language and it.startswith(asked.guest.language)]
    taps = tuple(TemplateButton(index=index, value=value) for index, value in enumerate(buttons))
    return TemplateMessage(name=TEMPLATE, language=(own or languages)[0], body=gaps, buttons=taps)


def answer_claim(conversation: Conversation, choice_id: str, *, now: datetime) -> bool:
    """Do what a tap on one of our buttons says, once, and return whether it was one: nothing else answers it then."""
    token, _colon, answer = choice_id.removeprefix(PREFIX).partition(":")
    if not choice_id.startswith(PREFIX) or answer not in (YES, NO):
        return False
    claims = CodeClaim.objects.filter(token=token, asked=conversation, state=ClaimState.ASKED)
    claim = claims.select_related("conversation__guest", "booking__guest", "merge", "asked__guest").first()
    if claim is None:
        return True
    is_late = claim.expires_at is not None and claim.expires_at <= now
    state = ClaimState.EXPIRED if is_late else ClaimState.AGREED if answer == YES else ClaimState.DENIED
    # Of two taps one counts.
    if not claims.update(state=state, answered_at=now):
        return True
    if is_late:
        tell(conversation, claim, gettext_noop("Esa pregunta ya venció. No cambiamos nada."), now=now)
    elif answer == YES:
        carry_out(claim, now=now)
    else:
        deny(claim, now=now)
    return True


def carry_out(claim: CodeClaim, *, now: datetime) -> None:
    """Merge the two guests, and tell both; a person does it where we cannot."""
    asker, owner = claim.conversation, claim.asked
    if owner is None:
        return
    absorbed, kept = (asker.guest, owner.guest) if not has_others(asker.guest) else (owner.guest, asker.guest)
    try:
        if absorbed.pk != kept.pk:
            merge(absorbed=absorbed, kept=kept, source=MergeSource.CODE, now=now)
    except Conflict:
        tell_staff(claim, gettext_noop("WhatsApp: falta unir a dos huéspedes por la reserva %(code)s"))
        tell(owner, claim, gettext_noop("Gracias. En breve queda hecho."), now=now)
        return
    tell(owner, claim, gettext_noop("Gracias. Desde ahora los dos teléfonos tienen acceso a sus reservas."), now=now)
    tell(asker, claim, gettext_noop("Confirmado: desde ahora puede ver y cambiar sus reservas desde aquí."), now=now)


def deny(claim: CodeClaim, *, now: datetime) -> None:
    """Note that it was somebody else: they hear nothing, and a person looks at who tried."""
    if claim.merge is not None and claim.merge.state == MergeState.PROPOSED:
        refuse_proposal(record=claim.merge, now=now)
    if claim.asked is not None:
        tell(claim.asked, claim, gettext_noop("Gracias. No le dimos ningún dato."), now=now)
    tell_staff(claim, gettext_noop("WhatsApp: alguien nombró la reserva %(code)s y su huésped dice que no es él"))


def tell(conversation: Conversation, claim: CodeClaim, body: str, *, now: datetime) -> None:
    """Say something about a claim, once; long after they wrote, they are told when they write again."""
    try:
        say(
            conversation=conversation,
            content=Text(words(body, conversation.guest)),
            now=now,
            purpose=purposes.BOOKING,
            content_key=f"claimed:{claim.pk}:{conversation.pk}",
        )
    except WindowClosed:
        return


def tell_staff(claim: CodeClaim, title: str) -> None:
    """Have a person look at the two guests."""
    code = claim.booking.code if claim.booking else ""
    ask_person(
        kind="identity_conflict",
        cause=f"claim:{claim.booking_id}:{claim.conversation_id}",
        title=title,
        link=f"/admin/tenants/guest/{claim.conversation.guest_id}/change/",
        code=code,
    )


def masked(conversation: Conversation) -> str:
    """Return a telephone as somebody may be told of it whom it does not belong to."""
    return f"•••• {conversation.wa_id[-4:]}" if conversation.wa_id else f"•••• {conversation.user_id[-3:]}"


def words(text: str, guest: Guest) -> str:
    """Return marked words in the language of a guest, or of the business."""
    language = guest.language or Tenant.objects.values_list("language", flat=True).get(pk=current_tenant_id())
    with translation.override(site_language(language)):
        return _(text)
