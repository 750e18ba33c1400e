"""Announcing: written down with what happened, once for each webhook that wants to hear of it, in one round trip."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DataError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tasks.doorbell import Ring
from tasks.models import Job
from tenants.models import Tenant, WebhookDelivery, WebhookEndpoint
from tenants.scoping import NoTenantScope
from tenants.services.webhook_endpoints import create_webhook, switch_off
from tenants.services.webhooks import LONGEST_PAYLOAD, announce
from tenants.webhook_events import EVENTS, TEST
from tests.cast import enter
from tests.races import at_once
from tests.tenants.webhooks.conftest import EVENT, NOON

pytestmark = pytest.mark.django_db(transaction=True)


def make(*events: str, url: str = "https://hooks.example.com/") -> WebhookEndpoint:
    return create_webhook(url=url, events=events or [EVENT])[0]


def say(event: str = EVENT, key: str = "B7K2M:1") -> int:
    return announce(event=event, key=key, data={"booking": "B7K2M"}, now=NOON)


def told() -> list[tuple[int, str, str]]:
    return list(WebhookDelivery.objects.order_by("id").values_list("endpoint_id", "event", "key"))


def test_each_webhook_that_wants_it_is_told(in_hotel: Tenant) -> None:
    first, second, other = make(), make(EVENT, "hold.created"), make("hold.created")
    switch_off(webhook=make(), now=NOON)

    count = say()

    assert count == 2
    assert sorted(told()) == [(first.pk, EVENT, "B7K2M:1"), (second.pk, EVENT, "B7K2M:1")]
    assert Job.objects.count() == 2
    assert not WebhookDelivery.objects.filter(endpoint=other).exists()


def test_nobody_to_tell_costs_one_round_trip(in_hotel: Tenant) -> None:
    make("hold.created")

    with CaptureQueriesContext(connection) as asked:
        count = say()

    statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert (count, len(statements), Job.objects.count()) == (0, 1, 0)


def test_many_to_tell_are_written_down_in_two_round_trips(in_hotel: Tenant) -> None:
    for _ in range(5):
        make()

    with CaptureQueriesContext(connection) as asked:
        say()

    written = [query["sql"] for query in asked if "tenants_webhookdelivery" in query["sql"]]
    jobs = [query["sql"] for query in asked if "tasks_job" in query["sql"]]
    assert (len(written), len(jobs), Job.objects.count()) == (1, 1, 5)


def test_the_same_happening_is_told_once(in_hotel: Tenant) -> None:
    make()

    counts = [say(), say(), say(key="B7K2M:2"), say(event="hold.created")]

    assert counts == [1, 0, 1, 0]
    assert len(told()) == 2


def test_ten_at_once_tell_it_once(hotel: Tenant) -> None:
    with enter(hotel):
        make()

    def work(_: int) -> int:
        with enter(hotel):
            return say()

    assert sum(at_once(10, work)) == 1
    assert Job.objects.count() == 1


def test_what_did_not_happen_is_not_told(hotel: Tenant, rings: list[Ring]) -> None:
    with enter(hotel):
        make()

    with pytest.raises(RuntimeError), enter(hotel):
        say()
        raise RuntimeError("the booking could not be made")

    with enter(hotel):
        assert told() == []
    assert (Job.objects.count(), rings) == (0, [])


def test_the_worker_is_rung_after_the_commit(hotel: Tenant, rings: list[Ring]) -> None:
    with enter(hotel):
        make()
        say()
        before = list(rings)

    assert before == []
    assert [(ring.task, ring.queue) for ring in rings] == [("tenants.deliver_webhook", "side")]


def test_the_neighbour_hears_nothing_of_ours(hotel: Tenant, neighbour: Tenant) -> None:
    with enter(neighbour):
        make()

    with enter(hotel):
        count = say()

    assert count == 0
    with enter(neighbour):
        assert told() == []


def test_the_payload_is_the_same_for_all_and_holds_what_json_can(in_hotel: Tenant) -> None:
    make()
    make()

    announce(event=EVENT, key="k", data={"total": Decimal("12.50"), "on": date(2030, 1, 15), "name": "ñ"}, now=NOON)

    first, second = WebhookDelivery.objects.values_list("payload", flat=True)
    assert first == second
    assert first == {
        "id": first["id"],
        "event": EVENT,
        "created_at": "2030-01-15T12:00:00.000+00:00",
        "data": {"total": "12.50", "on": "2030-01-15", "name": "ñ"},
    }


def test_the_same_key_of_two_businesses_is_two_happenings(hotel: Tenant, neighbour: Tenant) -> None:
    ids = set()
    for tenant in (hotel, neighbour):
        with enter(tenant):
            make()
            say()
            ids.add(WebhookDelivery.objects.get().event_id)

    assert len(ids) == 2


@pytest.mark.parametrize("event", ["", "booking.unheard_of", TEST, "*"])
def test_an_event_that_is_on_no_page_is_a_defect(in_hotel: Tenant, event: str) -> None:
    with pytest.raises(ValueError, match="webhook_events"):
        say(event=event)


def test_too_much_to_say_is_a_defect(in_hotel: Tenant) -> None:
    with pytest.raises(ValueError, match="send ids"):
        announce(event=EVENT, key="k", data={"text": "x" * LONGEST_PAYLOAD}, now=NOON)


@pytest.mark.parametrize("data", [{"a": float("nan")}, {"a": object()}])
def test_what_json_cannot_hold_is_a_defect(in_hotel: Tenant, data: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError)):
        announce(event=EVENT, key="k", data=data, now=NOON)


def test_too_long_a_key_is_a_defect(in_hotel: Tenant) -> None:
    make()

    with pytest.raises(DataError), transaction.atomic():
        say(key="x" * 201)


def test_outside_a_business_nothing_is_announced(hotel: Tenant) -> None:
    with pytest.raises(NoTenantScope):
        say()


def test_every_event_fits_its_column_and_is_named_once() -> None:
    assert len(set(EVENTS)) == len(EVENTS)
    assert max(map(len, (*EVENTS, TEST))) <= 40
    assert TEST not in EVENTS
