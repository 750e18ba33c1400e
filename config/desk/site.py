"""The desk's own admin site: who may come in, what it opens with, and how a business is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from config.desk.place import may_sit_at, place_of
from tenants import clock
from tenants.login.sessions import CHOSEN_TENANT
from tenants.models import Status, Tenant, User

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite as UnfoldAdminSite
else:
    from unfold.sites import UnfoldAdminSite

# A platform administrator with more businesses than this looks for one by its name.
MOST_CHOICES = 50


class DeskSite(UnfoldAdminSite):
    """Lets in platform administrators and the active members of a business."""

    site_title = "Conserje"
    site_header = "Conserje"
    index_title = _("Hoy")
    index_template = "desk/today.html"
    enable_nav_sidebar = True

    def has_permission(self, request: HttpRequest) -> bool:
        """Return whether this person has anything to do here. Being `is_staff` alone opens nothing."""
        user = request.user
        if not isinstance(user, User) or not user.is_active:
            return False
        return user.is_superuser or bool(place_of(request).served)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        choose = require_http_methods(["GET", "HEAD", "POST"])(self.choose)
        # As in `index`: imported late, since pages register themselves with this site.
        from bookings.admin.addresses import page_paths
        from bookings.admin.calendar.addresses import calendar_paths
        from messaging.admin.inbox import inbox_paths
        from tenants.admin.notices import notice_paths

        own = [path("elegir/", self.admin_view(choose), name="choose"), *calendar_paths(self.admin_view)]
        own += [*page_paths(self.admin_view), *notice_paths(self.admin_view), *inbox_paths(self.admin_view)]
        return [*own, *super().get_urls()]

    def search(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Refuse: Unfold keeps the answers under the person alone, so one business's would be shown in another."""
        raise Http404

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        place = place_of(request)
        can_choose = len(place.served) > 1 or bool(getattr(request.user, "is_superuser", False))
        return super().each_context(request) | {"desk_tenant": place.tenant, "desk_can_choose": can_choose}

    def get_log_entries(self, request: HttpRequest) -> Any:
        """Return nothing: Django's log is not written here (tenants/admin/base.py)."""
        return ()

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Lead to the one page for it, which ends the other sessions too."""
        return redirect("change_password")

    password_change_done = password_change

    def i18n_javascript(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Let a browser keep the words of the scripts for an hour; with another language cookie it asks again."""
        response = super().i18n_javascript(request, extra_context)
        patch_cache_control(response, private=True, max_age=3600)
        patch_vary_headers(response, ["Cookie"])
        return response

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Open with what is to be done today; for a platform administrator without a business, with the choice."""
        if place_of(request).tenant is None:
            return redirect("admin:choose")
        # Pages register themselves with this site when they are imported, so it cannot import any of them first.
        from config.desk.today import today_context

        return super().index(request, {**today_context(request, clock.now()), **(extra_context or {})})

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        raise Http404

    def choose(self, request: HttpRequest) -> HttpResponse:
        """Let a person say at which business they work now."""
        if request.method == "POST":
            return self.take_place(request)
        query = request.GET.get("q", "").strip()[:120]
        choices = self.choices(request, query)
        context = {
            **self.each_context(request),
            "title": _("Elegir alojamiento"),
            "choices": choices[:MOST_CHOICES],
            "query": query,
            "has_search": bool(query) or len(choices) > MOST_CHOICES,
            "suspended": place_of(request).suspended,
        }
        return TemplateResponse(request, "desk/choose.html", context)

    def choices(self, request: HttpRequest, query: str) -> list[Tenant]:
        """Return the businesses to choose from, one more than fits."""
        if not request.user.is_superuser:
            return list(place_of(request).served)
        served = Tenant.objects.filter(status=Status.ACTIVE, name__icontains=query).order_by("name", "pk")
        return list(served[: MOST_CHOICES + 1])

    def take_place(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("tenant", "")
        if not wanted and request.user.is_superuser:
            request.session.pop(CHOSEN_TENANT, None)
            return redirect("admin:choose")
        if not wanted.isdecimal() or len(wanted) > 18 or not may_sit_at(request, int(wanted)):
            raise Http404
        request.session[CHOSEN_TENANT] = int(wanted)
        # A form that is still open in another window was meant for the business before: its token is void now.
        rotate_token(request)
        return redirect("admin:index")
