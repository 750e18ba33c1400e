"""Which limits a call is counted against, and how the caller learns of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.cache import caches

from tenants.api.caller import Caller
from tenants.api.limiter import WINDOW, Limit, Verdict, ask
from tenants.api.problems import TooManyCalls
from tenants.keys import Key, key_of, platform_key


def limits_of(caller: Caller) -> list[Limit]:
    """Return the limit of the key, or of the person, and that of the business; each setting counts calls a minute."""
    tenant_id = caller.tenant.pk
    return [
        Limit("caller", whole(key_of(tenant_id, "calls", caller.actor)), settings.API_LIMIT_PER_KEY),
        Limit("tenant", whole(key_of(tenant_id, "calls")), settings.API_LIMIT_PER_TENANT),
    ]


def whole(key: Key) -> str:
    """Return a key as Redis has it: the limiter speaks to Redis itself, below the cache that would write it out."""
    return str(caches["limits"].make_key(key))


def count_call(caller: Caller) -> list[Verdict]:
    """Count a call of a known caller.

    :raises TooManyCalls: if there have been enough
    """
    return refuse_above(ask(limits_of(caller)))


def count_failure(address: str) -> list[Verdict]:
    """Count a call that nobody could be found for. An address belongs to no business, and may be shared by many people.

    :raises TooManyCalls: if there have been enough of them
    """
    limit = Limit("address", whole(platform_key("strangers", address)), settings.API_LIMIT_FAILURES)
    return refuse_above(ask([limit]))


def refuse_above(verdicts: list[Verdict]) -> list[Verdict]:
    """Pass the verdicts on if all of them let the call pass.

    :raises TooManyCalls: otherwise
    """
    if refused := [verdict for verdict in verdicts if not verdict.is_passed]:
        raise TooManyCalls(wait=max(verdict.wait for verdict in refused), headers=headers_of(verdicts))
    return verdicts


def headers_of(verdicts: Sequence[Verdict]) -> dict[str, str]:
    """Return the headers that tell each limit and what is left of it."""
    if not verdicts:
        return {}
    return {
        "RateLimit-Policy": ", ".join(f'"{it.limit.name}";q={it.limit.most};w={WINDOW}' for it in verdicts),
        "RateLimit": ", ".join(f'"{it.limit.name}";r={it.remaining};t={it.wait}' for it in verdicts),
    }
