"""What this installation lets its businesses reach by webhook: the settings WEBHOOK_*."""

from __future__ import annotations

from django.conf import settings

from tenants.values.webhook_url import Rules


def configured_rules() -> Rules:
    """Return the rules of this installation."""
    return Rules(
        ports=frozenset(settings.WEBHOOK_PORTS),
        plain_http=settings.WEBHOOK_PLAIN_HTTP,
        allowed=tuple(settings.WEBHOOK_ALLOWED_NETWORKS),
    )
