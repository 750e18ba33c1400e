"""How the numbers of all businesses do: how many are in which state, and nothing about which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

from config.health.questions import borrowed_connection
from messaging.connection.health import STATES

COUNT = """
    SELECT health.state, count(*) FROM messaging_numberhealth AS health
    JOIN tenants_tenant AS tenant ON tenant.id = health.tenant_id AND tenant.status = 'active'
    GROUP BY health.state
"""


def ask_channels() -> dict[str, Any]:
    """Ask how many numbers of businesses that are served are in which state."""
    with borrowed_connection() as cursor:
        cursor.execute(COUNT)
        return {"numbers": dict(cursor.fetchall())}


def describe_channels(answer: dict[str, Any]) -> Iterator[Metric]:
    """Yield the metric of an answer of `ask_channels`."""
    numbers = GaugeMetricFamily("conserje_whatsapp_numbers", "Numbers at WhatsApp by how they do", labels=["state"])
    for state in STATES:
        numbers.add_metric([state], answer["numbers"].get(state, 0))
    yield numbers
