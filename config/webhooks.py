"""What webhooks may reach, from its settings (docs/howto/outgoing-webhooks.md)."""

from __future__ import annotations

from collections.abc import Sequence

from config.env import BadSetting
from tenants.values.webhook_url import Network, read_networks


def webhook_ports(words: Sequence[str]) -> list[int]:
    """Return ports.

    :raises BadSetting: if one of them is none
    """
    if not all(word.isdecimal() and len(word) <= 5 and 0 < int(word) < 65536 for word in words):
        raise BadSetting("The setting WEBHOOK_PORTS must be ports, with commas, like 443,8443 (see .env.example).")
    return [int(word) for word in words]


def webhook_networks(words: Sequence[str]) -> tuple[Network, ...]:
    """Return networks.

    :raises BadSetting: if one of them is none
    """
    try:
        return read_networks(words)
    except ValueError:
        raise BadSetting(
            "The setting WEBHOOK_ALLOWED_NETWORKS must be networks, with commas, like 10.1.2.0/24 (see .env.example)."
        ) from None


def plain_http(wish: bool, *, in_production: bool) -> bool:
    """Return whether webhooks may go without TLS, where anybody on the way could read and repeat them.

    :raises BadSetting: if they would in production
    """
    if wish and in_production:
        raise BadSetting(
            "WEBHOOK_PLAIN_HTTP is on in production: anybody could read webhooks. Set WEBHOOK_PLAIN_HTTP=off."
        )
    return wish
