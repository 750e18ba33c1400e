"""What is understood of one message, as the command and the API tell it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from messaging.nlu import to_json, understand

MAIN_FIELDS: Final = (
    "intent",
    "check_in",
    "check_out",
    "nights",
    "adults",
    "children",
    "language",
    "confidence",
    "spans",
)
# Whose holidays count where nobody says.
USUAL_COUNTRY: Final = "AR"


def analyse(
    text: str, *, today: date, country: str = "", names: Sequence[str] = (), has_all: bool = False
) -> dict[str, Any]:
    """Return the main fields of what a message says, or all, and in `micros` how long that took; values as JSON has them."""
    begun = time.perf_counter_ns()
    understood = understand(text, today=today, country=country or USUAL_COUNTRY, names=names)
    micros = (time.perf_counter_ns() - begun) // 1000
    told = to_json(understood)
    kept: Iterable[str] = told if has_all else MAIN_FIELDS
    return {**{name: told[name] for name in kept}, "micros": micros}
