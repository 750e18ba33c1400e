"""Webhooks that cannot be read: what is sound beside them is kept, what fails is tried again later and given up aloud."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connections
from django.db.models import F

from messaging.models import Message, Quarantined, RawEvent, WhatsAppNumber
from messaging.services.ingest import DEAD, ingest_some
from tenants import clock
from tenants.models import Tenant
from tests.cast import Enter
from tests.messaging.line import deliver, work, write
from tests.messaging.whatsapp import payloads

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def hello(*, wamid: str = "wamid.1", **more: object) -> dict[str, object]:
    return payloads.text_message("hola", wamid=wamid, sent_at=int(clock.now().timestamp()), **more)


def test_a_flaw_that_holds_endless_numbers_takes_nothing_else_with_it(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    flawed = {"type": "text", "text": {"body": "LONE"}, "size": 10**25}
    body = payloads.as_bytes(payloads.envelope(payloads.value(hello(), flawed)))
    deliver(body.replace(b"LONE", b"\\ud83d"))
    work()

    assert RawEvent.objects.get().state == "done"
    assert str(10**25) in "".join(Quarantined.objects.values_list("content", flat=True))
    with scope(hotel):
        assert Message.objects.filter(direction="in").count() == 1


def test_an_id_that_no_column_holds_takes_nothing_else_with_it(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    endless = f"AR.{'9' * 150}"
    write(hello(user_id=payloads.USER_ID), hello(wamid="wamid.2", wa_id="", user_id=endless))
    work()

    assert RawEvent.objects.get().state == "done"
    assert Quarantined.objects.filter(content__contains=endless).exists()
    with scope(hotel):
        assert Message.objects.filter(direction="in").count() == 1


@pytest.fixture
def ailing(line: WhatsAppNumber) -> Iterator[RawEvent]:
    """A webhook that Postgres does not take, until it is mended."""
    as_owner("ALTER TABLE messaging_message ADD CONSTRAINT ailing CHECK (text <> 'hola') NOT VALID")
    write(hello())
    yield RawEvent.objects.get()
    mend()


def mend() -> None:
    as_owner("ALTER TABLE messaging_message DROP CONSTRAINT IF EXISTS ailing")


def as_owner(sql: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)


def read_what_is_due() -> RawEvent:
    while ingest_some(now=clock.now()):
        pass
    return RawEvent.objects.get()


def let_pass(seconds: int) -> None:
    """Let so much time pass since the webhook was last tried."""
    RawEvent.objects.update(read_at=F("read_at") - timedelta(seconds=seconds))


def test_what_fails_is_tried_again_after_pauses_that_grow(ailing: RawEvent) -> None:
    tries = [read_what_is_due().attempts]
    for pause in (4, 2, 15, 6):
        let_pass(pause)
        tries.append(read_what_is_due().attempts)

    assert tries == [1, 1, 2, 2, 3]
    assert read_what_is_due().state == "waiting"


def test_what_ails_for_a_moment_buries_nothing(ailing: RawEvent, hotel: Tenant, scope: Enter) -> None:
    read_what_is_due()
    mend()
    let_pass(6)

    event = read_what_is_due()

    assert (event.state, event.error) == ("done", "")
    with scope(hotel):
        assert Message.objects.filter(direction="in").count() == 1


def test_what_is_given_up_is_told(ailing: RawEvent, caplog: pytest.LogCaptureFixture) -> None:
    before = DEAD._value.get()

    for _ in range(5):
        read_what_is_due()
        let_pass(600)

    assert RawEvent.objects.get().state == "dead"
    assert DEAD._value.get() == before + 1
    assert "a webhook is given up" in caplog.text
