"""Workers who want the same webhooks, the same conversation, the same message, at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from messaging.models import Conversation, Mailbox, Message, RawEvent, StatusEvent, WhatsAppNumber
from messaging.services import ingest
from messaging.services.answering import advance_one
from messaging.services.claiming import claim, list_candidates
from messaging.services.ingest import COUNT, ingest_some
from messaging.services.sending import note_accepted
from messaging.whatsapp.client import Accepted
from sandbox.app import Sandbox
from tasks.messaging import send_one
from tenants import clock
from tenants.models import Tenant
from tenants.scoping import tenant_scope
from tests.cast import Enter
from tests.messaging.line import heard, write
from tests.messaging.talk import say_in
from tests.messaging.whatsapp import payloads

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(180)]

WORKERS = 6


def hello(number: int, *, guest: int = 0) -> dict[str, object]:
    """Return a message of its own, from one of several guests."""
    return payloads.text_message(
        f"mensaje {number} de {guest}",
        wamid=f"wamid.{guest}.{number}",
        wa_id=f"54911555500{guest:02}",
        user_id="",
        sent_at=int(clock.now().timestamp()) - 100 + number,
    )


def count_as_workers_do(times: int) -> None:
    """Count an attempt, as so many workers would who have not locked anything yet."""
    for _ in range(times):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(COUNT, [ingest.LEASE_SECONDS, 50])


def test_workers_who_look_at_once_do_not_count_a_healthy_webhook_to_death(line: WhatsAppNumber) -> None:
    write(hello(1))

    count_as_workers_do(WORKERS)
    RawEvent.objects.update(read_at=None)
    ingest_some(now=clock.now())

    event = RawEvent.objects.get()
    assert (event.state, event.attempts) == ("done", 2)


def test_without_the_pause_they_would(line: WhatsAppNumber, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "LEASE_SECONDS", 0)
    write(hello(1))

    count_as_workers_do(WORKERS)
    ingest_some(now=clock.now())

    assert RawEvent.objects.get().state == "dead"


@contextmanager
def a_status_that_is_not_committed(hotel: Tenant, message: Message) -> Iterator[None]:
    """Hold a transaction open in which somebody has written a status of this message."""
    written, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        with tenant_scope(hotel.pk, actor="test"):
            StatusEvent.objects.create(message_id=message.pk, wamid="w", status="sent", at=clock.now())
            written.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    assert written.wait(30)
    try:
        yield
    finally:
        go_on.set()
        thread.join()


def test_an_answer_of_meta_does_not_wait_for_a_status_that_comes_in(
    talk: Conversation, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")
    (candidate,) = list_candidates()
    sending = claim(candidate, now=clock.now())
    assert sending is not None

    with a_status_that_is_not_committed(hotel, message), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        note_accepted(sending, Accepted("wamid.1"), now=clock.now())

    with scope(hotel):
        assert Message.objects.get(pk=message.pk).state == "accepted"


def test_with_a_stronger_lock_it_would(talk: Conversation, hotel: Tenant, scope: Enter) -> None:
    with scope(hotel):
        message = say_in(talk, "hola")

    with a_status_that_is_not_committed(hotel, message), pytest.raises(OperationalError), scope(hotel):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1s'")
        Message.objects.select_for_update().get(pk=message.pk)


def in_threads(work: object, *, workers: int = WORKERS) -> None:
    """Do something in several threads until each finds nothing more to do."""

    def run(_worker: int) -> None:
        try:
            while work():  # type: ignore[operator]
                pass
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(run, range(workers)))


def test_many_workers_answer_each_message_once_and_in_order(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    guests, each = 6, 5
    for number in range(each):
        for guest in range(guests):
            write(hello(number, guest=guest))
            write(hello(number, guest=guest))

    in_threads(lambda: ingest_some(now=clock.now()))
    in_threads(lambda: advance_one(now=clock.now()))
    in_threads(send_one)

    with scope(hotel):
        assert Message.objects.filter(direction="in").count() == guests * each
        assert not Message.objects.filter(state="new").exists()
    assert not Mailbox.objects.filter(ready_at__isnull=False).exists()
    lines = [line for words in heard(hotel) for line in words.split("\n")]
    for guest in range(guests):
        assert [it for it in lines if it.endswith(f" de {guest}")] == [f"mensaje {n} de {guest}" for n in range(each)]
