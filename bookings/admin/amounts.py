"""Amounts as people at a desk write them: with a comma or a point, with thousands apart or not."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SPACES = re.compile(r"[\s\u00a0\u202f$]")
WRITTEN = re.compile(r"-?\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,2})?|-?\d{1,12}(?:[.,]\d{1,2})?", re.ASCII)


def read_amount(written: str) -> Decimal | None:
    """Return the amount that somebody wrote; None if it is none.

    A separator before exactly three digits parts thousands, and one before one or two parts cents: 12.500 is twelve
    thousand five hundred, and 12.50 twelve and a half, whichever sign is used.
    """
    text = SPACES.sub("", written)
    found = WRITTEN.fullmatch(text)
    if not found:
        return None
    if found[1]:
        text = text.replace(found[1], "")
    return Decimal(text.replace(",", "."))


class AmountField(forms.CharField):
    """A field for money; what it cannot read it says so."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=24, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        amount = read_amount(text)
        if amount is None:
            raise forms.ValidationError(_("Escriba un importe, por ejemplo 12500,50."), code="amount")
        return amount
