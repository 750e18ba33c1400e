"""Where a request comes from, as far as it can be known."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the address of whoever asks; behind NUM_PROXIES proxies of ours, what the outermost of them saw."""
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> str:
    """Return the same from what the server says of a request.

    What stands further left in X-Forwarded-For was written by the client, so it may be anything.
    """
    direct = readable(environ.get("REMOTE_ADDR", ""))
    seen = [part.strip() for part in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if not settings.NUM_PROXIES or not seen:
        return direct
    return readable(seen[-min(settings.NUM_PROXIES, len(seen))]) or direct


def readable(address: str) -> str:
    """Return the address in its one spelling; nothing if it is none."""
    try:
        return str(plain(address))
    except ValueError:
        return ""


def network_of(address: str) -> str:
    """Return what is counted as one client: a customer with IPv6 has a whole /64 to choose from."""
    try:
        found = plain(address)
    except ValueError:
        return address
    return str(IPv6Address(int(found) >> 64 << 64)) + "/64" if isinstance(found, IPv6Address) else str(found)


def plain(address: str) -> IPv4Address | IPv6Address:
    """Return the address; one of IPv4 that travels inside IPv6 as what it is.

    :raises ValueError: if it is none
    """
    found = ip_address(address)
    return getattr(found, "ipv4_mapped", None) or found
