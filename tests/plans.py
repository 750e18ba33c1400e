"""Plans of queries: what Postgres would do with the statement that the application sent, with its values in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

Node = dict[str, Any]


def sent(ask: Callable[[], object]) -> str:
    """Return the one statement that a call sends, with its values in it."""
    with CaptureQueriesContext(connection) as seen:
        ask()
    (statement,) = (query["sql"] for query in seen.captured_queries)
    return str(statement)


def explained(statement: str, values: Any = None, *, using: str = "default", analyze: bool = False) -> list[Node]:
    """Return every node of the plan of a statement."""
    how = "ANALYZE, BUFFERS, FORMAT JSON" if analyze else "FORMAT JSON"
    with connections[using].cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}) {statement}", values)
        answer = cursor.fetchone()[0]
    (plan,) = json.loads(answer) if isinstance(answer, str) else answer
    return list(nodes(plan["Plan"]))


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for part in node.get("Plans", ()):
        yield from nodes(part)


def indexes(plan: list[Node]) -> set[str]:
    return {node["Index Name"] for node in plan if "Index Name" in node}


def scans(plan: list[Node], table: str) -> set[str]:
    """Return how the rows of a table are read."""
    return {node["Node Type"] for node in plan if node.get("Relation Name") == table}


def pages(plan: list[Node]) -> int:
    """Return how many pages an analyzed plan has looked at."""
    return int(plan[0]["Shared Hit Blocks"] + plan[0]["Shared Read Blocks"])


def kinds(plan: list[Node]) -> set[str]:
    return {node["Node Type"] for node in plan}
