"""What waits to be done, in Postgres and in the broker, and how long ago each part last did something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

from config.broker import KEY_PREFIX
from config.health import questions
from config.redis import client
from tasks.routes import QUEUES


def ask_broker() -> dict[str, Any]:
    """Ask the broker how long its queues are, in one go. RabbitMQ has its own metrics: there only whether it lives."""
    if not settings.BROKER_URL.startswith("redis"):
        return questions.ask_broker()
    with client(settings.BROKER_URL, settings.REDIS_TIMEOUT).pipeline(transaction=False) as pipeline:
        for queue in QUEUES:
            pipeline.llen(KEY_PREFIX + queue)
        return {"lengths": dict(zip(QUEUES, pipeline.execute(), strict=True))}


def describe_broker(answer: dict[str, Any]) -> Iterator[Metric]:
    """Yield the metric of an answer of `ask_broker`."""
    length = GaugeMetricFamily("conserje_broker_queue_length", "Rings waiting in the broker", labels=["queue"])
    for queue, value in answer.get("lengths", {}).items():
        length.add_metric([queue], value)
    yield length


def describe_work(answer: dict[str, Any]) -> Iterator[Metric]:
    """Yield the metrics of an answer of health's `ask_work`. An empty queue is 0; absent means unknown."""
    length = GaugeMetricFamily("conserje_queue_length", "Jobs due and not done", labels=["queue"])
    oldest = GaugeMetricFamily("conserje_queue_oldest_seconds", "How long the oldest has been due", labels=["queue"])
    for queue in sorted({*QUEUES, *answer["queues"]}):
        due = answer["queues"].get(queue, {"due": 0, "oldest_seconds": 0})
        length.add_metric([queue], due["due"])
        oldest.add_metric([queue], due["oldest_seconds"])
    dead = GaugeMetricFamily(
        "conserje_dead_letters", "Jobs that failed too often and wait for a person", labels=["queue"]
    )
    for queue in sorted({*QUEUES, *answer["dead"]}):
        dead.add_metric([queue], answer["dead"].get(queue, 0))
    heartbeat = GaugeMetricFamily("conserje_heartbeat_age_seconds", "Since a part did some work", labels=["name"])
    for name, sign in answer["heartbeats"].items():
        if "seconds" in sign:
            heartbeat.add_metric([name], sign["seconds"])
    yield from (length, oldest, dead, heartbeat)
