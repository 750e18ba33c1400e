"""Tasks about messages: webhooks into rows, conversations answered, messages sent, and what was lost found again."""

from __future__ import annotations

import random
import time
from datetime import timedelta

from django.conf import settings
from django.db import connection
from prometheus_client import Counter

from messaging.models import RawEvent
from messaging.models.intake import RawState
from messaging.pace import quieten, take_turn
from messaging.queries.numbers import pace_of
from messaging.rings import ADVANCE, INGEST, SEND
from messaging.services.answering import advance_one
from messaging.services.claiming import MOST_CANDIDATES, Candidate, claim, list_candidates, put_off
from messaging.services.connecting import check_number, look_at_numbers
from messaging.services.ingest import DUE, LEASE_SECONDS, ingest_some
from messaging.services.media import fetch
from messaging.services.member_notices import notify_member
from messaging.services.parked import tidy_parked
from messaging.services.reading_marks import show_read
from messaging.services.sending import note_accepted, note_fault
from messaging.services.templates import sync_templates
from messaging.services.unknowns import note_orphans, resolve_unknowns
from messaging.whatsapp.client import send
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.outgoing import BadContent
from tasks.base import job, periodic, remaining_seconds, rung
from tasks.doorbell import ring
from tasks.queue import enqueue
from tenants import clock
from tenants.models import Status, Tenant

KEPT_FOR = timedelta(days=30)
FORGET_BATCH = 5000
# A send needs this much time; a worker that has less left leaves it to the next ring.
ENOUGH_SECONDS = 5.0
# A message leaves three statuses behind it, each in a webhook of its own. Nobody notices so short a pause.
GATHER_SECONDS = 0.02

RERUNG = Counter("messaging_rerung_total", "Times the sweep rang since something waited", ["task"])

# One look at all three; what is there is rung for, whoever should have.
WAITING = f"""
    SELECT EXISTS (SELECT FROM messaging_rawevent
                   WHERE state = 'waiting' AND received_at < statement_timestamp() - interval '1 second' AND {DUE}),
           EXISTS (SELECT FROM messaging_mailbox WHERE ready_at < statement_timestamp() - interval '0.5 seconds'),
           EXISTS (SELECT FROM messaging_outgoing WHERE due_at < statement_timestamp() - interval '0.5 seconds'
                   AND held_until IS NULL AND unknown_since IS NULL)
"""  # noqa: S608 (our own words)


@rung("messaging.ingest")
def ingest() -> None:
    """Read all webhooks that wait, and those that come within a moment: together they cost a fraction."""
    time.sleep(GATHER_SECONDS)
    while remaining_seconds() > ENOUGH_SECONDS and ingest_some(now=clock.now()):
        pass


@rung("messaging.advance")
def advance() -> None:
    """Answer all conversations that wait."""
    while remaining_seconds() > ENOUGH_SECONDS and advance_one(now=clock.now()):
        pass


@rung("messaging.send", seconds=110)
def send_all() -> None:
    """Send whatever is due and may go out now."""
    while remaining_seconds() > settings.WHATSAPP_SEND_SECONDS + ENOUGH_SECONDS and send_one():
        pass


def send_one() -> bool:
    """Send one message, and return whether one was sent or tried."""
    candidates = list_candidates()
    # Not all threads try the same one; near the front all the same.
    random.shuffle(candidates)
    # Where none of many could go, they have been put off, and others stand behind them.
    return any(send_this(candidate) for candidate in candidates) or len(candidates) == MOST_CANDIDATES


def send_this(candidate: Candidate) -> bool:
    """Send a message if it is its turn, and return whether it was tried."""
    turn = take_turn(
        tenant_id=candidate.tenant_id,
        number_id=candidate.number_id,
        conversation_id=candidate.conversation_id,
        per_second=pace_of(candidate.tenant_id, candidate.number_id),
    )
    if not turn.is_now:
        put_off(candidate, seconds=turn.wait)
        ring(SEND._replace(after=turn.wait))
        return False
    sending = claim(candidate, now=clock.now())
    if sending is None:
        return False
    try:
        accepted = send(
            sending.account,
            sending.content,
            recipient=sending.recipient,
            reply_to=sending.reply_to,
            opaque=sending.opaque,
            seconds=sending.seconds,
        )
    except SendFault as fault:
        quiet = note_fault(sending, fault, now=clock.now())
        if quiet:
            quieten(tenant_id=candidate.tenant_id, number_id=candidate.number_id, seconds=quiet)
    except BadContent as error:
        note_fault(sending, SendFault(Remedy.NEVER, None, error.code, str(error.fields)), now=clock.now())
    else:
        note_accepted(sending, accepted, now=clock.now())
        # In the same breath, and after the answer: a job of its own would cost as much as the answer does.
        if sending.reply_to:
            show_read(sending.account, sending.reply_to)
    return True


