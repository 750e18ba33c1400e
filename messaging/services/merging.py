"""Two guests who are one person: what is the one's becomes the other's, and can be given back.

Whoever is merged stays as a row that leads to the other (`Guest.merged_into`), never through a third. Every row that says
by its column `guest` whose it is moves; a conversation remembers with whom it began, and keeps its own address.

Locks: others hold a guest and wait for a mailbox, or the other way round, so here nothing waits while it holds something. It
takes the mailboxes by id, the guests, and the rows in their order, all at once or not at all, and then tries again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from time import sleep
from typing import Any, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop as _
from psycopg.errors import LockNotAvailable

from messaging.models import Conversation, GuestMerge, MergeSource, MergeState
from messaging.models.conversation import ClockNow
from tenants.errors import Conflict
from tenants.models import Guest
from tenants.scoping import current_actor, current_tenant_id

T = TypeVar("T")

# What the guest who stays may lack and the other has told.
FILLED = ("name", "language", "note")
# Together about two seconds.
MOST_TRIES, PAUSE_SECONDS = 40, 0.05


class SameGuest(Conflict):
    """There is nothing to merge."""

    code = "same_guest"
    default_detail = _("Es el mismo huésped: elija otro.")


class GuestErased(Conflict):
    """Of whom nothing is kept, nothing is moved either."""

    code = "guest_erased"
    default_detail = _("Los datos de ese huésped se borraron: ya no se puede unir ni separar.")


class AlreadyMerged(Conflict):
    """One of them is somebody else already."""

    code = "already_merged"
    default_detail = _("Uno de los dos ya está unido a otro huésped. Vuelva a buscarlo.")


class MergeChain(Conflict):
    """The one who would go has others, who would lead through them to a third."""

    code = "merge_chain"
    default_detail = _("Ese huésped ya reúne a otros. Una desde la página de él, o sepárelos primero.")


class MergeBusy(Conflict):
    """Somebody is writing to one of them, or changes one of their bookings."""

    code = "merge_busy"
    default_detail = _("Alguien está trabajando con uno de los dos huéspedes. Pruebe otra vez en unos segundos.")


class MergeDecided(Conflict):
    """Somebody was faster."""

    code = "merge_decided"
    default_detail = _("Eso ya está decidido. Vuelva a mirar la página del huésped.")


def merge(*, absorbed: Guest, kept: Guest, source: MergeSource, now: datetime) -> GuestMerge:
    """Let two guests be one: all that is of the first is the other's from now on. A proposal of it is carried out.

    :raises SameGuest: if they are one already
    :raises GuestErased: if one of them is nobody any more
    :raises AlreadyMerged: if one of them leads to somebody else
    :raises MergeChain: if somebody leads to the one who would go
    :raises MergeBusy: if others work with them
    """
    if absorbed.pk == kept.pk:
        raise SameGuest

    def at_once() -> GuestMerge:
        gone, stays = lock_guests(absorbed.pk, kept.pk)
        refuse_merge(gone, stays)
        record = find_proposal(gone, stays) or GuestMerge(source=source)
        record.absorbed, record.kept, record.state = gone, stays, MergeState.MERGED
        record.filled, record.moved = fill(gone, stays), move(gone, stays)
        record.decided_at, record.decided_by = now, current_actor()
        record.save()
        return record

    return patiently(at_once)


def unmerge(*, record: GuestMerge, now: datetime) -> GuestMerge:
    """Let two guests be two again: what moved goes back, but for what was given to a third since.

    :raises MergeDecided: if they are not merged by this
    :raises GuestErased: if one of them is nobody any more
    :raises MergeBusy: if others work with them
    """

    def at_once() -> GuestMerge:
        gone, stays = lock_guests(record.absorbed_id, record.kept_id)
        known = GuestMerge.objects.filter(pk=record.pk, state=MergeState.MERGED).first()
        if known is None:
            raise MergeDecided
        if gone.erased_at or stays.erased_at:
            raise GuestErased
        give_back(known, gone, stays)
        known.state, known.decided_at, known.decided_by = MergeState.UNDONE, now, current_actor()
        known.save(update_fields=["state", "decided_at", "decided_by"])
        return known

    return patiently(at_once)


def propose_merge(*, absorbed: Guest, kept: Guest, source: MergeSource) -> GuestMerge | None:
    """Write down that two guests may be one person, once while nobody has decided it; None if they are one already."""
    if absorbed.pk == kept.pk:
        return None
    if known := find_proposal(absorbed, kept):
        return known
    wanted = GuestMerge(absorbed=absorbed, kept=kept, source=source)
    GuestMerge.objects.bulk_create([wanted], ignore_conflicts=True)
    return find_proposal(absorbed, kept)


def refuse_proposal(*, record: GuestMerge, now: datetime) -> None:
    """Write down that two guests are not the same person.

    :raises MergeDecided: if somebody was faster
    """
    decided = {"state": MergeState.REFUSED, "decided_at": now, "decided_by": current_actor()}
    if not GuestMerge.objects.filter(pk=record.pk, state=MergeState.PROPOSED).update(**decided):
        raise MergeDecided


def find_proposal(one: Guest, other: Guest) -> GuestMerge | None:
    """Return what proposes to merge these two, whichever of them is to stay."""
    either = Q(absorbed=one, kept=other) | Q(absorbed=other, kept=one)
    return GuestMerge.objects.filter(either, state=MergeState.PROPOSED).order_by("pk").first()


def patiently(work: Callable[[], T]) -> T:
    """Do something that takes its locks at once or not at all; while others have one of them, try again.

    :raises MergeBusy: if that takes too long
    """
    for attempt in range(MOST_TRIES):
        if attempt:
            sleep(PAUSE_SECONDS)
        try:
            with transaction.atomic():
                return work()
        except OperationalError as error:
            if not isinstance(error.__cause__, LockNotAvailable):
                raise
        except MergeBusy:
            continue
    raise MergeBusy


LOCK_MAILBOXES = """
    SELECT FROM messaging_mailbox WHERE conversation_id = ANY(%s) AND tenant_id = %s
    ORDER BY conversation_id FOR UPDATE NOWAIT
