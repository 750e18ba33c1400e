"""Reads /metrics as Prometheus does."""

from __future__ import annotations

from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

Values = dict[tuple[str, str], float]


def parse(text: str) -> Values:
    """Return the values by the metric's name and its one label, if it has one."""
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, next(iter(sample.labels.values()), "")): sample.value for sample in samples}


def read(client: Client) -> Values:
    """Return what the web process says."""
    response = client.get("/metrics")
    assert response.status_code == 200
    return parse(response.content.decode())
