"""Long lists, a page at a time, found by key: row 50,000 costs what the first does, and nothing is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tenants.api.fields import Number, Text
from tenants.api.problems import BadCursor
from tenants.api.strict import StrictQuery
from tenants.scoping import current_tenant_id

EACH = 50
MOST = 200
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Sort:
    """A way through a list: one column that is never empty, then the id, both in one direction (`-` is downward)."""

    column: str

    @property
    def is_down(self) -> bool:
        return self.column.startswith("-")

    @property
    def name(self) -> str:
        return self.column.removeprefix("-")

    @property
    def order(self) -> tuple[str, ...]:
        sign = "-" if self.is_down else ""
        return (self.column,) if self.name == "id" else (self.column, f"{sign}id")

    def after(self, key: tuple[Any, int]) -> Q:
        """Return the rows behind one. The first condition alone is what an index serves."""
        value, row_id = key
        then = "lt" if self.is_down else "gt"
        if self.name == "id":
            return Q(**{f"id__{then}": row_id})
        further = Q(**{f"{self.name}__{then}": value}) | Q(**{self.name: value, f"id__{then}": row_id})
        return Q(**{f"{self.name}__{then}e": value}) & further

    def key_of(self, row: Any) -> tuple[Any, int]:
        return (None if self.name == "id" else getattr(row, self.name), row.pk)


@dataclass(frozen=True)
class Page(Generic[M]):
    """Some rows, and the cursor to those after them."""

    rows: list[M]
    next: str | None


class PageQuery(StrictQuery):
    """What every list takes; a list adds its filters."""

    limit = Number(min_value=1, max_value=MOST, default=EACH, help_text=_("Cuántos, de 1 a 200; si no se dice, 50."))
    cursor = Text(max_length=500, required=False, help_text=_("El valor de next de la página anterior, tal como vino."))


def page_of(rows: QuerySet[M], *, sort: Sort, limit: int, cursor: str | None) -> Page[M]:
    """Return the rows behind the cursor, and whether there are more.

    :raises BadCursor: if it is not one of this list
    """
    if cursor:
        rows = rows.filter(sort.after(read_cursor(cursor, salt_of(rows, sort))))
    found = list(rows.order_by(*sort.order)[: limit + 1])
    page = found[:limit]
    more = len(found) > limit
    return Page(page, write_cursor(sort.key_of(page[-1]), salt_of(rows, sort)) if more else None)


def salt_of(rows: QuerySet[Any], sort: Sort) -> str:
    """Return what a cursor is signed with: it is good for this business's list in this order and for no other."""
    return f"cursor:{current_tenant_id()}:{rows.model._meta.label_lower}:{sort.column}"


def write_cursor(key: tuple[Any, int], salt: str) -> str:
    value, row_id = key
    text = value.isoformat() if isinstance(value, date) else value  # a moment is a date too
    return signing.dumps([text, row_id], salt=salt)


def read_cursor(cursor: str, salt: str) -> tuple[Any, int]:
    """Return the row that a cursor stands for.

    :raises BadCursor: if we did not sign it for this
    """
    try:
        value, row_id = signing.loads(cursor, salt=salt)
    except (signing.BadSignature, ValueError):
        raise BadCursor from None
    return value, row_id
