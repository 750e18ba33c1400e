"""`make bench-nlu`: our reading of dates beside that of two libraries, on the labelled messages.

Writes its table between two comments of docs/explanation/understanding.md, so that the page says what was measured.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean, median
from typing import Final

from proof.nlu_contenders import LANGUAGES, Contender, Days, Row, contenders
from proof.result import machine, percentiles

ROOT: Final = Path(__file__).parents[1]
CORPUS: Final = ROOT / "tests/nlu/corpus"
PAGE: Final = ROOT / "docs/explanation/understanding.md"
BEGIN, END = "<!-- bench-nlu: `make bench-nlu` writes what follows -->", "<!-- bench-nlu: end -->"
# Those that our rules were written by come first.
FILES: Final = ("examples", "held", "more")
WARMING, WARMING_EACH = "open", 4
ROUNDS = 3
HEAD: Final = (
    "| | both dates right | es, pt, en | arrival right | dates where none are meant | mean ms | p95 ms |",
    "|---|---|---|---|---|---|---|",
)


class NoPlace(Exception):
    """The page lacks the two comments."""


@dataclass(frozen=True)
class Score:
    """How well and how fast one contender read the messages of a file."""

    right: dict[str, int]
    dated: dict[str, int]
    arrivals: int
    invented: int
    undated: int
    mean_ms: float
    p95_ms: float


def main() -> None:
    """Compare, show and write down."""
    warm, all_rows = warming(), {name: read_rows(CORPUS / f"{name}.jsonl") for name in FILES}
    everybody = contenders()
    tables = [table(name, rows, compare(everybody, rows, warm)) for name, rows in all_rows.items()]
    block = "\n\n".join([*tables, settings_of(everybody)])
    # Read only now: who works on the page meanwhile loses nothing.
    PAGE.write_text(put_between(PAGE.read_text(encoding="utf-8"), block), encoding="utf-8")
    sys.stdout.write(f"{block}\n")


def read_rows(path: Path) -> list[Row]:
    return [row_of(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def row_of(line: str) -> Row:
    label = json.loads(line)
    check_in, check_out = (date.fromisoformat(it) if it else None for it in (label["check_in"], label["check_out"]))
    return Row(label["text"], date.fromisoformat(label["today"]), label["language"], check_in, check_out)


def warming() -> list[Row]:
    """Return a few other messages in each language."""
    rows = read_rows(CORPUS / f"{WARMING}.jsonl")
    return [it for language in LANGUAGES for it in [row for row in rows if row.language == language][:WARMING_EACH]]


# --- Comparing -----------------------------------------------------------------------------------------------------------


def compare(everybody: Sequence[Contender], rows: Sequence[Row], warm: Sequence[Row]) -> dict[str, Score]:
    """Let all read all messages in turns, since a machine's speed drifts; of each message the median time counts."""
    taken: dict[str, list[list[float]]] = {it.name: [] for it in everybody}
    read: dict[str, list[Days]] = {}
    for _round in range(ROUNDS):
        for it in everybody:
            it.forget()
            for row in warm:
                it.read(row)
            read[it.name], seconds = timed(it.read, rows)
            taken[it.name].append(seconds)
    middle = {name: [median(times) for times in zip(*rounds, strict=True)] for name, rounds in taken.items()}
    return {it.name: score(rows, read[it.name], middle[it.name]) for it in everybody}


def timed(read: Callable[[Row], Days], rows: Sequence[Row]) -> tuple[list[Days], list[float]]:
    found, seconds = [], []
    for row in rows:
        begun = time.perf_counter()
        found.append(read(row))
        seconds.append(time.perf_counter() - begun)
    return found, seconds


def score(rows: Sequence[Row], read: Sequence[Days], seconds: Sequence[float]) -> Score:
    """Count. A message without days is right if none was found; one with days, if both are as they should be."""
    pairs = list(zip(rows, read, strict=True))
    dated = [(row, days) for row, days in pairs if is_dated(row)]
    undated = [days for row, days in pairs if not is_dated(row)]
    right = [row for row, days in dated if days == Days(row.check_in, row.check_out)]
    return Score(
        right=by_language(right),
        dated=by_language([row for row, _ in dated]),
        arrivals=sum(days.check_in == row.check_in for row, days in dated),
        invented=sum(days != Days() for days in undated),
        undated=len(undated),
        mean_ms=fmean(seconds) * 1000,
        p95_ms=percentiles(seconds)["p95"],
    )


def is_dated(row: Row) -> bool:
    return bool(row.check_in or row.check_out)


def by_language(rows: Sequence[Row]) -> dict[str, int]:
    return {language: sum(row.language == language for row in rows) for language in LANGUAGES}


# --- Writing down --------------------------------------------------------------------------------------------------------


def table(name: str, rows: Sequence[Row], scores: dict[str, Score]) -> str:
    """Return the table of a file of messages."""
    title = f"`{name}`, {len(rows)} messages, {sum(map(is_dated, rows))} of them with days of a stay:"
    return "\n".join([title, "", *HEAD, *(line_of(name, it) for name, it in scores.items())])


def line_of(name: str, it: Score) -> str:
    dated = sum(it.dated.values())
    each = ", ".join(f"{it.right[language]}/{it.dated[language]}" for language in LANGUAGES)
    cells = (
        name,
        f"{sum(it.right.values())} of {dated}",
        each,
        f"{it.arrivals} of {dated}",
        f"{it.invented} of {it.undated}",
        f"{it.mean_ms:.2f}",
        f"{it.p95_ms:.2f}",
    )
    return f"| {' | '.join(cells)} |"


def settings_of(everybody: Sequence[Contender]) -> str:
    """Return what each was set to, and where it ran."""
    where = machine()
    lines = [f"- {it.name}: {it.settings}" for it in everybody]
    ran = f"One thread, Python {where['python']}, {where['cores']} cores, {ROUNDS} rounds in turns, warmed by other messages."
    return "\n".join([*lines, "", ran])


def put_between(page: str, block: str) -> str:
    """Return a page with this between its two comments.

    :raises NoPlace: if it lacks them
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise NoPlace(f"{BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


if __name__ == "__main__":
    main()
