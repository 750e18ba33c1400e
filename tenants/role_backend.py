"""Answers Django's question "may this person?" from the role that the person has in the scope's business."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from tenants.models import User
from tenants.queries.team import find_role
from tenants.rights import right_for, rights_of
from tenants.scoping import find_tenant_id


class RoleBackend(ModelBackend):
    """Django's own way in; what a person may do comes from the role alone, never from groups or single permissions."""

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _, codename = perm.partition(".")
        action, _, model = codename.partition("_")
        right = right_for(f"{app}.{model}", action)
        return right is not None and right in rights_here(user_obj)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        return bool(rights_here(user_obj))

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return nothing: rights are asked one by one, and those of the role are not Django's permissions."""
        return set()


def has_right(user: Any, right: str) -> bool:
    """Return whether this person has a right that belongs to no single table; administrators of the platform have all."""
    return right in rights_here(user) or bool(getattr(user, "is_superuser", False) and user.is_active)


def rights_here(user: Any) -> frozenset[str]:
    """Return what this person may do in the scope's business; asked once for each person and business."""
    tenant_id = find_tenant_id()
    if tenant_id is None or not isinstance(user, User) or not user.is_active:
        return frozenset()
    known: dict[int, frozenset[str]] = user.__dict__.setdefault("_rights", {})
    if tenant_id not in known:
        known[tenant_id] = rights_of(find_role(user, tenant_id))
    return known[tenant_id]
