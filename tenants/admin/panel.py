"""What a part of the system shows on the page *Hoy*. Each part makes its own; config/desk/today.py lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest


@dataclass(frozen=True)
class Row:
    """One line: what, where it leads, and a few words beside it."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A frame with a heading. Without rows it says what to do next, so `empty` is a whole sentence."""

    title: str
    rows: tuple[Row, ...]
    empty: str
    url: str = ""
    icon: str = "today"


# Asked with the request and the moment; None where the person may not see it.
PanelMaker = Callable[[HttpRequest, datetime], Panel | None]
