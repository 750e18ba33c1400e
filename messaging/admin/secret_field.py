"""A field into which a secret is put, and out of which it never comes."""

from __future__ import annotations

from typing import Any

from django import forms

LONGEST = 2000


def secret_field(label: Any, help_text: Any = "") -> forms.CharField:
    """Return a field that is always empty when it is shown."""
    widget = forms.PasswordInput(
        render_value=False, attrs={"autocomplete": "new-password", "class": "desk-input w-full"}
    )
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=LONGEST, widget=widget)
