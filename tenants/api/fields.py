"""Fields that take one type and nothing that looks like it: REST framework's own read `5` as text and `"yes"` as true."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

# What fits a bigint, so that no number reaches Postgres that it cannot hold.
LARGEST = 2**63 - 1
# What fits an integer.
SMALLER = 2**31 - 1
# Nobody lodges outside these; within them there is room to reckon with days.
FIRST_YEAR, LAST_YEAR = 1990, 2190
WRITTEN_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
WRITTEN_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?")


class Text(serializers.CharField):
    """Text of a limited length, without NUL. Blanks around it are cut off."""

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    """One of a few words."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str):
            self.fail("invalid_choice", input=type(data).__name__)
        if len(data) > 64:
            self.fail("invalid_choice", input=data[:64])
        return super().to_internal_value(data)


class Id(serializers.IntegerField):
    """The number of a row."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST, **options)

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Number(serializers.IntegerField):
    """A number behind the question mark, in plain digits."""

    def to_internal_value(self, data: Any) -> int:
        if not (isinstance(data, str) and data.isascii() and data.isdigit()):
            self.fail("invalid")
        return super().to_internal_value(data)


class Truth(serializers.BooleanField):
    """Yes or no, and no word that means it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=str(data)[:64])
        return data


class Moment(serializers.DateTimeField):
    """A moment with its offset from UTC: without one nobody knows which moment is meant."""

    default_error_messages = {"naive": _("Falta la zona, como Z o -03:00 al final.")}  # noqa: RUF012 (as the parent has it)

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str):
            self.fail("invalid", format="2026-11-21T15:00:00-03:00")
        return super().to_internal_value(value)

    def enforce_timezone(self, value: datetime) -> datetime:
        if value.tzinfo is None:
            self.fail("naive")
        return super().enforce_timezone(value)


class Whole(serializers.IntegerField):
    """A whole number that an `integer` of Postgres holds, written as one: neither `"2"` nor `2.0` nor `true`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"min_value": -SMALLER, "max_value": SMALLER, **options})

    def to_internal_value(self, data: Any) -> int:
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Day(serializers.DateField):
    """A day of the calendar, such as 2026-11-21; there is no 2026-02-30."""

    default_error_messages = {  # noqa: RUF012 (as the parent has it)
        "no_day": _("No es una fecha del calendario, escrita como 2026-11-21."),
        "far_day": _("Esa fecha queda demasiado lejos."),
    }

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str) or not WRITTEN_DAY.fullmatch(value):
            self.fail("no_day")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail("no_day")
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail("far_day")
        return day


class Amount(serializers.DecimalField):
    """Money as text, such as "1500.00": a number of JSON is a float to many programs, which has no cents to rely on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_digits=14, decimal_places=2, **options)

    def to_internal_value(self, data: Any) -> Decimal:
        if not isinstance(data, str) or not WRITTEN_AMOUNT.fullmatch(data):
            self.fail("invalid")
        return super().to_internal_value(data)
