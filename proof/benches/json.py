"""`json`: what orjson saves over the standard library where we read and write JSON: webhooks, answers, log lines."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import orjson

from proof.result import BenchResult, alternate, machine

LOOPS = 4000
MESSAGE = {
    "from": "5492944000000",
    "id": "wamid.HBgNNTQ5Mjk0NDAwMDAwMBUCABIYFDNBMDAwMDAwMDAwMDAwMDAwMDAA",
    "timestamp": "1795222800",
    "type": "text",
    "text": {"body": "Hola! ¿Tienen lugar para 4 del 12 al 15 de marzo? Somos 2 adultos y 2 niños 🏔️"},
}
WEBHOOK: dict[str, Any] = {
    "object": "whatsapp_business_account",
    "entry": [
        {
            "id": "100000000000000",
            "changes": [
                {
                    "field": "messages",
                    "value": {
                        "messaging_product": "whatsapp",
                        "metadata": {"display_phone_number": "5492944999999", "phone_number_id": "200000000000000"},
                        "contacts": [{"profile": {"name": "Ana"}, "wa_id": "5492944000000"}],
                        "messages": [MESSAGE],
                    },
                }
            ],
        }
    ],
}
ANSWER = {"results": [{"id": n, "name": f"Cabaña {n}", "price": "120000.00", "free": True} for n in range(50)]}
LINE = {"ts": "2026-11-21T12:00:00.000Z", "level": "INFO", "logger": "tasks.base", "msg": "done", "role": "worker"}


def bench_json(say: Callable[[str], None]) -> BenchResult:
    """Measure reading a webhook, writing an answer of 50 rows and writing a log line, each with both libraries."""
    raw = orjson.dumps(WEBHOOK)
    work: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "webhook_body": (lambda: orjson.loads(raw), lambda: json.loads(raw)),
        "api_answer": (lambda: orjson.dumps(ANSWER), lambda: json.dumps(ANSWER, ensure_ascii=False).encode()),
        "log_line": (lambda: orjson.dumps(LINE), lambda: json.dumps(LINE, ensure_ascii=False).encode()),
    }
    each = {name: times(*pair) for name, pair in work.items()}
    figure, floor = sum(row["orjson_us"] for row in each.values()), sum(row["json_us"] for row in each.values())
    details = {"each": each, "loops": LOOPS, "machine": machine()}
    return BenchResult(
        "json", round(figure, 3), "µs for one of each", round(floor, 3), round(figure / floor, 3), details
    )


def times(ours: Callable[[], object], plain: Callable[[], object]) -> dict[str, float]:
    """Return microseconds per call of both, and how many times faster the first is."""
    figure, floor, _ = alternate(lambda: microseconds(ours), lambda: microseconds(plain))
    return {"orjson_us": round(figure, 3), "json_us": round(floor, 3), "times_faster": round(floor / figure, 2)}


def microseconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(LOOPS):
        call()
    return (time.perf_counter() - begun) / LOOPS * 1_000_000
