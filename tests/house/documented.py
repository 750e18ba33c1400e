"""Reads twice what must agree: once from the code, once from the page that documents it.

Each reader of a page takes its text, so that a test can show what happens when a line is missing, or one too many.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from django.urls import URLPattern, URLResolver

from config.urls import urlpatterns
from messaging.intake.doors import DOORS
from tasks.routes import QUEUES, ROUTES
from tests.house import monitoring
from tests.house.compose import ROOT
from tests.house.sources import Source, code

FIRST_CELL = re.compile(r"^\| (`.*?`(?:, `.*?`)*) \|", re.MULTILINE)
IN_BACKTICKS = re.compile(r"`([^`\n]+)`")
LINKED_PAGE = re.compile(r"\]\(([\w/-]+\.md)\)")
# In messaging other words begin like its metrics, such as the kinds of tasks for staff.
OUR_METRIC = re.compile(
    r"(?:conserje|db_pool|redis_pool|tenant_resolution|tenant_map)_[a-z_]+"
    r"|(?:whatsapp|conversation|messaging)_[a-z_]+_(?:total|seconds|connections)"
)


def first_cells(text: str) -> set[str]:
    """Return what stands in backticks in the first cells of the tables of a page."""
    return {name for cell in FIRST_CELL.findall(text) for name in IN_BACKTICKS.findall(cell)}


def task_names() -> set[str]:
    return {name for name in ROUTES if not name.startswith("tests.")}  # tests bring some of their own


def queue_names() -> set[str]:
    return set(QUEUES)


def queues_documented(text: str) -> set[str]:
    table = re.search(r"^\| queue \|.*?\n\n", text, re.MULTILINE | re.DOTALL)
    return first_cells(table[0]) if table else set()


def alert_names() -> set[str]:
    return {rule["alert"] for rule in monitoring.alerts()}


def alerts_documented(text: str) -> set[str]:
    return {name for name in first_cells(text) if name.startswith("Conserje")}


def addresses() -> set[str]:
    """Return every address: those that Django knows, and those of webhooks, which are answered before it."""
    webhooks = {f"{door}{key}" for door in DOORS for key in ("", "/<app_key>")}
    return addresses_below(urlpatterns) | webhooks  # type: ignore[arg-type]


def addresses_below(patterns: Iterable[URLPattern | URLResolver], above: str = "/") -> set[str]:
    """Return every address, with its parameters as `<name>`. The admin's are its own; they count as one."""
    found: set[str] = set()
    for it in patterns:
        here = above + re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", str(it.pattern))
        if isinstance(it, URLResolver) and it.app_name != "admin":
            found |= addresses_below(it.url_patterns, here)
        else:
            found.add(here)
    return found


def addresses_documented(text: str) -> set[str]:
    return {name for name in first_cells(text) if name.startswith("/")}


def metric_names() -> set[str]:
    return {name for source in code() if source.path.suffix == ".py" for name in metrics_made(source)}


def metrics_made(source: Source) -> set[str]:
    """Return our metrics in a file that makes any: the texts there that look like a metric's name."""
    if "prometheus_client" not in source.text:
        return set()
    texts = (node.value for node in source.nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return {text for text in texts if OUR_METRIC.fullmatch(text)}


def metrics_documented(text: str) -> set[str]:
    """Return our metrics that a page names in backticks, with or without labels."""
    return {
        name for name in (re.sub(r"\{.*", "", it) for it in IN_BACKTICKS.findall(text)) if OUR_METRIC.fullmatch(name)
    }


def page_names() -> set[str]:
    """Return the pages below docs/, but for the index itself."""
    docs = ROOT / "docs"
    return {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")} - {"index.md"}


def pages_indexed(text: str) -> set[str]:
    return {link for link in LINKED_PAGE.findall(text) if not link.startswith("..")}
