"""What each guest agreed to get: written down, asked for, and heeded before anything else that a message may mean.

What belongs to a booking (its confirmation, its payments, how to arrive), answers, and words of the staff always go. Reviews
and tips go unless the guest said no; offers go only if they said yes, as Meta asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from messaging import purposes
from messaging.consents import Consent, read_consent
from messaging.errors import WindowClosed
from messaging.models import ConsentPurpose, ConsentSource, Conversation, GuestConsent, Message
from messaging.services.saying import say
from messaging.whatsapp.outgoing import Text
from tenants.language import site_language
from tenants.models import Guest, Tenant
from tenants.scoping import current_actor, current_tenant_id

# Without a word of the guest's.
ASSUMED = {ConsentPurpose.MARKETING: False, ConsentPurpose.REVIEWS: True, ConsentPurpose.TIPS: True}
CONFIRMED = {
    Consent.OUT: gettext_noop(
        "Listo: no le escribiremos más por iniciativa nuestra. Lo que haga falta para sus reservas le seguirá llegando. Si"
        " cambia de idea, escriba ALTA."
    ),
    Consent.IN: gettext_noop("Listo: vuelve a recibir nuestros mensajes. Si cambia de idea, escriba BAJA."),
}


def may_send(guest: Guest, purpose: str) -> bool:
    """Return whether a guest is to get a message of this purpose: one of messaging/purposes.py, or of ConsentPurpose."""
    if purpose not in ConsentPurpose.values:
        return True
    newest = GuestConsent.objects.filter(guest=guest, purpose=purpose).order_by("-at", "-id").first()
    return newest.is_in if newest is not None else ASSUMED[ConsentPurpose(purpose)]


def list_current(guest: Guest) -> dict[ConsentPurpose, GuestConsent | None]:
    """Return what counts for each purpose; None where the guest has said nothing."""
    newest = GuestConsent.objects.filter(guest=guest).order_by("purpose", "-at", "-id").distinct("purpose")
    said = {row.purpose: row for row in newest}
    return {purpose: said.get(purpose.value) for purpose in ConsentPurpose}


def set_consent(
    *, guest: Guest, purpose: ConsentPurpose, is_in: bool, source: ConsentSource, now: datetime
) -> GuestConsent | None:
    """Write down what a guest agrees to; None if that is what counts already."""
    known = list_current(guest)[purpose]
    if known is not None and known.is_in == is_in:
        return None
    return GuestConsent.objects.create(
        guest=guest, purpose=purpose, is_in=is_in, at=now, source=source, actor=current_actor()
    )


def note_consent(conversation: Conversation, consent: Consent, *, now: datetime) -> bool:
    """Write down what a guest wants for all purposes, tell them so, and return whether anything changed.

    What they have said before is not confirmed again: nobody who wants no messages gets one for each time they say so.
    """
    wanted = consent == Consent.IN
    said = [
        set_consent(guest=conversation.guest, purpose=purpose, is_in=wanted, source=ConsentSource.KEYWORD, now=now)
        for purpose in ConsentPurpose
    ]
    written = [row.pk for row in said if row is not None]
    if written:
        confirm(conversation, consent, key=f"consent:{max(written)}", now=now)
    return bool(written)


def confirm(conversation: Conversation, consent: Consent, *, key: str, now: datetime) -> None:
    """Tell a guest once what they get from now on, in their language; long after they wrote, there is no way to."""
    language = conversation.guest.language or Tenant.objects.values_list("language", flat=True).get(
        pk=current_tenant_id()
    )
    with translation.override(site_language(language)):
        body = _(CONFIRMED[consent])
    try:
        # Of a booking's weight: they asked for it, and a month whose replies are used up changes nothing about that.
        say(conversation=conversation, content=Text(body), now=now, purpose=purposes.BOOKING, content_key=key)
    except WindowClosed:
        return


def heed_consents(conversation: Conversation, new: Sequence[Message], *, now: datetime) -> list[Message]:
    """Note what guests say about messages to come, in their order, and return those that say something else."""
    left = []
    for message in new:
        consent = read_consent(message.text)
        if consent is None:
            left.append(message)
        else:
            note_consent(conversation, consent, now=now)
    return left
