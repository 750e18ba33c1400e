"""Has Prometheus's own tool read the configuration, test the alert rules and parse the dashboard's queries.

Needs `promtool` from Debian's package `prometheus`, so it runs in `make test-system` only.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import yaml

from tests.house.monitoring import PROMETHEUS, alerts, dashboard_queries


def promtool(*arguments: str, folder: Path = PROMETHEUS) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["promtool", *arguments], cwd=folder, capture_output=True, text=True, check=False)


def test_the_rules_fire_when_they_should_and_only_then() -> None:
    done = promtool("test", "rules", "rules_test.yml")

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_rule_that_never_fires_is_seen(tmp_path: Path) -> None:
    shutil.copytree(PROMETHEUS, tmp_path, dirs_exist_ok=True)
    muted = [rule | {"expr": "vector(0) > 1"} for rule in alerts()]
    rules = yaml.safe_dump({"groups": [{"name": "muted", "rules": muted}]})
    (tmp_path / "rules.yml").write_text(rules, encoding="utf-8")

    done = promtool("test", "rules", "rules_test.yml", folder=tmp_path)

    assert done.returncode == 1
    assert [rule["alert"] for rule in alerts() if rule["alert"] not in done.stdout + done.stderr] == []


def test_prometheus_understands_its_configuration(tmp_path: Path) -> None:
    shutil.copytree(PROMETHEUS, tmp_path, dirs_exist_ok=True)
    # The file with the token is written when the container starts; the tool wants to see one.
    token = tmp_path / "metrics-token"
    token.write_text("-", encoding="utf-8")
    text = (PROMETHEUS / "prometheus.yml").read_text(encoding="utf-8").replace("/tmp/metrics-token", str(token))
    (tmp_path / "prometheus.yml").write_text(text, encoding="utf-8")

    done = promtool("check", "config", "prometheus.yml", folder=tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_query_of_the_dashboard_is_understood(tmp_path: Path) -> None:
    assert check_queries(dashboard_queries(), tmp_path) == 0


def test_a_query_that_is_not_understood_is_seen(tmp_path: Path) -> None:
    assert check_queries(["sum(rate(conserje_task_runs_total[5m])"], tmp_path) == 1


def check_queries(queries: list[str], folder: Path) -> int:
    """Return 0 if every query parses, put into a file of rules, since the tool reads those."""
    rules = [{"record": f"dashboard:query{number}", "expr": query} for number, query in enumerate(queries)]
    file = folder / "queries.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "dashboard", "rules": rules}]}), encoding="utf-8")
    return promtool("check", "rules", file.name, folder=folder).returncode
