"""Turns whatever somebody logs into plain JSON values without secrets: `extra` fields, nested payloads, odd objects."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from config.logs.masking import HIDDEN, mask_text
from config.logs.names import Kind, kind_of

MOST_DEPTH = 6
MOST_ITEMS = 100
BIGGEST = 2**63 - 1  # what a reader of JSON surely takes
LEAST_PHONE = 10**9
PLAIN_OBJECTS = (Decimal, datetime, date, time, timedelta, UUID)


def mask_field(name: str, value: Any, depth: int = 0) -> Any:
    """Return a field as plain JSON, wholly replaced when its name says secret or person. Never raises."""
    try:
        kind = kind_of(name)
        if kind in HIDDEN and not (value is None or isinstance(value, bool)):
            return f"masked {size_of(value)}"
        if kind is Kind.NUMBER and isinstance(value, int) and abs(value) <= BIGGEST:
            return value
        return mask_value(value, depth)
    except Exception:  # somebody's object, in the middle of a log line: the line matters more than the object
        return f"unprintable {type(value).__name__}"


def mask_value(value: Any, depth: int = 0) -> Any:
    """Return a value as plain JSON without secrets.

    :raises Exception: what the methods of a foreign object raise; `mask_field` catches it
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return mask_text(str.__str__(value))
    if isinstance(value, int):
        return mask_number(int(value))
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else str(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return mask_text(bytes(value).decode("utf-8", "backslashreplace"))
    if isinstance(value, PLAIN_OBJECTS):
        return str(value)
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return "..." if depth >= MOST_DEPTH else mask_many(value, depth + 1)
    return mask_text(describe(value))


def mask_number(number: int) -> int | str:
    """Hide an integer that is a phone; nothing else is so long, but for moments, which stay."""
    if abs(number) < LEAST_PHONE:
        return number
    text = str(number)
    return number if mask_text(text) == text and abs(number) <= BIGGEST else mask_text(text)


def mask_many(values: Any, depth: int) -> dict[str, Any] | list[Any]:
    """Mask a dict, a list or a set from the inside; the tail of a very long one is only counted."""
    first = list(islice(values.items() if isinstance(values, Mapping) else values, MOST_ITEMS))
    more = len(values) - len(first)
    if isinstance(values, Mapping):
        shown = {mask_text(str(key)): mask_field(str(key), value, depth) for key, value in first}
        return shown | ({"...": f"{more} more"} if more else {})
    # Headers come as pairs of name and value.
    if len(first) == 2 and isinstance(values, list | tuple) and isinstance(first[0], str):
        return [mask_text(first[0]), mask_field(first[0], first[1], depth)]
    return [mask_field("", value, depth) for value in first] + ([f"{more} more"] if more else [])


def describe(value: Any) -> str:
    """Return an object's repr; a model's row only by its key, since its words may be a guest's name."""
    kind = type(value)
    if hasattr(kind, "_meta") and hasattr(value, "pk"):
        return f"{kind.__name__}(pk={value.pk})"
    if hasattr(value, "query") and hasattr(value, "model"):
        return f"{kind.__name__} of {value.model.__name__}"  # its repr would ask the database
    if hasattr(value, "method") and hasattr(value, "path"):
        return f"{value.method} {value.path}"  # a request's repr shows the query string
    return repr(value)


def size_of(value: Any) -> str:
    """Return how much was hidden, so that an empty text can be told from a long one."""
    if isinstance(value, Mapping | list | tuple | set | frozenset):
        return f"{len(value)} items"
    return f"{len(value if isinstance(value, str | bytes | bytearray) else str(value))} chars"
