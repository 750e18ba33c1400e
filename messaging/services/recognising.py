"""Recognising who writes, and in which conversation: by Meta's id for a person first, then by their number.

A number leads to one guest at a time: whoever has left it is not found by it any more. Where a conversation leads is changed
by those who hold its mailbox, as do those who answer in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from messaging.models import Conversation, Direction, GuestMerge, MergeState, Message, WhatsAppNumber
from messaging.queries.conversations import find_conversation
from messaging.services.asking import ask_person
from messaging.whatsapp.items import Echo, InboundMessage, Sender
from tenants.errors import Conflict
from tenants.models import Guest, GuestIdentity
from tenants.queries.guests import find_guest
from tenants.services.guests import IdentityTaken, add_identity, create_guest, drop_identity, find_or_create_guest
from tenants.values.identity import BadIdentity, canonical_identity

# Who writes is looked up so many times while others merge them.
MOST_LOOKS = 3


class GuestMoved(Conflict):
    """Somebody merges the guest again and again; what they wrote is read once more later."""

    code = "guest_moved"
    default_detail = _("Ese huésped cambió mientras tanto. Pruebe otra vez.")


def conversation_of(number: WhatsAppNumber, item: InboundMessage | Echo) -> Conversation:
    """Return the conversation with a guest, by whatever we know them; the first message makes both."""
    sender = guest_side(item)
    found = find_conversation(number_id=number.pk, wa_id=sender.wa_id, user_id=sender.user_id)
    if found is not None and is_complete(found, sender):
        if tells_address(item) and not is_outdated(item.sent_at, found):
            learn_besides(found.guest, sender)
        return found
    # Told again, however late, a message says nothing about who its guest is now.
    if told := find_told(item):
        return told
    conversation, is_made = (found, False) if found is not None else begin(number, sender, sent_at=item.sent_at)
    if is_made or (tells_address(item) and not is_outdated(item.sent_at, conversation)):
        learn_identities(conversation.guest, sender)
        learn_besides(conversation.guest, sender)
    return conversation


def begin(number: WhatsAppNumber, sender: Sender, *, sent_at: datetime | None) -> tuple[Conversation, bool]:
    """Return the conversation with whoever is recognised, and whether it is new; the constraint decides who makes it.

    :raises GuestMoved: if they are merged and parted faster than anybody could look
    """
    for _attempt in range(MOST_LOOKS):
        guest = guest_of(sender, sent_at=sent_at)
        conversation, is_made = Conversation.objects.get_or_create(
            number=number,
            guest=guest,
            came_from_id=find_first_owner(guest, sender),
            defaults={"wa_id": sender.wa_id[:32], "user_id": sender.user_id},
        )
        # Whoever merges guests holds them so that no row of theirs can be made. What waited for that has seen an old guest.
        if not is_made or not is_merged(guest):
            return conversation, is_made
        conversation.delete()
    raise GuestMoved


def is_merged(guest: Guest) -> bool:
    """Return whether a guest has turned out to be another, by now."""
    return Guest.objects.filter(pk=guest.pk, merged_into__isnull=False).exists()


def find_first_owner(guest: Guest, sender: Sender) -> int | None:
    """Return whose this telephone was before they turned out to be this guest; None if it was always this guest's."""
    merges = list(GuestMerge.objects.filter(kept=guest, state=MergeState.MERGED))
    if not merges:
        return None
    here = Q(wa_id=sender.wa_id[:32]) if sender.wa_id else Q(pk=None)
    here |= Q(user_id=sender.user_id) if sender.user_id else Q(pk=None)
    if talk := Conversation.objects.filter(here, guest=guest).order_by("-last_message_at").first():
        return talk.came_from_id
    for kind, value in identities_of(sender):
        known = GuestIdentity.objects.filter(guest=guest, kind=kind, canonical=canonical_identity(kind, value)).first()
        if known is not None:
            came = (it for it in merges if known.pk in it.moved.get(GuestIdentity._meta.label_lower, ()))
            return next((it.absorbed_id for it in came), None)
    return None


def guest_side(item: InboundMessage | Echo) -> Sender:
    """Return the guest of a message, whoever wrote it."""
    return item.to if isinstance(item, Echo) else item.sender


def tells_address(item: InboundMessage | Echo) -> bool:
    """Return whether a message says where its guest is reached. Meta's own in their name may say where they were."""
    return item.kind != "system"


def find_told(item: InboundMessage | Echo) -> Conversation | None:
    """Return the conversation of a message that we have already."""
    direction = Direction.IN if isinstance(item, InboundMessage) else Direction.OUT
    known = Message.objects.filter(direction=direction, wamid=item.wamid)
    return Conversation.objects.filter(pk__in=known.values("conversation_id")).first()


