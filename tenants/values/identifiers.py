"""The addresses under which the world reaches a business, in the one form in which they are kept and looked up."""

from __future__ import annotations

import re
from collections.abc import Callable

from tenants.errors import DomainError
from tenants.values.address import canonical_domain, canonical_email
from tenants.values.phone import canonical_phone
from tenants.values.text import tidy

META_ID = re.compile(r"[0-9]{1,32}")


class BadIdentifier(DomainError):
    """The value can be no address of its kind."""

    code = "bad_identifier"
    default_detail = "Eso no puede ser una dirección de este tipo. El teléfono lleva el código de país."


def canonical_meta_id(value: str) -> str | None:
    """Return one of Meta's numbers, which is a text of digits, or None if it is none."""
    text = tidy(value) or ""
    return text if META_ID.fullmatch(text) else None


NORMAL: dict[str, Callable[[str], str | None]] = {
    "phone_number_id": canonical_meta_id,
    "waba": canonical_meta_id,
    "phone": canonical_phone,
    "email": canonical_email,
    "domain": canonical_domain,
}


def normalise_identifier(kind: str, value: str) -> str:
    """Return the form in which an address of a business is kept and looked up.

    :raises BadIdentifier: if the value can be no address of this kind
    """
    normal = NORMAL[kind](value) if kind in NORMAL else None
    if normal is None:
        raise BadIdentifier
    return normal