"""


def lock_guests(*guest_ids: int) -> list[Guest]:
    """Return guests as they stand, with nobody answering them, and no row being written that would be theirs.

    :raises OperationalError: if somebody has one of the locks
    :raises MergeBusy: if they began another conversation meanwhile
    """
    talks = Conversation.objects.filter(guest__in=guest_ids).order_by("pk").values_list("pk", flat=True)
    known = list(talks.all())
    with connection.cursor() as cursor:
        cursor.execute(LOCK_MAILBOXES, [known, current_tenant_id()])
    locked = {guest.pk: guest for guest in lock_rows(Guest.objects.filter(pk__in=guest_ids))}
    if list(talks.all()) != known:
        raise MergeBusy
    return [locked[guest_id] for guest_id in guest_ids]


def lock_rows(rows: Any) -> list[Any]:
    """Return rows, locked in the order of their keys.

    :raises OperationalError: if somebody has one of them
    """
    return list(rows.select_for_update(nowait=True, of=("self",)).order_by("pk"))


def refuse_merge(absorbed: Guest, kept: Guest) -> None:
    """Let nobody be merged of whom that would not be true, or who would be found no more."""
    if absorbed.erased_at or kept.erased_at:
        raise GuestErased
    if absorbed.merged_into_id or kept.merged_into_id:
        raise AlreadyMerged
    if has_others(absorbed):
        raise MergeChain


def has_others(guest: Guest) -> bool:
    """Return whether somebody else turned out to be this guest."""
    return Guest.objects.filter(merged_into=guest).exists()


def tables() -> list[Any]:
    """Return the tables whose rows belong to a guest: those that say so in a column `guest`, in every part of the system."""
    related: list[Any] = [field for field in Guest._meta.get_fields(include_hidden=True) if field.auto_created]
    owned = {field.related_model for field in related if field.is_relation and field.remote_field.name == "guest"}
    return sorted(owned - {Conversation}, key=lambda model: str(model._meta.label_lower))


def fill(absorbed: Guest, kept: Guest) -> list[str]:
    """Let the guest who stays have what they lack and the other has told; the other leads to them from now on."""
    lacking = [name for name in FILLED if getattr(absorbed, name) and not getattr(kept, name)]
    for name in lacking:
        setattr(kept, name, getattr(absorbed, name))
    if lacking:
        kept.save(update_fields=lacking)
    absorbed.merged_into = kept
    absorbed.save(update_fields=["merged_into"])
    return lacking


def move(absorbed: Guest, kept: Guest) -> dict[str, list[int]]:
    """Give all rows of a guest to the other, and return which."""
    moved = {}
    for model in tables():
        mine = [row.pk for row in lock_rows(model._base_manager.filter(guest=absorbed))]
        if given := give(model, mine, guest=kept):
            moved[model._meta.label_lower] = given
    talks = [talk.pk for talk in lock_rows(Conversation.objects.filter(guest=absorbed))]
    if given := give(Conversation, talks, guest=kept, came_from=absorbed, changed_at=ClockNow()):
        moved[Conversation._meta.label_lower] = given
    return moved


def give_back(record: GuestMerge, absorbed: Guest, kept: Guest) -> None:
    """Give back what moved and is still the other's, the threads that began since on the same telephone too."""
    for model in tables():
        ids = record.moved.get(model._meta.label_lower, ())
        still = lock_rows(model._base_manager.filter(pk__in=ids, guest=kept))
        give(model, [row.pk for row in still], guest=absorbed)
    talks = lock_rows(Conversation.objects.filter(guest=kept, came_from=absorbed))
    give(Conversation, [talk.pk for talk in talks], guest=absorbed, came_from=None, changed_at=ClockNow())
    # What somebody has corrected since stays; what was filled in is known by what the other still has.
    empty = [name for name in record.filled if getattr(kept, name) == getattr(absorbed, name)]
    for name in empty:
        setattr(kept, name, "")
    if empty:
        kept.save(update_fields=empty)
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])


def give(model: Any, ids: Sequence[int], **columns: Any) -> list[int]:
    """Write whose these rows are, and return which could be given.

    What both have, such as a wait for the same nights, stays where it is.
    """
    rows = model._base_manager.filter(pk__in=ids)
    try:
        with transaction.atomic():
            rows.update(**columns)
        return list(ids)
    except IntegrityError:
        return [given for one in ids for given in give(model, [one], **columns)] if len(ids) > 1 else []


def list_merges(guest: Guest) -> QuerySet[GuestMerge]:
    """Return what was found out about a guest and others, the newest first."""
    about = Q(absorbed=guest) | Q(kept=guest)
    return GuestMerge.objects.filter(about).select_related("absorbed", "kept").order_by("-pk")
