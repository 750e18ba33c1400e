"""Holds alerts and dashboard to the metrics that there are: a rule about a metric that nobody makes never fires."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.house.compose import ROOT
from tests.house.monitoring import PROMETHEUS, alerts, dashboard_queries, metrics_in, panels

SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for folder in ("config", "tasks") for path in (ROOT / folder).rglob("*.py")
)


@pytest.mark.parametrize("query", [rule["expr"] for rule in alerts()] + dashboard_queries())
def test_a_query_asks_for_metrics_that_the_code_makes(query: str) -> None:
    unknown = {name for name in metrics_in(query) if not is_made(name)}

    assert unknown == set()


def test_a_metric_that_nobody_makes_is_seen() -> None:
    assert metrics_in('rate(conserje_imagined_total{task="conserje_quoted"}[5m])') == {"conserje_imagined_total"}
    assert not is_made("conserje_imagined_total")


def is_made(name: str) -> bool:
    return f'"{name}"' in SOURCES


def test_every_alert_says_in_spanish_what_is_wrong_and_what_to_do() -> None:
    for rule in alerts():
        assert rule["labels"]["severity"] in {"page", "ticket"}, rule["alert"]
        assert {"summary", "action"} <= rule["annotations"].keys(), rule["alert"]


def test_every_alert_is_awaited_in_a_rule_test() -> None:
    awaited = (PROMETHEUS / "rules_test.yml").read_text(encoding="utf-8")

    assert [rule["alert"] for rule in alerts() if rule["alert"] not in awaited] == []


def test_every_metric_that_an_alert_needs_is_missed_when_it_is_gone() -> None:
    missed = next(rule["expr"] for rule in alerts() if rule["alert"] == "ConserjeMetricMissing")
    # Counters of what goes wrong need not exist while nothing does, and pool metrics come together.
    optional = re.compile(r"_(failed|rerung)_total$|^conserje_task_seconds$|^db_pool_(waiting|in_use)$")

    needed = {name for rule in alerts() for name in metrics_in(rule["expr"]) if not optional.search(name)}

    assert needed == metrics_in(missed)


def test_the_dashboard_asks_the_data_source_that_is_provisioned() -> None:
    path = ROOT / "deploy/grafana/provisioning/datasources/prometheus.yml"
    source = yaml.safe_load(path.read_text(encoding="utf-8"))["datasources"][0]

    used = {panel["datasource"]["uid"] for panel in panels() if "datasource" in panel}

    assert used == {source["uid"]}
    assert len({panel["id"] for panel in panels()}) == len(panels())