def is_complete(conversation: Conversation, sender: Sender) -> bool:
    """Return whether a message tells nothing new about where its guest is reached."""
    return (not sender.wa_id or conversation.wa_id == sender.wa_id) and (
        not sender.user_id or conversation.user_id == sender.user_id
    )


def is_outdated(moment: datetime | None, conversation: Conversation) -> bool:
    """Return whether something newer has told where a conversation leads."""
    return moment is not None and conversation.address_at is not None and moment < conversation.address_at


def guest_of(sender: Sender, *, sent_at: datetime | None) -> Guest:
    """Return the guest who writes. Meta's id for them comes first: a number may change hands."""
    identities = identities_of(sender)
    for kind, value in identities:
        known = find_guest(kind=kind, value=value)
        if known is not None and not (kind == "phone" and has_new_owner(known, sender, sent_at=sent_at)):
            return known
    if not identities:
        # A number that no country has: the conversation is found by it all the same.
        return create_guest(name=sender.name[:120])
    kind, value = identities[0]
    return find_or_create_guest(kind=kind, value=value, name=sender.name[:120])


def has_new_owner(guest: Guest, sender: Sender, *, sent_at: datetime | None) -> bool:
    """Return whether the number of a guest writes as somebody else; if it does so now, it leads to them no more.

    Meta's id of a person changes with their number and not without it: the same number under another id is another
    person, who must not read what was said to the first, nor have their stays.
    """
    if not sender.user_id:
        return False
    theirs = Conversation.objects.filter(guest=guest, wa_id=sender.wa_id[:32]).exclude(user_id__in=("", sender.user_id))
    talks = list(theirs)
    # What an earlier owner wrote long ago and comes only now takes the number from nobody.
    if talks and not any(is_outdated(sent_at, talk) for talk in talks):
        lock_mailboxes(talk.pk for talk in talks)
        theirs.update(wa_id="")
        forget_number(guest, sender.wa_id)
        ask_person(
            kind="identity_conflict",
            cause=f"guest:{guest.pk}:phone",
            title=_("WhatsApp: el número de un huésped es ahora de otra persona"),
            link=f"/admin/tenants/guest/{guest.pk}/change/",
        )
    return bool(talks)


LOCK = """
    SELECT FROM messaging_mailbox WHERE conversation_id = ANY(%s) ORDER BY conversation_id FOR UPDATE
"""


def lock_mailboxes(conversation_ids: Iterable[int]) -> None:
    """Wait until nobody answers in these conversations, and let nobody until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [list(conversation_ids)])


def forget_number(guest: Guest, wa_id: str) -> None:
    """Let a number lead to this guest no more; whoever writes from it next is somebody else."""
    for kind, value in identities_of(Sender(wa_id=wa_id)):
        drop_identity(guest=guest, kind=kind, value=value)


def identities_of(sender: Sender) -> list[tuple[str, str]]:
    """Return by what a sender can be recognised, the surest first."""
    # What Meta calls wa_id has no plus; without it a number would be read as a local one.
    phone = f"+{sender.wa_id}" if sender.wa_id.isdigit() else sender.wa_id
    known = (("bsuid", sender.user_id), ("phone", phone), ("parent_bsuid", sender.parent_user_id))
    return [(kind, value) for kind, value in known if value and is_identity(kind, value)]


def is_identity(kind: str, value: str) -> bool:
    try:
        canonical_identity(kind, value)
    except BadIdentity:
        return False
    return True


def learn_besides(guest: Guest, sender: Sender) -> None:
    """Let a guest be known by what does not lead to them, since it is told beside or may become another's.

    A name at WhatsApp is whoever's it is now; they keep the id of a group of businesses (`parent_bsuid`) like their own.
    """
    told = (("parent_bsuid", sender.parent_user_id), ("username", sender.username))
    wanted = {
        (kind, canonical_identity(kind, value)): value for kind, value in told if value and is_identity(kind, value)
    }
    if not wanted:
        return
    known = set(
        GuestIdentity.objects.filter(guest=guest, kind__in=[it[0] for it in wanted]).values_list("kind", "canonical")
    )
    for (kind, canonical), value in wanted.items():
        if (kind, canonical) in known:
            continue
        if kind == "username":
            GuestIdentity.objects.filter(kind=kind, canonical=canonical).exclude(guest=guest).delete()
        learn(guest, kind, value)


def learn_identities(guest: Guest, sender: Sender) -> None:
    """Let a guest be known by whatever else came with the message. What is another guest's stays theirs."""
    for kind, value in identities_of(sender):
        learn(guest, kind, value)


def learn(guest: Guest, kind: str, value: str) -> None:
    with suppress(IdentityTaken):
        add_identity(guest=guest, kind=kind, value=value)
