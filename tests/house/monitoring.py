"""Reads what deploy/ asks of Prometheus: the alert rules and the dashboard."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from tests.house.compose import ROOT

PROMETHEUS = ROOT / "deploy" / "prometheus"
DASHBOARD = ROOT / "deploy" / "grafana" / "dashboards" / "conserje.json"
OURS = re.compile(r"\b(?:conserje|db_pool|redis_pool)_[a-z_]+")


def alerts() -> list[dict[str, Any]]:
    """Return every rule."""
    tree = yaml.safe_load((PROMETHEUS / "rules.yml").read_text(encoding="utf-8"))
    return [rule for group in tree["groups"] for rule in group["rules"]]


def panels() -> list[dict[str, Any]]:
    """Return everything on the dashboard."""
    return list(json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"])


def dashboard_queries() -> list[str]:
    return [target["expr"] for panel in panels() for target in panel.get("targets", [])]


def metrics_in(query: str) -> set[str]:
    """Return our own metrics in a query, by the names they are made with; text in quotes is not looked at."""
    return {re.sub(r"_bucket$", "", name) for name in OURS.findall(re.sub(r'"[^"]*"', "", query))}
