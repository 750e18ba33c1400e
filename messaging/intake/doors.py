"""The addresses at which Meta's webhooks are taken."""

from __future__ import annotations

from collections.abc import Iterable

# The first is ours; the others are what systems before this one entered at Meta.
DOORS = ("/webhooks/whatsapp", "/api/v1/webhooks/whatsapp", "/webhook/whatsapp")
LONGEST_KEY = 50
# The app of an address without a key.
DEFAULT_APP = "default"


def key_in(path: str) -> str | None:
    """Return which app a path names, "" for the default one; None if it is no webhook's."""
    for door in DOORS:
        if path.startswith(door):
            rest = path[len(door) :].strip("/")
            if path[len(door) : len(door) + 1] in ("", "/") and "/" not in rest and len(rest) <= LONGEST_KEY:
                return rest
    return None


def address_of(app_key: str, *, host: str) -> str:
    """Return the address that is pasted into Meta for an app."""
    return f"{host}{DOORS[0]}/{app_key}"


def addresses_of(app_keys: Iterable[str], *, host: str) -> frozenset[str]:
    """Return every address at which these apps are heard."""
    ends = [end for key in app_keys for end in (f"/{key}", *([""] if key == DEFAULT_APP else []))]
    return frozenset(f"{host}{door}{end}" for door in DOORS for end in ends)
