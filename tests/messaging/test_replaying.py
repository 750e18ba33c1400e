"""Reading a webhook again: nothing counts twice, and what was missing is there now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from messaging.errors import AlreadyWaiting
from messaging.models import Message, Quarantined, RawEvent
from messaging.services.ingest import ingest_some
from messaging.services.numbers import connect_number
from messaging.services.replaying import release, replay_event
from tasks.messaging import FORGET_BATCH, KEPT_FOR, forget_events
from tasks.models import Job
from tenants import clock, resolver
from tenants.models import Tenant
from tests.cast import Enter
from tests.messaging.whatsapp.payloads import PHONE_NUMBER_ID, as_bytes, envelope, text_message, value

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stranger(hotel: Tenant) -> RawEvent:
    """A webhook to a number that nobody has connected."""
    resolver.renew(look_seconds=3600)
    event = RawEvent.objects.create(app_key="default", body=as_bytes(envelope(value(text_message("Hola")))))
    ingest_some(now=clock.now())
    return event


def connect(tenant: Tenant, scope: Enter) -> None:
    with scope(tenant):
        connect_number(phone_number_id=PHONE_NUMBER_ID)
    resolver.renew(look_seconds=3600)


def test_what_led_to_nobody_arrives_once_its_number_is_connected(
    stranger: RawEvent, hotel: Tenant, scope: Enter
) -> None:
    kept = Quarantined.objects.get()
    connect(hotel, scope)

    release(quarantined=kept, now=clock.now())
    ingest_some(now=clock.now())

    kept.refresh_from_db()
    assert kept.released_at is not None
    with scope(hotel):
        assert Message.objects.get().text == "Hola"


def test_what_still_leads_to_nobody_is_back(stranger: RawEvent) -> None:
    replay_event(event=stranger, now=clock.now())
    ingest_some(now=clock.now())

    kept = Quarantined.objects.get()
    assert (kept.released_at, kept.reason) == (None, "unknown_number")


def test_read_twice_nothing_counts_twice(stranger: RawEvent, hotel: Tenant, scope: Enter) -> None:
    connect(hotel, scope)

    for _ in range(2):
        replay_event(event=stranger, now=clock.now())
        ingest_some(now=clock.now())

    with scope(hotel):
        assert Message.objects.count() == 1


def test_a_dead_webhook_has_all_its_tries_again(stranger: RawEvent) -> None:
    RawEvent.objects.update(state="dead", attempts=5, error="ValueError")

    replay_event(event=stranger, now=clock.now())

    stranger.refresh_from_db()
    assert (stranger.state, stranger.attempts, stranger.error) == ("waiting", 0, "")


def test_one_that_waits_is_left_alone(stranger: RawEvent) -> None:
    RawEvent.objects.update(state="waiting")

    with pytest.raises(AlreadyWaiting):
        replay_event(event=stranger, now=clock.now())


def test_a_part_whose_webhook_is_gone_is_only_marked(stranger: RawEvent) -> None:
    RawEvent.objects.all().delete()

    release(quarantined=Quarantined.objects.get(), now=clock.now())

    assert Quarantined.objects.get().released_at is not None


def test_the_command_does_the_same(stranger: RawEvent) -> None:
    call_command("replay_event", str(stranger.pk), why="the number is connected")

    stranger.refresh_from_db()
    assert stranger.state == "waiting"
    with pytest.raises(CommandError):
        call_command("replay_event", str(stranger.pk))
    with pytest.raises(CommandError):
        call_command("replay_event", "987654321")


def test_old_webhooks_are_forgotten_until_none_is_left(hotel: Tenant) -> None:
    long_ago = clock.now() - KEPT_FOR - timedelta(days=1)
    RawEvent.objects.bulk_create(
        RawEvent(app_key="default", body=b"{}", state="done", read_at=long_ago) for _ in range(FORGET_BATCH + 1)
    )
    kept = RawEvent.objects.create(app_key="default", body=b"{}", state="dead", read_at=long_ago)

    with transaction.atomic():
        forget_events()
    assert (RawEvent.objects.count(), Job.objects.filter(name="messaging.forget_events").count()) == (2, 1)
    with transaction.atomic():
        forget_events()

    assert list(RawEvent.objects.all()) == [kept]
    assert Job.objects.filter(name="messaging.forget_events").count() == 1
