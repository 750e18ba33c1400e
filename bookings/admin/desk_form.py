"""A plain form of the desk: looks like the others, and takes over why a service refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext

from tenants.errors import DomainError

PLAIN = (forms.CheckboxInput, forms.CheckboxSelectMultiple, forms.RadioSelect, forms.HiddenInput)


class DeskForm(forms.Form):
    """What is refused comes back to the field that the service names."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if not isinstance(field.widget, PLAIN):
                field.widget.attrs["class"] = "desk-input"

    def refuse(self, error: DomainError) -> None:
        """Take over why a service did not do it."""
        named = {name: words for name, words in error.fields.items() if name in self.fields}
        for name, words in named.items():
            self.add_error(name, gettext(words))
        if not named or error.detail not in named.values():
            self.add_error(None, gettext(error.detail))

    def lead_to_error(self) -> None:
        """Let whoever gets the form back begin at the first field that is wrong."""
        wrong = next((name for name in self.fields if name in self.errors), None)
        if wrong:
            self.fields[wrong].widget.attrs["autofocus"] = True
