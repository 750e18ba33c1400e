"""One worker at a time sends a delivery, each try is counted first, and a worker that dies over it costs one try."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier

import pytest

from tasks.base import JOBS, run_job
from tasks.models import Job
from tasks.sweep import sweep_batch
from tenants import clock
from tenants.models import Tenant, WebhookDelivery, WebhookEndpoint
from tenants.models.webhook import MOST_TRIES
from tenants.services.webhook_attempts import (
    HOLD,
    Outgoing,
    note_answer,
    take,
)
from tests.cast import enter
from tests.races import at_once
from tests.tenants.webhooks.conftest import NOON, again, jobs_of, later, tell, tenant_of, try_it
from tests.tenants.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db(transaction=True)


def taken(delivery: WebhookDelivery, at: object = NOON) -> Outgoing | None:
    with enter(tenant_of(delivery)):
        return take(delivery_id=delivery.pk, now=at)  # type: ignore[arg-type]


def noted(delivery: WebhookDelivery, attempt: int, fault: str = "", at: object = NOON) -> None:
    with enter(tenant_of(delivery)):
        note_answer(delivery_id=delivery.pk, attempt=attempt, status=None, fault=fault, now=at)  # type: ignore[arg-type]


def test_a_try_is_counted_before_anything_is_sent(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery = tell(hotel)

    outgoing = taken(delivery)

    assert outgoing
    assert (again(delivery).attempts, again(delivery).held_until) == (1, NOON + HOLD)


def test_of_many_workers_one_sends_it(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    delivery = tell(hotel)

    results = at_once(8, lambda _: taken(delivery) is not None)

    assert sum(results) == 1
    assert again(delivery).attempts == 1


def test_control_without_the_lock_many_would_send_it(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery, have_looked = tell(hotel), Barrier(5)

    def look_then_take(_: int) -> bool:
        with enter(hotel):
            row = WebhookDelivery.objects.get(pk=delivery.pk)
            is_free = row.state == "waiting" and not row.held_until
            have_looked.wait(timeout=20)
            if is_free:
                WebhookDelivery.objects.filter(pk=row.pk).update(attempts=row.attempts + 1, held_until=NOON + HOLD)
            return is_free

    assert sum(at_once(5, look_then_take)) == 5


def test_a_second_job_leaves_it_to_the_first_and_looks_again_later(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    delivery = tell(hotel)
    taken(delivery)

    delivery = try_it(delivery, later(seconds=1))

    assert (receiver.heard, delivery.attempts) == ([], 1)
    assert jobs_of(delivery)[-1].run_at == NOON + HOLD


def test_a_worker_that_died_over_it_costs_one_try(hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver) -> None:
    delivery = tell(hotel)
    taken(delivery)

    after = try_it(delivery, later(seconds=26))
    arrived = try_it(after, after.next_at)

    assert (after.state, after.error, after.attempts, after.held_until) == ("waiting", "interrupted", 1, None)
    assert (arrived.state, arrived.attempts, len(receiver.heard)) == ("delivered", 2, 1)


def test_one_that_kills_its_worker_each_time_is_given_up(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery = tell(hotel)

    for _ in range(MOST_TRIES):
        assert taken(delivery, delivery.next_at)
        delivery = try_it(delivery, delivery.next_at + HOLD + timedelta(seconds=1))

    assert (delivery.state, delivery.error, delivery.attempts) == ("dead", "interrupted", MOST_TRIES)


def test_a_worker_that_was_given_up_changes_nothing_by_failing(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery = tell(hotel)
    taken(delivery)
    after = try_it(delivery, later(seconds=26))

    noted(delivery, 1, "timed_out", later(seconds=40))

    assert again(delivery).next_at == after.next_at
    assert again(delivery).error == "interrupted"


def test_a_worker_that_was_given_up_is_believed_if_it_arrived(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery = tell(hotel)
    taken(delivery)
    try_it(delivery, later(seconds=26))

    noted(delivery, 1, "", later(seconds=40))

    assert again(delivery).state == "delivered"


def test_a_worker_of_an_earlier_try_is_not_heard(hotel: Tenant, webhook: WebhookEndpoint) -> None:
    delivery = tell(hotel)
    taken(delivery)
    after = try_it(delivery, later(seconds=26))
    taken(delivery, after.next_at)

    noted(delivery, 1, "", after.next_at)

    assert (again(delivery).state, again(delivery).attempts) == ("waiting", 2)


def test_the_job_of_a_dead_worker_comes_back_and_leaves_nothing_behind(
    hotel: Tenant, webhook: WebhookEndpoint, receiver: Receiver
) -> None:
    """The sweep frees it; run again it finds the hold of the dead one, and asks for the next try."""
    delivery = tell(hotel, at=clock.now())
    job = jobs_of(delivery)[0]
    Job.objects.filter(pk=job.pk).update(state="running", attempts=1, ring_at="2020-01-01T00:00Z", token=None)
    taken(delivery, clock.now())
    sweep_batch({})

    with clock.stopped_at(clock.now() + HOLD + timedelta(seconds=1)):
        run_job(JOBS["tenants.deliver_webhook"], job.pk)

    assert Job.objects.get(pk=job.pk).state == "done"
    assert again(delivery).error == "interrupted"
    assert [job.run_at for job in jobs_of(delivery)] == [again(delivery).next_at]
