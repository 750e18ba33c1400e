"""The audit in words: who changed which columns of a row, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _

from tenants.models import AuditEvent, User

MOST_EVENTS = 100
LONGEST_VALUE = 80


@dataclass(frozen=True)
class Told:
    """One change, ready to be shown."""

    at: datetime
    who: str
    what: str
    details: tuple[str, ...]


def events_of(row: Model) -> list[AuditEvent]:
    """Return the newest changes of a row."""
    events = AuditEvent.objects.filter(table_name=row._meta.db_table, row_id=str(row.pk)).order_by("-id")
    return list(events[:MOST_EVENTS])


def told(events: Iterable[AuditEvent], model: type[Model]) -> list[Told]:
    """Return changes as sentences."""
    events = list(events)
    names = names_of(event.actor for event in events)
    return [
        Told(event.at, names.get(event.actor, event.actor), action_word(event.action), details(event, model))
        for event in events
    ]


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of those actors that are people, in one query."""
    ids = {int(actor.removeprefix("user:")) for actor in actors if actor.startswith("user:") and actor[5:].isdecimal()}
    people = User.objects.filter(pk__in=ids) if ids else ()
    return {f"user:{person.pk}": person.get_full_name() or person.get_username() for person in people}


def action_word(action: str) -> str:
    words = {"insert": _("Creó"), "update": _("Cambió"), "delete": _("Borró")}
    return words.get(action.lower(), action)


def details(event: AuditEvent, model: type[Model]) -> tuple[str, ...]:
    """Return one line for each column. Of personal ones the name alone is known."""
    plain = [
        f"{column_name(model, name)}: {shown(pair[0])} → {shown(pair[1])}"
        for name, pair in event.changes.items()
        if isinstance(pair, list) and len(pair) == 2
    ]
    private = [f"{column_name(model, name)}: {_('cambió')}" for name in event.private_columns]
    return tuple(plain + private)


def column_name(model: type[Model], column: str) -> str:
    try:
        return str(getattr(model._meta.get_field(column.removesuffix("_id")), "verbose_name", column))
    except FieldDoesNotExist:
        return column


def shown(value: Any) -> str:
    text = "–" if value in (None, "") else str(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
