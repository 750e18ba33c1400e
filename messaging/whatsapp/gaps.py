"""The gaps in the words of a template that Meta approved: which there are, and how it reads with them filled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

GAP = re.compile(r"\{\{\s*([A-Za-z0-9_]{1,60})\s*\}\}")


def words_of(components: Iterable[Any]) -> str:
    """Return the words of a template's body, with its gaps as Meta writes them."""
    for part in components:
        if isinstance(part, Mapping) and str(part.get("type", "")).upper() == "BODY":
            return str(part.get("text", ""))
    return ""


def gaps_of(components: Iterable[Any]) -> list[str]:
    """Return the gaps of a template's body, each once, as they come.

    >>> gaps_of([{"type": "BODY", "text": "Hola {{1}}, llega el {{2}}."}])
    ['1', '2']
    """
    return list(dict.fromkeys(GAP.findall(words_of(components))))


def names_of(components: Iterable[Any]) -> tuple[str, ...]:
    """Return the names of a template's gaps, which Meta demands beside the values; none where they are numbers.

    >>> names_of([{"type": "BODY", "text": "Hola {{nombre}}, llega el {{dia}}."}])
    ('nombre', 'dia')
    >>> names_of([{"type": "BODY", "text": "Hola {{1}}."}])
    ()
    """
    gaps = gaps_of(components)
    return () if all(gap.isdigit() for gap in gaps) else tuple(gaps)


def filled(components: Sequence[Any], values: Sequence[str]) -> str:
    """Return a template's words with these values in its gaps, in their order."""
    told = dict(zip(gaps_of(components), values, strict=False))
    return GAP.sub(lambda gap: told.get(gap[1], gap[0]), words_of(components))
