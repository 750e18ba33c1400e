"""The names under which something is kept in Redis. No other can be used: the caches refuse what was not made here.

A key that forgets the tenant hands one business's answer to another; so only this page makes keys.
"""

from __future__ import annotations

from tenants.scoping import current_tenant_id


class Key(str):
    """A name that says whose it is."""

    __slots__ = ()


def tenant_key(*parts: str | int) -> Key:
    """Return a name that belongs to the tenant of the scope.

    :raises NoTenantScope: outside a scope
    """
    return key_of(current_tenant_id(), *parts)


def key_of(tenant_id: int, *parts: str | int) -> Key:
    """Return a name that belongs to a tenant whose scope is not entered yet, such as a limit."""
    return Key(":".join((f"t{int(tenant_id)}", *map(str, parts))))


def platform_key(*parts: str | int) -> Key:
    """Return a name that belongs to no tenant. Say in a comment why it may be shared."""
    return Key(":".join(("p", *map(str, parts))))


def make_key(key: str, prefix: str, version: int) -> str:
    """Return the whole name in Redis: the KEY_FUNCTION of every cache.

    :raises TypeError: if the name was not made by tenant_key, key_of or platform_key
    """
    if not isinstance(key, Key):
        raise TypeError(f"{key!r} names no tenant: make keys with tenant_key(...) or platform_key(...)")
    return f"{prefix}:{version}:{key}"
