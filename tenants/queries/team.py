"""Questions about who works where. They are asked before there is a scope, so the business is named."""

from __future__ import annotations

from django.db.models import QuerySet

from tenants.models import Membership, Tenant, User
from tenants.scoping import current_tenant_id


def list_memberships(user: User) -> QuerySet[Membership]:
    """Return where a person works, with the businesses."""
    return Membership.objects.filter(user=user, is_active=True).select_related("tenant")


def find_first_tenant(user: User) -> Tenant | None:
    """Return the business whose time and language are those of a person: the first one that they work for."""
    member = list_memberships(user).order_by("pk").first()
    return member.tenant if member else None


def find_role(user: User, tenant_id: int) -> str:
    """Return a person's role in a business; empty for who does not work there."""
    member = Membership.objects.filter(tenant_id=tenant_id, user=user, is_active=True).first()
    return member.role if member else ""


def find_teammate(person_id: int) -> User | None:
    """Return a person of the scope's business."""
    member = Membership.objects.filter(tenant_id=current_tenant_id(), user_id=person_id, is_active=True)
    found = member.select_related("user").first()
    return found.user if found else None