@job("messaging.fetch_media", seconds=70, atomic=False)
def fetch_media(*, tenant_id: int, message_id: int, tries: int = 0) -> None:
    """Fetch the file of a message from Meta."""
    fetch(tenant_id=tenant_id, message_id=message_id, tries=tries, seconds=remaining_seconds(), now=clock.now())


@job("messaging.sync_all_templates")
def sync_all_templates() -> None:
    """Ask for the job below in each business that is served."""
    for tenant_id in Tenant.objects.filter(status=Status.ACTIVE).values_list("pk", flat=True).order_by("pk"):
        enqueue("messaging.sync_templates", tenant_id=tenant_id)


@job("messaging.sync_templates", seconds=70, atomic=False)
def sync_tenant_templates(*, tenant_id: int) -> None:
    """Bring our copy of a business's templates up to date."""
    sync_templates(tenant_id=tenant_id, seconds=remaining_seconds() - ENOUGH_SECONDS, now=clock.now())


@job("messaging.check_number", seconds=70, atomic=False)
def check_number_at_meta(*, tenant_id: int, number_id: int, step: str = "") -> None:
    """Try a step of a number's connection, or all of them, and note what each found."""
    seconds = remaining_seconds() - ENOUGH_SECONDS
    check_number(tenant_id=tenant_id, number_id=number_id, step=step, seconds=seconds, now=clock.now())


@job("messaging.look_at_all_numbers")
def look_at_all_numbers() -> None:
    """Ask for the job below in each business that is served."""
    for tenant_id in Tenant.objects.filter(status=Status.ACTIVE).values_list("pk", flat=True).order_by("pk"):
        enqueue("messaging.look_at_numbers", tenant_id=tenant_id)


@job("messaging.look_at_numbers", seconds=70, atomic=False)
def look_at_numbers_of_tenant(*, tenant_id: int) -> None:
    """Note how a business's numbers do, and ask people to mend what ails them."""
    look_at_numbers(tenant_id=tenant_id, seconds=remaining_seconds() - ENOUGH_SECONDS, now=clock.now())


@job("messaging.notify_member", seconds=40, atomic=False)
def notify_member_by_whatsapp(*, tenant_id: int, notice_id: int) -> None:
    """Tell a member of the staff on their own phone that something needs a person."""
    seconds = remaining_seconds() - ENOUGH_SECONDS
    notify_member(tenant_id=tenant_id, notice_id=notice_id, seconds=seconds, now=clock.now())


@job("messaging.tidy_all_statuses")
def tidy_all_statuses() -> None:
    """Ask for the job below in each business."""
    for tenant_id in Tenant.objects.values_list("pk", flat=True).order_by("pk"):
        enqueue("messaging.tidy_statuses", tenant_id=tenant_id)


@job("messaging.tidy_statuses", seconds=60)
def tidy_statuses(*, tenant_id: int) -> None:
    """Link or forget what Meta said about messages that nobody knew then, a batch at a time."""
    if tidy_parked(now=clock.now()):
        enqueue("messaging.tidy_statuses", tenant_id=tenant_id)


@job("messaging.forget_events", seconds=60)
def forget_events() -> None:
    """Forget webhooks that were read long ago, a batch at a time; Meta does not send one again after a week."""
    old = RawEvent.objects.filter(state=RawState.DONE, read_at__lt=clock.now() - KEPT_FOR)
    batch = list(old.order_by("read_at").values_list("pk", flat=True)[:FORGET_BATCH])
    RawEvent.objects.filter(pk__in=batch).delete()
    if len(batch) == FORGET_BATCH:
        enqueue("messaging.forget_events")


@periodic("messaging.sweep", seconds=30)
def sweep_messages() -> None:
    """Ring for what waits and was not rung for, and settle sends that nobody is sure of."""
    now = clock.now()
    note_orphans(now=now)
    resolve_unknowns(now=now)
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [LEASE_SECONDS])
        waiting = cursor.fetchone()
    for is_waiting, bell in zip(waiting, (INGEST, ADVANCE, SEND), strict=True):
        if is_waiting:
            RERUNG.labels(bell.task).inc()
            ring(bell)
