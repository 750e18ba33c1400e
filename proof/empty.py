"""Three empty tasks in a row, in three queues like ours, by workers like ours: the floor of an answer to a guest."""

from __future__ import annotations

import os

from celery import Celery
from kombu import Queue
from redis import Redis

import config.celery  # noqa: F401 (the first application is the one that rings are sent by, whichever thread sends them)
from proof.floor import FLOOR, broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

# The last task counts here how many came through.
COUNT = f"{FLOOR}:count"
QUEUES = ("floor-inbound", "floor-nlu", "floor-outbound")

app = Celery("floor", set_as_current=False)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.task_queues = [Queue(name, routing_key=name) for name in QUEUES]

counter: Redis | None = None


def ask(count: int) -> None:
    """Ask for so many rows of three."""
    for _ in range(count):
        first.apply_async(queue=QUEUES[0])


@app.task(name="floor.first", shared=False)
def first() -> None:
    """Do nothing, and ask for the second."""
    second.apply_async(queue=QUEUES[1])


@app.task(name="floor.second", shared=False)
def second() -> None:
    """Do nothing, and ask for the third."""
    third.apply_async(queue=QUEUES[2])


@app.task(name="floor.third", shared=False)
def third() -> None:
    """Do nothing, and count."""
    global counter
    counter = counter or broker()
    counter.incr(COUNT)
