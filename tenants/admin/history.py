"""The audit in words: who changed which columns of a row, and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, DateTimeField, Field, Model
from django.template.defaultfilters import yesno
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tenants.models import ApiKey, AuditEvent, User

MOST_EVENTS = 100
LONGEST_VALUE = 80
NOTHING: tuple[object, ...] = (None, "", [])
# Columns that say who acted in the words of the audit: user:5.
ACTOR_COLUMNS = ("closed_by",)

Names = Mapping[str, str]


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


def told(events: Iterable[AuditEvent]) -> list[Told]:
    """Return changes as sentences."""
    events = list(events)
    names = names_of(actors_in(events))
    return [
        Told(event.at, actor_word(event.actor, names), action_word(event.action), details(event, names))
        for event in events
    ]


def details(event: AuditEvent, names: Names) -> tuple[str, ...]:
    """Return one line for each column. Of personal ones the name alone is known."""
    fields = fields_of(model_of(event.table_name))
    plain = [
        change_line(fields.get(column), column, pair, names)
        for column, pair in event.changes.items()
        if isinstance(pair, list) and len(pair) == 2 and any(value not in NOTHING for value in pair)
    ]
    private = [f"{label(fields.get(column), column)}: {_('cambió')}" for column in event.private_columns]
    return tuple(plain + private)


def change_line(field: Field[Any, Any] | None, column: str, pair: list[Any], names: Names) -> str:
    before, after = (value_word(field, value, names) for value in pair)
    # What was nothing before or is afterwards, needs no arrow: the event says that it was created or filled in.
    said = f"{before} → {after}" if pair[0] not in NOTHING else after
    return f"{label(field, column)}: {said}"


def action_word(action: str) -> str:
    words = {"insert": _("Creó"), "update": _("Cambió"), "delete": _("Borró")}
    return words.get(action, action)


def table_word(table: str) -> str:
    model = model_of(table)
    return capfirst(str(model._meta.verbose_name)) if model else table


def label(field: Field[Any, Any] | None, column: str) -> str:
    return str(field.verbose_name) if field else column


def value_word(field: Field[Any, Any] | None, value: Any, names: Names) -> str:
    """Return a value as the pages show it: its label, a moment of here, the name of a person."""
    if value in NOTHING:
        return "–"
    if isinstance(field, DateTimeField) and (moment := parse_datetime(str(value))):
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
    if isinstance(field, BooleanField):
        return str(yesno(value))
    if isinstance(value, list):
        value = ", ".join(item_word(field, it) for it in value)
    elif isinstance(value, dict):
        value = item_word(field, value)
    if field and field.related_model is User:
        return names.get(f"user:{value}", str(value))
    if field and field.column in ACTOR_COLUMNS:
        return actor_word(value, names)
    choices = dict(field.flatchoices) if field else {}
    words = str(choices.get(value, value))
    return words if len(words) <= LONGEST_VALUE else f"{words[:LONGEST_VALUE]}…"


def item_word(field: Field[Any, Any] | None, item: Any) -> str:
    """Return one of several values: its label where there is one, of a value with parts each part."""
    if isinstance(item, dict):
        return " ".join(f"{name}: {yesno(part) if isinstance(part, bool) else part}" for name, part in item.items())
    choices = dict(getattr(getattr(field, "base_field", None), "flatchoices", ()))
    return str(choices.get(item, item))


def actor_word(actor: str, names: Names) -> str:
    """Return who acted; a part of ours, or a hand in the database, is no person with a name."""
    kind, _colon, which = actor.partition(":")
    if kind in ("task", "system"):
        return _("El sistema (%(part)s)") % {"part": which}
    if kind == "role":
        return _("Directo en la base de datos")
    return names.get(actor, actor)


def actors_in(events: Iterable[AuditEvent]) -> set[str]:
    """Return who acted, and which people the changes are about."""
    found = set()
    for event in events:
        found.add(event.actor)
        fields = fields_of(model_of(event.table_name))
        for column, pair in event.changes.items():
            if getattr(fields.get(column), "related_model", None) is User:
                found |= {f"user:{value}" for value in pair}
            elif column in ACTOR_COLUMNS:
                found |= {value for value in pair if value}
    return found


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of those actors that are people or programs, in one query for each."""
    people, keys = numbers("user:", actors := set(actors)), numbers("key:", actors)
    names = {}
    for person in User.objects.filter(pk__in=people) if people else ():
        names[f"user:{person.pk}"] = person.get_full_name() or person.get_username()
    for key in ApiKey.objects.filter(pk__in=keys) if keys else ():
        names[f"key:{key.pk}"] = str(key)
    return names


def numbers(kind: str, actors: Iterable[str]) -> set[int]:
    words = (actor.removeprefix(kind) for actor in actors if actor.startswith(kind))
    return {int(word) for word in words if word.isascii() and word.isdecimal() and len(word) <= 18}


def model_of(table: str) -> type[Model] | None:
    """Return the model of a table; None if it has gone since."""
    return next((model for model in apps.get_models() if model._meta.db_table == table), None)


def fields_of(model: type[Model] | None) -> dict[str, Field[Any, Any]]:
    """Return the fields of a model by the names of their columns."""
    return {str(field.column): field for field in model._meta.concrete_fields} if model else {}
