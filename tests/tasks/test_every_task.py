"""Every registered task can run twice, and beside itself, with the effect of once. A new task needs a line here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import connection, connections, transaction

import tasks.bookings
import tasks.housekeeping
import tasks.inbox
import tasks.messaging
import tasks.stay_messages
import tasks.sweep
import tasks.tenants  # noqa: F401 (registers its tasks)
from bookings.models import MessageRule, StayMessage
from bookings.services.waitlist import join_waitlist
from bookings.stays import Party, Stay
from tasks.base import JOBS, PERIODIC, RUNG, run_job, run_rung, run_turn
from tasks.doorbell import Ring
from tasks.models import Job, Sample
from tasks.queue import enqueue
from tasks.routes import ROUTES
from tenants import clock
from tenants.models import (
    Guest,
    Notice,
    NoticeChannel,
    StaffTask,
    Tenant,
    User,
    WebhookDelivery,
    WebhookEndpoint,
)
from tenants.sealed import seal
from tenants.webhook_events import TEST
from tests.bookings.rows import plain_booking, plain_stay
from tests.cast import enter, make_person, make_tenant
from tests.lodging import make_type, make_units, night
from tests.tasks import talk

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

LONG = 10**9
# What each job is called with; made when the test runs, since some need a row.
JOB_ARGUMENTS: dict[str, Callable[[], dict[str, Any]]] = {
    "tasks.sample": lambda: {"sample_id": Sample.objects.create().pk},
    "tasks.forget_finished": dict,
    "tenants.forget_access": dict,
    "tenants.forget_all_answers": dict,
    "tenants.forget_answers": lambda: {"tenant_id": make_tenant(f"casa-{uuid4()}").pk},
    "tenants.forget_all_webhook_deliveries": dict,
    "tenants.forget_webhook_deliveries": lambda: {"tenant_id": make_tenant(f"casa-{uuid4()}").pk},
    "tenants.deliver_webhook": lambda: refused_delivery(make_tenant(f"casa-{uuid4()}")),
    "bookings.offer_freed_nights": lambda: somebody_waits(make_tenant(f"casa-{uuid4()}")),
    "bookings.close_every_day": dict,
    "bookings.close_day": lambda: {"tenant_id": make_tenant(f"casa-{uuid4()}").pk},
    "bookings.release_stay_message": lambda: due_message(make_tenant(f"casa-{uuid4()}")),
    "tenants.notify": lambda: {**open_task(make_tenant(f"casa-{uuid4()}")), "step": 1},
    "tenants.send_notice": lambda: due_notice(make_tenant(f"casa-{uuid4()}"), "email"),
    "messaging.notify_member": lambda: due_notice(make_tenant(f"casa-{uuid4()}"), "whatsapp"),
    "messaging.tell_guest": lambda: confirmed_booking(make_tenant(f"casa-{uuid4()}")),
    "messaging.tell_stay_message": lambda: ready_message(make_tenant(f"casa-{uuid4()}")),
    "messaging.fetch_media": lambda: talk.fetched_file(make_tenant(f"casa-{uuid4()}")),
    "messaging.check_number": lambda: talk.bare_number(make_tenant(f"casa-{uuid4()}")),
    "messaging.end_lease": lambda: talk.held_conversation(make_tenant(f"casa-{uuid4()}")),
    "messaging.no_reply": lambda: talk.waiting_guest(make_tenant(f"casa-{uuid4()}")),
    "messaging.wake_conversation": lambda: talk.snoozed_conversation(make_tenant(f"casa-{uuid4()}")),
    "messaging.write_later": lambda: talk.reply_for_now(make_tenant(f"casa-{uuid4()}")),
    "messaging.nudge": lambda: talk.unanswered_offer(make_tenant(f"casa-{uuid4()}")),
    "messaging.look_at_all_numbers": dict,
    "messaging.look_at_numbers": lambda: {"tenant_id": talk.bare_number(make_tenant(f"casa-{uuid4()}"))["tenant_id"]},
    "messaging.sync_all_templates": dict,
    "messaging.sync_templates": lambda: {"tenant_id": make_tenant(f"casa-{uuid4()}").pk},
    "messaging.forget_events": dict,
    "messaging.tidy_all_statuses": dict,
    "messaging.tidy_statuses": lambda: {"tenant_id": make_tenant(f"casa-{uuid4()}").pk},
    "tenants.send_access_link": lambda: {"user_id": User.objects.create_user(f"ana-{uuid4()}").pk},
}


def refused_delivery(tenant: Tenant) -> dict[str, Any]:
    """Return a delivery that leads nowhere: its one try is refused before anything is asked of the world."""
    with enter(tenant):
        webhook = WebhookEndpoint.objects.create(url="https://127.0.0.1/", events=["hold.created"], secret=seal("s"))
        delivery = WebhookDelivery.objects.create(
            endpoint=webhook, event=TEST, key="1", payload={"id": "1"}, gives_up_after=1, next_at=clock.now()
        )
    return {"tenant_id": tenant.pk, "delivery_id": delivery.pk}


def open_task(tenant: Tenant) -> dict[str, Any]:
    """Return a task of which nobody can be told, so that all steps are taken in one go."""
    with enter(tenant):
        make_person(f"ana-{uuid4()}", tenant)
        task = StaffTask.objects.create(kind="message_failed", cause="1", title="Ana espera")
    return {"tenant_id": tenant.pk, "task_id": task.pk}


def due_notice(tenant: Tenant, kind: str) -> dict[str, Any]:
    """Return a notice that nothing carries: there is neither a mail server nor a number."""
    with enter(tenant):
        person = make_person(f"ana-{uuid4()}", tenant)
        channel = NoticeChannel.objects.create(user=person, kind=kind, address="5493815550101")
        notice = Notice.objects.create(user=person, channel=channel, step=0, due_at=clock.now())
    return {"tenant_id": tenant.pk, "notice_id": notice.pk}


def somebody_waits(tenant: Tenant) -> dict[str, Any]:
    """Return nights that somebody waits for, and that are free."""
    with enter(tenant):
        kind = make_type()
        make_units(kind, "Una")
        first = clock.now().date() + timedelta(days=10)
        guest = Guest.objects.create(name="Ana")
        stay = Stay(first, first + timedelta(days=2))
        join_waitlist(guest=guest, type=kind, stay=stay, party=Party(2), now=clock.now())
    return {"tenant_id": tenant.pk, "first": first.isoformat(), "last": (first + timedelta(days=2)).isoformat()}


def due_message(tenant: Tenant) -> dict[str, Any]:
    """Return a message of a stay whose hour has come."""
    with enter(tenant):
        rule = MessageRule.objects.create(name="Bienvenida", template="welcome", anchor="arrival")
        booking = plain_booking(Guest.objects.create(name="Ana"))
        message = StayMessage.objects.create(rule=rule, booking=booking, due_at=clock.now())
    return {"tenant_id": tenant.pk, "message_id": message.pk, "due": message.due_at.isoformat()}


def ready_message(tenant: Tenant) -> dict[str, Any]:
    """Return a message of a booking that has no stay any more."""
    named = due_message(tenant)
    with enter(tenant):
        StayMessage.objects.update(state="ready")
    return {name: named[name] for name in ("tenant_id", "message_id")}


def confirmed_booking(tenant: Tenant) -> dict[str, Any]:
    """Return a booking of a guest who has never written."""
    with enter(tenant):
        (unit,) = make_units(make_type(), "Una")
        booking = plain_booking(Guest.objects.create(name="Ana"))
        plain_stay(unit, night(1), night(3), booking)
    return {"tenant_id": tenant.pk, "booking_id": booking.pk, "kind": "booking_confirmed"}


PERIODIC_ARGUMENTS: dict[str, dict[str, Any]] = {
    "tasks.sweep": {},
    "bookings.expire_holds": {},
    "messaging.sweep": {},
    "tasks.canary": {"queue": "side"},
    "tasks.start": {"task": "tasks.forget_finished"},
}
# What makes something to do for each task that is rung for.
RUNG_WORK: dict[str, Callable[[Tenant], None]] = {
    "messaging.ingest": talk.unread_webhook,
    "messaging.advance": talk.waiting_conversation,
    "messaging.send": talk.outdated_message,
}
# What a run writes about itself, and not about the business.
BOOKKEEPING = {"tasks_job", "tasks_slot", "tasks_heartbeat", "django_migrations"}


def test_every_task_is_tried_here() -> None:
    ours = {name for name in [*JOBS, *PERIODIC, *RUNG] if not name.startswith("tests.")}

    assert (
        ours
        == set(JOB_ARGUMENTS) | set(PERIODIC_ARGUMENTS) | set(RUNG_WORK)
        == set(ROUTES) - {name for name in ROUTES if name.startswith("tests.")}
    )


@pytest.mark.parametrize("name", sorted(JOB_ARGUMENTS))
def test_a_job_run_twice_has_the_effect_of_once(name: str, rings: list[Ring]) -> None:
    job_id = ask_for(name)

    run_job(JOBS[name], job_id)
    after_one = dump()
    run_job(JOBS[name], job_id)

    assert dump() == after_one
    assert Job.objects.get(pk=job_id).state == "done"


@pytest.mark.parametrize("name", sorted(JOB_ARGUMENTS))
def test_a_job_run_beside_itself_has_the_effect_of_once(name: str, rings: list[Ring]) -> None:
    once = ask_for(name)
    run_job(JOBS[name], once)
    shape = [(table, len(rows)) for table, rows in dump().items()]
    twice = ask_for(name)
    together(lambda: run_job(JOBS[name], twice))

    assert set(Sample.objects.values_list("runs", flat=True)) <= {1}
    # What a job asks for in its turn waits.
    assert set(Job.objects.filter(name=name).values_list("state", "attempts")) == {("done", 1)}
    assert len(shape) == len(dump())


def test_control_a_job_without_its_claim_has_the_effect_of_twice() -> None:
    arguments = JOB_ARGUMENTS["tasks.sample"]()

    JOBS["tasks.sample"].function(**arguments)
    JOBS["tasks.sample"].function(**arguments)

    assert Sample.objects.get().runs == 2


@pytest.mark.parametrize("name", sorted(PERIODIC_ARGUMENTS))
def test_periodic_work_asked_for_beside_itself_has_the_effect_of_once(name: str, rings: list[Ring]) -> None:
    def turn() -> None:
        run_turn(PERIODIC[name], slot=name, every=LONG, arguments=PERIODIC_ARGUMENTS[name])

    together(turn)
    after = (dump(), Job.objects.count())
    turn()

    assert (dump(), Job.objects.count()) == after


@pytest.mark.parametrize("name", sorted(RUNG_WORK))
def test_rung_work_rung_for_beside_itself_has_the_effect_of_once(name: str, rings: list[Ring]) -> None:
    RUNG_WORK[name](make_tenant(f"casa-{uuid4()}"))
    before = dump()

    together(lambda: run_rung(RUNG[name]))
    after = dump()
    run_rung(RUNG[name])

    assert before != after
    assert dump() == after
    assert {table: len(rows) for table, rows in after.items()} == sizes_after(name, before)


def sizes_after(name: str, before: dict[str, list[tuple[Any, ...]]]) -> dict[str, int]:
    """Return how many rows each table has once the work of one turn is done, and done once."""
    more = {
        "messaging.ingest": {"messaging_quarantined": 1},
        # The answer with why, where the talk is, and that the guest's language was noted.
        "messaging.advance": {
            **dict.fromkeys(("messaging_message", "messaging_outgoing", "messaging_botturn", "messaging_talk"), 1),
            "tenants_auditevent": 1,
        },
        "messaging.send": {"messaging_outgoing": -1},
    }
    return {table: len(rows) + more[name].get(table, 0) for table, rows in before.items()}


@pytest.mark.parametrize("name", [*sorted(JOB_ARGUMENTS), *sorted(PERIODIC_ARGUMENTS), *sorted(RUNG_WORK)])
def test_a_task_tolerates_arguments_of_a_newer_release(name: str, rings: list[Ring]) -> None:
    from config.celery import app

    arguments = {"job_id": ask_for(name)} if name in JOBS else PERIODIC_ARGUMENTS.get(name, {})
    extra = {} if name in PERIODIC else {"added_in_a_later_release": 1}

    app.tasks[name](**arguments, **extra)

    if name in JOBS:
        assert Job.objects.get(name=name).state == "done"


def ask_for(name: str) -> int:
    arguments = JOB_ARGUMENTS[name]()
    with transaction.atomic():
        return enqueue(name, **arguments)


def together(work: Callable[[], None]) -> None:
    """Do the same thing in two threads at the same moment, each with a database connection of its own."""
    start = threading.Barrier(2)

    def run() -> None:
        start.wait(timeout=10)
        work()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every business table, as its owner sees it: the app would see no tenant's."""
    tables = {model._meta.db_table for model in apps.get_models() if model._meta.managed} - BOOKKEEPING
    found = {}
    with connections["owner"].cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            found[table] = cursor.fetchall()
    return found
