"""The queues, and which of them each task belongs to: one page, read by publishers and workers alike."""

from __future__ import annotations

# Most urgent first. A queue is a promise about waiting, so slow work never shares one with fast work.
QUEUES = ("inbound", "nlu", "outbound", "payments", "transcription", "sync", "sweep", "side", "maintenance")

# Task names are for ever: a worker of yesterday's release must know what today's web process asks for.
ROUTES = {
    "tasks.sweep": "sweep",
    "tasks.canary": "maintenance",  # sent to every queue by name, see tasks/schedule.py
    "tasks.start": "maintenance",
    "tasks.forget_finished": "maintenance",
    "tasks.sample": "side",
    "tenants.send_access_link": "side",
    "tenants.forget_access": "maintenance",
    "tenants.forget_all_answers": "maintenance",
    "tenants.forget_answers": "maintenance",
    "tenants.deliver_webhook": "side",
    "tenants.forget_all_webhook_deliveries": "maintenance",
    "tenants.forget_webhook_deliveries": "maintenance",
    "tenants.notify": "side",
    "tenants.send_notice": "side",
    "bookings.expire_holds": "sweep",
    "bookings.offer_freed_nights": "sweep",
    "bookings.close_every_day": "maintenance",
    "bookings.close_day": "maintenance",
    "bookings.release_stay_message": "side",
    "messaging.ingest": "inbound",
    "messaging.advance": "nlu",
    "messaging.send": "outbound",
    "messaging.fetch_media": "outbound",
    "messaging.tell_guest": "outbound",
    "messaging.tell_stay_message": "outbound",
    "messaging.check_number": "side",
    "messaging.end_lease": "side",
    "messaging.no_reply": "side",
    "messaging.wake_conversation": "side",
    "messaging.write_later": "side",
    "messaging.nudge": "side",
    "messaging.notify_member": "side",
    "messaging.look_at_all_numbers": "maintenance",
    "messaging.look_at_numbers": "maintenance",
    "messaging.sync_templates": "maintenance",
    "messaging.sync_all_templates": "maintenance",
    "messaging.forget_events": "maintenance",
    "messaging.tidy_all_statuses": "maintenance",
    "messaging.tidy_statuses": "maintenance",
    "messaging.sweep": "sweep",
}


# Work of the platform itself, with the reason why it names no tenant. Every other job carries `tenant_id` and runs in that
# tenant's scope (tasks/base.py); what comes round by the clock belongs to the platform anyway.
PLATFORM = {
    "tasks.forget_finished": "jobs are a platform table",
    "tasks.sample": "its row belongs to nobody",
    "tenants.send_access_link": "a person may work for several businesses, or for none yet",
    "tenants.forget_access": "sessions and counts of attempts are platform tables",
    "tenants.forget_all_answers": "it only asks for the same work in each business",
    "bookings.close_every_day": "it only asks for the same work in each business",
    "tenants.forget_all_webhook_deliveries": "it only asks for the same work in each business",
    "messaging.look_at_all_numbers": "it only asks for the same work in each business",
    "messaging.sync_all_templates": "it only asks for the same work in each business",
    "messaging.tidy_all_statuses": "it only asks for the same work in each business",
    "messaging.forget_events": "webhooks as they came are a platform table",
}

# These come round by the clock; nobody enqueues them, and a job of such a name could never be done.
PERIODIC = frozenset({"tasks.sweep", "tasks.canary", "tasks.start", "bookings.expire_holds", "messaging.sweep"})

# A bare ring asks for these: they find their rows themselves, across all businesses, so there is no job to write.
RUNG = frozenset({"messaging.ingest", "messaging.advance", "messaging.send"})


class UnknownTask(LookupError):
    """No queue is known for a task of this name: add it to ROUTES."""


def queue_of_job(name: str) -> str:
    """Return the queue of a task that may be enqueued.

    :raises UnknownTask: if it is not in the table, or comes round by the clock
    """
    if name in PERIODIC or name in RUNG:
        raise UnknownTask(f"{name} comes round by itself, or is rung for (tasks/schedule.py): enqueue a job instead")
    return queue_of(name)


def needs_tenant(name: str) -> bool:
    """Return whether a job of this name is done for one business."""
    return name not in PLATFORM and name not in PERIODIC and name not in RUNG


def queue_of(name: str) -> str:
    """Return the queue of a task.

    :raises UnknownTask: if it is not in the table
    """
    try:
        return ROUTES[name]
    except KeyError:
        raise UnknownTask(f"{name} has no queue: add it to tasks/routes.py") from None
