"""Words that are written often, with gaps that a guest's stay fills. Plain: no Django, no clock.

>>> fill("Hola {nombre}, lo esperamos el {llegada}.", {"nombre": "Ana"})
Filled(text='Hola Ana, lo esperamos el {llegada}.', missing=('llegada',))
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

NAMES: Final = ("nombre", "codigo", "llegada", "salida", "noches", "unidad", "saldo", "vence")
GAP = re.compile(r"\{([a-z]{1,20})\}")


class Filled(NamedTuple):
    """What would be said, and which gaps nothing fills: such words are not sent as they are."""

    text: str
    missing: tuple[str, ...]


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Return a text with what is known in its gaps; the others stay as they are, for a person to see."""
    missing = tuple(dict.fromkeys(name for name in GAP.findall(text) if not values.get(name)))
    return Filled(GAP.sub(lambda gap: values.get(gap[1]) or gap[0], text), missing)


def unknown_names(text: str) -> tuple[str, ...]:
    """Return the gaps of a text that no stay could ever fill."""
    return tuple(dict.fromkeys(name for name in GAP.findall(text) if name not in NAMES))
