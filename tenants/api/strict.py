"""Input that says exactly what it takes: an unknown field is a mistake that is named, not one that is passed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail, ValidationError

from tenants.api.shared_fields import SharedFields

# A stranger chooses these names; the answer repeats only so many and so much of them.
MOST_NAMES = 20
LONGEST_NAME = 64


class Strict(SharedFields):
    """A body of known fields. It says of every mistake at once."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        wrong = unknown_names(data, self.takes()) if isinstance(data, Mapping) else {}
        try:
            values: dict[str, Any] = super().to_internal_value(data)
        except ValidationError as error:
            known = error.detail if isinstance(error.detail, dict) else {"non_field_errors": error.detail}
            raise ValidationError({**known, **wrong}) from None
        if wrong:
            raise ValidationError(wrong)
        return values

    def takes(self) -> set[str]:
        """Return the names of the fields that can be written."""
        return {name for name, field in self.fields.items() if not field.read_only}


class StrictQuery(Strict):
    """The parameters behind the question mark: each at most once."""

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if hasattr(data, "lists") and (twice := [name for name, values in data.lists() if len(values) > 1]):
            raise ValidationError({name[:LONGEST_NAME]: [said_twice()] for name in twice[:MOST_NAMES]})
        # As plain words: in a form REST framework would pass over a field that was left empty.
        return super().to_internal_value(dict(data.items()))


def unknown_names(sent: Iterable[Any], known: set[str]) -> dict[str, list[ErrorDetail]]:
    """Return a refusal for each name that is not known."""
    names = sorted(str(name) for name in sent if name not in known)
    return {name[:LONGEST_NAME]: [ErrorDetail(_("Campo desconocido."), code="unknown")] for name in names[:MOST_NAMES]}


def said_twice() -> ErrorDetail:
    return ErrorDetail(_("Está más de una vez."), code="twice")


class Nothing(Strict):
    """A body without fields: empty, or {}."""


class NoQuery(StrictQuery):
    """An address that takes no parameters."""
