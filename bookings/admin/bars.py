"""Bars of a chart as rectangles and words: the template only writes them down."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# In the units of the drawing; it is scaled as a whole.
WIDTH, HEIGHT = 900, 240
LEFT, TOP, BOTTOM = 64, 12, 34
STEPS = 4


@dataclass(frozen=True)
class Part:
    """A piece of a bar: what kind, where, and what is said about it."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Bar:
    """One night: its pieces, the words for whoever points at it, and what stands below."""

    title: str
    parts: tuple[Part, ...]
    label: str
    middle: float
    is_weekend: bool


@dataclass(frozen=True)
class Line:
    """A line across, with the number that it stands for."""

    y: float
    label: str


@dataclass(frozen=True)
class Chart:
    """All that is drawn."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: float = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Stack:
    """What one night is made of, from the ground up: (kind, amount), and its words."""

    amounts: tuple[tuple[str, float], ...]
    title: str
    label: str = ""
    is_weekend: bool = False


def draw(stacks: Sequence[Stack], *, top: float, labels: Sequence[str]) -> Chart:
    """Return the chart of some nights. `top` is what the highest line stands for, `labels` are those of the lines."""
    height = HEIGHT - TOP - BOTTOM
    step = (WIDTH - LEFT) / max(len(stacks), 1)
    bars = tuple(
        bar(stack, LEFT + step * place, step, height / top if top else 0) for place, stack in enumerate(stacks)
    )
    gaps = max(len(labels) - 1, 1)
    lines = tuple(Line(round(HEIGHT - BOTTOM - height * place / gaps, 1), label) for place, label in enumerate(labels))
    return Chart(bars, lines)


def bar(stack: Stack, left: float, step: float, scale: float) -> Bar:
    parts, y = [], float(HEIGHT - BOTTOM)
    for kind, amount in stack.amounts:
        if amount:
            y -= amount * scale
            parts.append(
                Part(kind, round(left + step * 0.12, 1), round(y, 1), round(step * 0.76, 1), round(amount * scale, 1))
            )
    return Bar(stack.title, tuple(parts), stack.label, round(left + step / 2, 1), stack.is_weekend)


def round_top(highest: float | Decimal) -> float:
    """Return a round number that is not below the highest: 1, 2 or 5 times a power of ten."""
    if highest <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(float(highest)))
    return next(times * power for times in (1, 2, 5, 10) if times * power >= float(highest))
