"""The inbox: where the staff read and answer. The page brings its words; what changes comes from the API, by its script."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from messaging.admin.inbox_words import words_of_the_page
from messaging.canned import NAMES
from messaging.models import Conversation
from messaging.queries.inbox import (
    ALL,
    BOT,
    MINE,
    MOST_COUNTED,
    SNOOZED,
    UNASSIGNED,
    UNREAD,
    WAITING,
    count_waiting,
)
from messaging.why_words import INTENTS
from tenants.admin.base import own_choices
from tenants.models import Tenant, User
from tenants.scoping import NoTenantScope, current_tenant_id

# In the order of the tabs.
QUEUES: tuple[tuple[str, Any], ...] = (
    (WAITING, gettext_lazy("Esperan")),
    (MINE, gettext_lazy("Mías")),
    (UNASSIGNED, gettext_lazy("Sin asignar")),
    (UNREAD, gettext_lazy("Sin leer")),
    (BOT, gettext_lazy("Bot")),
    (SNOOZED, gettext_lazy("Pospuestas")),
    (ALL, gettext_lazy("Todas")),
)
# Stands for the number of a row in the addresses that the script fills in.
ANY_ROW = 0


def inbox_paths(guarded: Callable[[Any], Any]) -> list[URLPattern]:
    """Return the inbox's addresses; `guarded` lets in whom the desk is for."""
    return [
        path("bandeja/", guarded(inbox), name="inbox"),
        path("bandeja/<int:conversation_id>/", guarded(inbox), name="inbox_conversation"),
    ]


@require_safe
def inbox(request: HttpRequest, conversation_id: int | None = None) -> HttpResponse:
    """Show the inbox, with a conversation open if one is named."""
    if not may_read(request):
        raise PermissionDenied
    if conversation_id is not None and not Conversation.objects.filter(pk=conversation_id).exists():
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("Bandeja"),
        "queues": QUEUES,
        "may_write": may_write(request),
        "facts": json.dumps(facts_of(request), ensure_ascii=False),
        "words": json.dumps(words_of_the_page(), ensure_ascii=False),
    }
    return TemplateResponse(request, "messaging/inbox.html", context)


def may_read(request: HttpRequest) -> bool:
    return request.user.has_perm("messaging.view_conversation")


def may_write(request: HttpRequest) -> bool:
    return request.user.has_perm("messaging.change_conversation")


def facts_of(request: HttpRequest) -> dict[str, Any]:
    """Return what the script has to know: who sits there, with whom, and where things are."""
    tenant = Tenant.objects.get(pk=current_tenant_id())
    return {
        "me": request.user.pk,
        "mayWrite": may_write(request),
        "tenant": tenant.slug,
        "zone": tenant.zone,
        "language": tenant.language,
        "token": get_token(request),
        "gaps": NAMES,
        "intents": [(intent, str(words)) for intent, words in INTENTS.items()],
        "team": [{"id": person.pk, "name": person.get_full_name() or person.get_username()} for person in team()],
        "addresses": addresses_of(request),
    }


def team() -> Iterable[User]:
    """Return to whom a conversation can be passed on."""
    return own_choices(User) or ()


def addresses_of(request: HttpRequest) -> dict[str, str]:
    """Return the addresses that the script fills with a row's number; of pages that this person may open."""
    known = {
        "inbox": reverse("admin:inbox"),
        "api": "/api/v1/conversations",
        "login": reverse("admin:login"),
        "file": reverse("admin:media_file", args=[ANY_ROW]),
        "conversation": reverse("admin:messaging_conversation_change", args=[ANY_ROW]),
        "message": reverse("admin:messaging_message_change", args=[ANY_ROW]),
    }
    if request.user.has_perm("tenants.view_guest"):
        known["guest"] = reverse("admin:tenants_guest_change", args=[ANY_ROW])
    if request.user.has_perm("bookings.view_booking"):
        known["booking"] = reverse("admin:bookings_booking_change", args=[ANY_ROW])
        known["calendar"] = reverse("admin:calendar")
    if request.user.has_perm("bookings.change_reservation"):
        known["hold"] = reverse("admin:calendar_new")
    if request.user.has_perm("messaging.view_cannedreply"):
        known["canned"] = reverse("admin:messaging_cannedreply_changelist")
    return known


def menu_title(request: HttpRequest) -> str:
    """Return what the menu calls the inbox: with the number of guests who wait for a person, if any do."""
    try:
        waiting = count_waiting()
    except NoTenantScope:  # the log-in has a menu too, for whoever is in already, but it is a page of no business
        waiting = 0
    if not waiting:
        return _("Bandeja")
    return _("Bandeja (%(count)s)") % {"count": "99+" if waiting >= MOST_COUNTED else waiting}
