"""Addresses of the internet in one form: e-mail and domain."""

from __future__ import annotations

import re

from tenants.values.text import LONGEST, folded, tidy

# In ASCII, as name servers and browsers say it; an underscore is no host's, and one label names no business.
DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")
LOCAL_PART = re.compile(r"[^\s@\"(),:;<>\[\]\\]{1,64}")


def canonical_domain(value: str) -> str | None:
    """Return a domain as browsers send it (cabañas.com is xn--cabaas-zwa.com), or None if it is none."""
    text = folded(tidy(value) or "").removesuffix(".")
    try:
        text = text.encode("idna").decode("ascii")
    except UnicodeError:  # empty or endless labels, or letters that domains may not have
        return None
    return text if DOMAIN.fullmatch(text) else None


def canonical_email(value: str) -> str | None:
    """Return an e-mail address in small letters, or None if it is none.

    A mail server may tell Ana from ana; none of today does, and people do not.
    """
    local, _, host = folded(tidy(value) or "").rpartition("@")
    domain = canonical_domain(host)
    if domain is None or not LOCAL_PART.fullmatch(local):
        return None
    address = f"{local}@{domain}"
    return address if len(address) <= LONGEST else None


def canonical_username(value: str) -> str | None:
    """Return a user name without the @ that some write in front, or None if nothing is left."""
    text = folded(tidy(value) or "").lstrip("@")
    return text if 0 < len(text) <= LONGEST and not re.search(r"\s", text) else None
