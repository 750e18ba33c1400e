"""At which business a person sits: found anew for each request, so that a suspended business or member is out at once."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from tenants.login.sessions import CHOSEN_TENANT
from tenants.models import Membership, Status, Tenant, User


@dataclass(frozen=True)
class Place:
    """The business that was chosen, and those among which a member may choose. For a platform administrator all may be."""

    tenant: Tenant | None = None
    served: tuple[Tenant, ...] = ()
    suspended: tuple[Tenant, ...] = ()

    @property
    def is_suspended(self) -> bool:
        """Return whether all the businesses of this person are shut."""
        return bool(self.suspended) and not self.served


def place_of(request: HttpRequest) -> Place:
    """Return where this person works; asked of the database once for each request."""
    # Whoever still owes a code is nobody again further in (config/gate.py), so the answer is kept for the person.
    person, place = getattr(request, "_place", (None, None))
    if place is None or person != request.user.pk:
        place = find_place(request)
        request._place = (request.user.pk, place)  # type: ignore[attr-defined]
    return place


def find_place(request: HttpRequest) -> Place:
    user = request.user
    if not isinstance(user, User) or not user.is_active:
        return Place()
    wanted = request.session.get(CHOSEN_TENANT)
    if user.is_superuser:
        return Place(Tenant.objects.filter(pk=wanted, status=Status.ACTIVE).first() if wanted else None)
    memberships = Membership.objects.filter(user=user, is_active=True).exclude(tenant__status=Status.CLOSED)
    tenants = [row.tenant for row in memberships.select_related("tenant").order_by("tenant__name", "tenant_id")]
    served = tuple(tenant for tenant in tenants if tenant.is_served)
    chosen = next((tenant for tenant in served if tenant.pk == wanted), None)
    if chosen is None and len(tenants) == 1 and served:
        chosen = served[0]
    return Place(chosen, served, tuple(tenant for tenant in tenants if not tenant.is_served))


def may_sit_at(request: HttpRequest, tenant_id: int) -> bool:
    """Return whether this person may choose that business."""
    if request.user.is_superuser:
        return Tenant.objects.filter(pk=tenant_id, status=Status.ACTIVE).exists()
    return any(tenant.pk == tenant_id for tenant in place_of(request).served)
