"""Who a booking is for, as programs tell it: a number, and the name that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenants.api.fields import Text
from tenants.api.strict import Strict
from tenants.models import Guest
from tenants.services.guests import find_or_create_guest
from tenants.values.identity import BadIdentity


class ContactIn(Strict):
    name = Text(max_length=120, allow_blank=True, default="")
    phone = Text(max_length=40, help_text=_("Con código de país: +54 9 381 555-0101."))


def guest_of(contact: Mapping[str, Any], *, language: str = "") -> Guest:
    """Return the guest who is known by the number, or a new one.

    :raises BadIdentity: if it can be no number
    """
    try:
        return find_or_create_guest(kind="phone", value=contact["phone"], name=contact["name"], language=language)
    except BadIdentity as error:
        error.fields = {"contact.phone": error.detail}
        raise
