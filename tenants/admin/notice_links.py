"""What a notice leads to, and what a browser needs to show one: the link, the worker, and the card of the installed app."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tenants import clock
from tenants.login.sessions import CHOSEN_TENANT
from tenants.models import Notice, Tenant, User
from tenants.queries.team import list_memberships
from tenants.scoping import tenant_scope
from tenants.services.notice_sending import note_opened


@never_cache
@require_safe
@login_required
def open_notice(request: HttpRequest, token: str) -> HttpResponse:
    """Note that a notice was opened and lead to what it is about. Who is not logged in learns nothing, whatever the token."""
    user = request.user
    if not isinstance(user, User):
        raise Http404
    for membership in list_memberships(user).order_by("pk"):
        if not membership.tenant.is_served:
            continue
        if link := open_here(membership.tenant, user, token, now=clock.now()):
            request.session[CHOSEN_TENANT] = membership.tenant_id
            return redirect(link)
    raise Http404


def open_here(tenant: Tenant, user: User, token: str, *, now: datetime) -> str:
    """Return where a notice of this business leads; nothing if it is none of this person's here."""
    with tenant_scope(tenant.pk, actor=f"user:{user.pk}"):
        notice = Notice.objects.select_related("task", "channel").filter(token=token, user=user).first()
        if notice is None:
            return ""
        note_opened(notice=notice, now=now)
        if notice.task is None:
            return reverse("admin:own_notices")
        return notice.task.link or reverse("admin:tenants_stafftask_change", args=[notice.task.pk])


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """Tell a phone how the desk looks as an app of its own."""
    said = {
        "name": "Conserje",
        "short_name": "Conserje",
        "description": _("La recepción del alojamiento, con avisos."),
        "start_url": reverse("admin:index"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#1d6b45",
        "icons": [{"src": static("config/icon.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(said, content_type="application/manifest+json")
