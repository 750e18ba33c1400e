"""Looks at each cache: does it take names that say whose they are, and no other?"""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.core.cache import caches

from config.tenancy_audit.finding import Finding
from tenants.keys import make_key, platform_key

MEND = 'set "KEY_FUNCTION": "tenants.keys.make_key" in CACHES (config/settings.py)'


def look_at_caches() -> Iterator[Finding]:
    """Find caches that take a name without a tenant."""
    for alias in settings.CACHES:
        cache = caches[alias]
        if getattr(cache, "key_func", None) is not make_key:
            yield Finding(f"cache {alias}", "makes its keys in a way of its own", MEND)
        try:
            cache.make_key("anybodys")
        except TypeError:
            cache.make_key(platform_key("audit"))  # the control: ours it takes
        else:
            yield Finding(f"cache {alias}", "takes names that say not whose they are", MEND)
