"""What a guest is recognised by, in one form for all its spellings."""

from __future__ import annotations

import re
from collections.abc import Callable

from tenants.errors import DomainError
from tenants.values.address import canonical_email, canonical_username
from tenants.values.phone import canonical_phone
from tenants.values.text import tidy

# `AR.900100200300`, `AR.ENT.11815799`: a capital is another person than a small letter.
SCOPED_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,159}")


class BadIdentity(DomainError):
    """The value can be no identity of its kind."""

    code = "bad_identity"
    default_detail = "Eso no puede ser un teléfono (con código de país), un correo ni un usuario."


def canonical_scoped_id(value: str) -> str | None:
    """Return WhatsApp's own id of a person as it is, or None if it is none."""
    text = tidy(value) or ""
    return text if SCOPED_ID.fullmatch(text) else None


CANONICAL: dict[str, Callable[[str], str | None]] = {
    "phone": canonical_phone,
    "bsuid": canonical_scoped_id,
    "parent_bsuid": canonical_scoped_id,
    "username": canonical_username,
    "email": canonical_email,
}


def canonical_identity(kind: str, value: str) -> str:
    """Return the form under which an identity is kept and looked up.

    :raises BadIdentity: if the value can be no identity of this kind
    """
    canonical = CANONICAL[kind](value) if kind in CANONICAL else None
    if canonical is None:
        raise BadIdentity
    return canonical
