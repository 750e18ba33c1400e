"""What a bench or a drill reports: one object, printed as one line of JSON or as a few lines for people."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Any

import orjson


@dataclass(frozen=True)
class BenchResult:
    """A figure, the floor measured in the same run, and what else was seen. Budgets: design, section 7."""

    name: str
    figure: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DrillResult:
    """A fault that was made, and whether every promise held."""

    name: str
    passed: bool
    seed: int
    details: dict[str, Any] = field(default_factory=dict)


def as_json(result: BenchResult | DrillResult) -> str:
    return orjson.dumps(asdict(result)).decode()


def as_text(result: BenchResult | DrillResult) -> str:
    """Return the same for a person: one line a value."""
    values = asdict(result)
    details = values.pop("details")
    return "\n".join(f"{name:>22}  {value}" for name, value in {**values, **details}.items() if value is not None)


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}


def percentiles(seconds: Sequence[float]) -> dict[str, float]:
    """Return p50, p95 and p99 in milliseconds."""
    cuts = quantiles(seconds, n=100, method="inclusive")
    return {f"p{p}": round(cuts[p - 1] * 1000, 3) for p in (50, 95, 99)}


def alternate(
    figure: Callable[[], float], floor: Callable[[], float], *, rounds: int = 5
) -> tuple[float, float, list[tuple[float, float]]]:
    """Return the medians of a figure and its floor, measured in turns, since a machine's speed drifts."""
    pairs = [(floor(), figure()) for _ in range(rounds)]
    return median(pair[1] for pair in pairs), median(pair[0] for pair in pairs), pairs
