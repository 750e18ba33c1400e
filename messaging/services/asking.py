"""Asking a person to act on something about messages, in the language of the business."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext

from tenants.language import site_language
from tenants.models import StaffTask, Tenant, User
from tenants.scoping import current_tenant_id
from tenants.services.staff_tasks import open_staff_task


def ask_person(
    *,
    kind: str,
    cause: str,
    title: str,
    detail: str = "",
    link: str = "",
    assignee: User | None = None,
    **words: str,
) -> StaffTask:
    """Open a task for the staff, once while it is open. `title` is a marked text; `words` fill it."""
    language = Tenant.objects.values_list("language", flat=True).get(pk=current_tenant_id())
    with translation.override(site_language(language)):
        said = gettext(title) % words if words else gettext(title)
    return open_staff_task(
        kind=kind, cause=cause[:120], title=said[:160], detail=detail[:2000], link=link, assignee=assignee
    )
