"""What a part of the system shows on the page *Hoy*. Each part makes its own; config/desk/today.py lists them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest


@dataclass(frozen=True)
class Button:
    """Something that is done with one tap: sent to an address by POST, which leads back to *Hoy*.

    `spoken` says what it is about for whoever hears it alone.
    """

    label: str
    url: str
    spoken: str


@dataclass(frozen=True)
class Row:
    """One line: what, where it leads, a few words beside it, and what can be done with it at once."""

    text: str
    url: str = ""
    note: str = ""
    buttons: tuple[Button, ...] = ()
    is_late: bool = False


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
