"""What Postgres and JSON refuse is taken out: NUL, lone surrogates, infinite numbers, endless nesting."""

from __future__ import annotations

import math
from typing import Any

from messaging.whatsapp.reading.flaws import Flaws

# Meta's deepest known payload has a dozen levels.
MOST_DEPTH = 50


def clean_text(text: str) -> str:
    """Return the text without NUL, and with a replacement sign for each half of a broken pair of surrogates."""
    if "\0" in text:
        text = text.replace("\0", "")
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def clean_tree(value: Any, flaws: Flaws) -> Any:
    """Return parsed JSON with every text cleaned and nothing below the deepest level allowed."""
    return _cleaned(value, flaws, ())


def _cleaned(value: Any, flaws: Flaws, trail: tuple[Any, ...]) -> Any:
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict | list):
        if len(trail) >= MOST_DEPTH:
            flaws.note(path_of(trail), "too_deep")
            return None
        if isinstance(value, list):
            return [_cleaned(part, flaws, (*trail, place)) for place, part in enumerate(value)]
        return {clean_text(key): _cleaned(part, flaws, (*trail, key)) for key, part in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def path_of(trail: tuple[Any, ...]) -> str:
    """Return where in the tree that is: `entry[0].changes[1].value`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{clean_text(step)}" for step in trail)
    return "".join(steps).removeprefix(".")
