"""A guest has another number or another id from now on: they stay who they are, and so does the conversation.

Each change counts once: one that came as a system message if that message is new, one of the field `user_id_update` if we had
no such notice. Read again much later, it leads nobody back.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _

from messaging.models import Conversation
from messaging.services.account_updates import keep_notices
from messaging.services.asking import ask_person
from messaging.services.recognising import find_first_owner, forget_number, identities_of, lock_mailboxes
from messaging.whatsapp.items import AccountUpdate, IdentityChange
from tenants.models import Guest
from tenants.queries.guests import find_guest
from tenants.services.guests import IdentityTaken, add_identity

FIELD = "user_id_update"


def change_identities(changes: Sequence[IdentityChange], *, fresh: Collection[str], now: datetime) -> None:
    """Let each guest be known by what they are called now. `fresh` are the messages that we did not have yet."""
    for change in changes:
        is_new = change.wamid in fresh if change.wamid else is_noted_now(change)
        guest = guest_before(change) if is_new else None
        if guest is not None:
            change_identity(guest, change, at=min(change.at or now, now))


def is_noted_now(change: IdentityChange) -> bool:
    """Keep what a webhook said of somebody, whoever they are to us, and return whether it was new."""
    update = AccountUpdate(field=FIELD, phone_number_id=change.phone_number_id, content=change.content, at=change.at)
    return bool(keep_notices([("", update)]))


def change_identity(guest: Guest, change: IdentityChange, *, at: datetime) -> None:
    """Let a guest be found, and answered, where they are now. What is somebody else's stays theirs, and a person is asked."""
    talks = Conversation.objects.filter(pk__in=threads_of(guest, change))
    known = list(talks)
    lock_mailboxes(talk.pk for talk in known)
    left = {change.before.wa_id} | {it.wa_id for it in known if it.user_id and it.user_id == change.before.user_id}
    # One that comes late tells where they once were: no more than that they have left the number before.
    is_news = not any(talk.address_at and talk.address_at > at for talk in known)
    if is_news:
        lead_to(talks, change, at=at)
    if change.after.wa_id:
        for wa_id in left - set(Conversation.objects.filter(guest=guest).values_list("wa_id", flat=True)):
            forget_number(guest, wa_id)
    if is_news:
        name_anew(guest, change)


def threads_of(guest: Guest, change: IdentityChange) -> list[int]:
    """Return the threads of the telephone that a change is about; somebody who was merged with others has several."""
    talks = Conversation.objects.filter(guest=guest).order_by("pk")
    begun_with = find_first_owner(guest, change.before)
    return [talk.pk for talk in talks if talk.came_from_id == begun_with]


def lead_to(talks: QuerySet[Conversation], change: IdentityChange, *, at: datetime) -> None:
    """Let answers go to where a guest is from now on. With a new number Meta's id for them is another too."""
    wa_id, user_id = change.after.wa_id[:32], change.after.user_id
    if wa_id:
        # Who is there already may have said under which id.
        talks.filter(~Q(wa_id=wa_id)).update(wa_id=wa_id, user_id=user_id, address_at=at)
    if user_id:
        talks.update(user_id=user_id, address_at=at)


def name_anew(guest: Guest, change: IdentityChange) -> None:
    """Let a guest be recognised by what they are called now."""
    for kind, value in identities_of(change.after):
        try:
            add_identity(guest=guest, kind=kind, value=value)
        except IdentityTaken:
            ask_person(
                kind="identity_conflict",
                cause=f"guest:{guest.pk}:{kind}"[:120],
                title=_("WhatsApp: dos huéspedes con la misma identidad"),
                link=f"/admin/tenants/guest/{guest.pk}/change/",
            )


def guest_before(change: IdentityChange) -> Guest | None:
    """Return whom a change is about, if they ever wrote."""
    found = (find_guest(kind=kind, value=value) for kind, value in identities_of(change.before))
    return next((guest for guest in found if guest), None)
