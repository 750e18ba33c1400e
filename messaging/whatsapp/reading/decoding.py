"""From bytes to a clean tree of JSON, fast for what Meta sends and patient with the rest."""

from __future__ import annotations

import json
import re
from typing import Any

import orjson

from messaging.whatsapp.reading.cleaning import MOST_DEPTH, clean_text, clean_tree
from messaging.whatsapp.reading.flaws import Flaws

# Of a body that is no JSON at all, so many characters show what it was.
MOST_SHOWN = 4000
# A whole string, also one that never ends, or a bracket. Possessive: it never goes back over what it has read.
TOKENS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
# More digits than any id or price has; Python refuses to read some thousands.
MOST_DIGITS = 40


def decode(body: bytes, flaws: Flaws) -> Any:
    """Return what the body says, cleaned; None, and a flaw, if it is not JSON."""
    try:
        tree = orjson.loads(body)
    except orjson.JSONDecodeError:
        # orjson refuses lone surrogates, bytes that are not UTF-8, and depths that would exhaust a stack.
        tree = _decode_patiently(body, flaws)
    return clean_tree(tree, flaws)


def _decode_patiently(body: bytes, flaws: Flaws) -> Any:
    text = body.decode("utf-8-sig", "replace")
    try:
        return json.loads(_flattened(text), strict=False, parse_int=_whole_number, parse_constant=lambda _: None)
    except ValueError:
        flaws.note("", "not_json", clean_text(text[:MOST_SHOWN]))
        return None


def _whole_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= MOST_DIGITS else float(digits)


def _flattened(text: str) -> str:
    """Leave out what lies a level below the deepest allowed, so that reading it cannot exhaust the stack."""
    kept: list[str] = []
    depth = start = 0
    for token in TOKENS.finditer(text):
        sign = token.group()
        if sign in ("[", "{"):
            depth += 1
            if depth == MOST_DEPTH + 2:
                kept.append(text[start : token.start()] + "null")
        elif sign in ("]", "}"):
            depth -= 1
            if depth == MOST_DEPTH + 1:
                start = token.end()
    # A body that ends inside what was left out is cut off, and stays broken.
    if depth <= MOST_DEPTH + 1:
        kept.append(text[start:])
    return "".join(kept)
