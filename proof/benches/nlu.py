"""`nlu`: understanding one message, against dateparser's search for dates alone in the same messages.

Each message is new to both; both are warmed by ten others. One thread, no database.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from dateparser.search import search_dates  # type: ignore[import-untyped]  # it ships none
from django.conf import settings

from messaging.nlu import understand
from messaging.nlu.elsewhere import read_day
from messaging.nlu.lexicon import mended
from proof.result import BenchResult, alternate, machine, percentiles

EXAMPLES = Path("tests/nlu/corpus/examples.jsonl")
WARMING = 10
LANGUAGES = ["es", "pt", "en"]
# A message of the longest kind that WhatsApp lets through, and one sixteenth of it: linear work costs sixteen times as much.
LONG, SHORT = 65_536, 4_096
IMPORTING = (
    "import time; begun = time.perf_counter(); import messaging.nlu; print((time.perf_counter() - begun) * 1000)"
)


class Example(NamedTuple):
    text: str
    today: date


def bench_nlu(say: Callable[[str], None], *, most: int | None = None) -> BenchResult:
    """Understand the example messages one by one, and search them for dates by dateparser."""
    examples = read_examples()[:most]
    warm, measured = examples[:WARMING], examples[WARMING:]
    say(f"understanding {len(measured)} messages in five rounds")
    figure, floor, rounds = alternate(lambda: mean(ours(warm, measured)), lambda: mean(theirs(warm, measured)))
    cold, again = ours(warm, measured), seconds(lambda it: understand(it.text, today=it.today), measured)
    details: dict[str, Any] = {
        "cold_ms": {"mean": mean(cold), **percentiles(cold)},
        "warm_ms": {"mean": mean(again), **percentiles(again)},
        "rounds": rounds,
        "cache": hit_rate(),
        "import_ms": round(import_ms(), 1),
        "hostile_ms": {str(size): round(hostile_ms(size), 3) for size in (SHORT, LONG)},
        "messages": len(measured),
        "machine": machine(),
    }
    return BenchResult("nlu", round(figure, 4), "ms mean", round(floor, 4), round(floor / figure, 2), details)


def read_examples() -> list[Example]:
    lines = (settings.BASE_DIR / EXAMPLES).read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines if line.strip())
    return [Example(row["text"], date.fromisoformat(row["today"])) for row in rows]


def ours(warm: Sequence[Example], measured: Sequence[Example]) -> list[float]:
    """Return the seconds of each message with nothing kept of it."""
    read_day.cache_clear()
    mended.cache_clear()
    for example in warm:
        understand(example.text, today=example.today)
    return seconds(lambda it: understand(it.text, today=it.today), measured)


def theirs(warm: Sequence[Example], measured: Sequence[Example]) -> list[float]:
    for example in warm:
        search(example)
    return seconds(search, measured)


def search(example: Example) -> object:
    base = datetime.combine(example.today, datetime.min.time())
    return search_dates(
        example.text, languages=LANGUAGES, settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "future"}
    )


def seconds(call: Callable[[Example], object], examples: Sequence[Example]) -> list[float]:
    taken = []
    for example in examples:
        begun = time.perf_counter()
        call(example)
        taken.append(time.perf_counter() - begun)
    return taken


def mean(taken: Sequence[float]) -> float:
    """Return the mean of seconds in milliseconds."""
    return round(statistics.fmean(taken) * 1000, 4)


def hit_rate() -> dict[str, Any]:
    """Return how often dateparser's reading of a part was remembered, after the messages were read twice."""
    info = read_day.cache_info()
    asked = info.hits + info.misses
    return {"asked": asked, "hit_rate": round(info.hits / asked, 3) if asked else None, "most": info.maxsize}


def import_ms() -> float:
    """Return what importing the package costs a process that has imported nothing."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True, timeout=60
    )
    return float(done.stdout)


def hostile_ms(size: int) -> float:
    """Return what a message of so many characters costs that looks like dates all over."""
    text = ("del 12 al 15 de marzo, 2 noches para 3 " * (size // 30))[:size]
    begun = time.perf_counter()
    understand(text, today=date(2026, 11, 22))
    return (time.perf_counter() - begun) * 1000
