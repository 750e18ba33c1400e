"""Who is calling, for which business, and what that caller may do there."""

from __future__ import annotations

from dataclasses import dataclass, field

from tenants.models import ApiKey, Membership, Tenant, User
from tenants.rights import rights_of


@dataclass(frozen=True)
class Caller:
    """A program with its key, or a person in their role."""

    tenant: Tenant
    actor: str
    rights: frozenset[str]
    key: ApiKey | None = None
    user: User | None = None
    role: str = ""
    # What REST framework asks of a user.
    is_authenticated: bool = field(default=True, repr=False)

    def __str__(self) -> str:
        return self.actor


def caller_by_key(key: ApiKey) -> Caller:
    """Return the program that this key belongs to."""
    return Caller(tenant=key.tenant, actor=f"key:{key.pk}", rights=frozenset(key.scopes), key=key)


def caller_by_membership(member: Membership, user: User) -> Caller:
    """Return the person in the role that they have in this business."""
    return Caller(
        tenant=member.tenant, actor=f"user:{user.pk}", rights=rights_of(member.role), user=user, role=member.role
    )
