"""*Mis avisos*: how each member is told, at which hours, with a try-out. Whoever manages the team sees everybody's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.forms import Form, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from tenants import clock
from tenants.admin.base import refuse
from tenants.admin.notice_forms import ChannelForm, DelayForm, HoursForm, RulesForm
from tenants.admin.staff_tasks import person
from tenants.errors import DomainError, NotFound
from tenants.login.mail import is_mail_on
from tenants.models import Membership, NoticeChannel, NoticeRules, User
from tenants.queries.notices import (
    find_notice_hours,
    get_notice_channel,
    get_notice_rules,
    list_notice_channels,
    list_tests_of,
)
from tenants.queries.team import find_teammate
from tenants.scoping import current_tenant_id
from tenants.services.notice_channels import add_channel, change_channel, send_test, subscribe_browser
from tenants.services.push_keys import get_push_key
from tenants.values.device import device_word

MANAGE = "tenants.change_membership"
LAST_TESTS = 5
SAVED = gettext_noop("Guardado.")


def notice_paths(guarded: Callable[[Any], Any]) -> list[URLPattern]:
    """Return the addresses; `guarded` lets in whom the desk is for."""
    one = "avisos/medio/<int:noticechannel_id>"
    return [
        path("avisos/", guarded(require_safe(own_notices)), name="own_notices"),
        path("avisos/navegador/", guarded(require_POST(add_browser)), name="notice_browser"),
        path("avisos/reglas/", guarded(require_POST(save_rules)), name="notice_rules"),
        path("avisos/<int:person_id>/", guarded(require_safe(member_notices)), name="member_notices"),
        path("avisos/<int:person_id>/horarios/", guarded(require_POST(save_hours)), name="notice_hours"),
        path("avisos/<int:person_id>/agregar/", guarded(require_POST(add)), name="notice_add"),
        path(f"{one}/probar/", guarded(require_POST(try_channel)), name="notice_try"),
        path(f"{one}/encender/", guarded(require_POST(turn_on)), name="notice_on"),
        path(f"{one}/apagar/", guarded(require_POST(turn_off)), name="notice_off"),
        path(f"{one}/espera/", guarded(require_POST(move)), name="notice_delay"),
    ]


def own_notices(request: HttpRequest) -> HttpResponse:
    """Show how the person before the page is told; who administers the platform is in no team and chooses one of it."""
    if find_teammate(request.user.pk or 0) is None:
        return redirect("admin:tenants_membership_changelist")
    return show(request, found(request, request.user.pk or 0))


def member_notices(request: HttpRequest, person_id: int) -> HttpResponse:
    """Show how a member is told."""
    return show(request, found(request, person_id))


def show(
    request: HttpRequest, member: User, *, hours: Any = None, channel: Any = None, rules: Any = None
) -> HttpResponse:
    """Show a member's page; a form that was refused stands in the place of a fresh one."""
    may_manage = request.user.has_perm(MANAGE)
    is_own = member.pk == request.user.pk
    context = {
        **admin.site.each_context(request),
        "title": _("Mis avisos") if is_own else _("Avisos de %(name)s") % {"name": name_of(member)},
        "member": member,
        "is_own": is_own,
        "channels": list_notice_channels(member),
        "tests": list_tests_of(member)[:LAST_TESTS],
        "hours_form": hours or HoursForm(instance=find_notice_hours(member)),
        "channel_form": channel or ChannelForm(initial={"address": member.email}),
        "is_mail_on": is_mail_on(),
        "push_key": get_push_key().public if is_own else "",
        "may_manage": may_manage,
        "rules_form": (rules or RulesForm(instance=get_notice_rules())) if may_manage else None,
        "team": list_team() if may_manage else (),
    }
    is_refused = any(form is not None and form.is_bound for form in (hours, channel, rules))
    return TemplateResponse(request, "desk/notices.html", context, status=422 if is_refused else 200)


def list_team() -> list[dict[str, Any]]:
    """Return everybody who works here, with how many ways there are to reach them."""
    here = Membership.objects.filter(tenant_id=current_tenant_id(), is_active=True, user__is_active=True)
    ways = dict(
        NoticeChannel.objects.values("user_id")
        .annotate(ways=Count("pk", filter=Q(is_active=True)))
        .values_list("user_id", "ways")
    )
    members = here.select_related("user").order_by("user__username")
    return [
        {"id": it.user_id, "name": name_of(it.user), "role": it.get_role_display(), "ways": ways.get(it.user_id, 0)}
        for it in members
    ]


def name_of(member: User) -> str:
    return member.get_full_name() or member.get_username()


def found(request: HttpRequest, person_id: int) -> User:
    """Return a member whose page this person may see: their own, or anybody's for those who manage the team.

    :raises Http404: if nobody of this number works here
    :raises PermissionDenied: if it is somebody else's
    """
    member = find_teammate(person_id)
    if member is None:
        raise Http404
    if member.pk != request.user.pk and not request.user.has_perm(MANAGE):
        raise PermissionDenied
    return member


def found_channel(request: HttpRequest, channel_id: int) -> NoticeChannel:
    """Return a way to reach a member whose page this person may see."""
    try:
        channel = get_notice_channel(channel_id)
    except NotFound:
        raise Http404 from None
    found(request, channel.user_id)
    return channel


def back(member_id: int) -> HttpResponse:
    return redirect(reverse("admin:member_notices", args=[member_id]))


def save_hours(request: HttpRequest, person_id: int) -> HttpResponse:
    """Keep a member's hours."""
    member = found(request, person_id)
    form = HoursForm(request.POST, instance=find_notice_hours(member))
    if not form.is_valid():
        return show(request, member, hours=form)
    return saved(request, form, member)


def save_rules(request: HttpRequest) -> HttpResponse:
    """Keep how long the business waits before others are told."""
    if not request.user.has_perm(MANAGE):
        raise PermissionDenied
    member = found(request, request.user.pk or 0)
    form = RulesForm(request.POST, instance=NoticeRules.objects.first() or NoticeRules())
    if not form.is_valid():
        return show(request, member, rules=form)
    return saved(request, form, member)


def saved(request: HttpRequest, form: ModelForm, member: User) -> HttpResponse:  # type: ignore[type-arg]
    form.save()
    messages.success(request, _(SAVED))
    return back(member.pk)


def add(request: HttpRequest, person_id: int) -> HttpResponse:
    """Add an address or a phone to a member's ways."""
    member = found(request, person_id)
    form = ChannelForm(request.POST)
    if form.is_valid():
        try:
            add_channel(person=member, **form.cleaned_data)
        except DomainError as error:
            form.add_error("address", _(error.detail))
    if form.errors:
        return show(request, member, channel=form)
    messages.success(request, _("Agregado. Pruébelo ahora: así sabe que llega."))
    return back(member.pk)


def add_browser(request: HttpRequest) -> HttpResponse:
    """Add the browser that says yes; its script reads the answer."""
    member = person(request)
    found(request, member.pk)
    wanted = {name: request.POST.get(name, "") for name in ("endpoint", "p256dh", "auth")}
    label = device_word(request.headers.get("User-Agent", ""))
    try:
        subscribe_browser(person=member, **wanted, label=label)
    except DomainError as error:
        return JsonResponse({"error": _(error.detail)}, status=422)
    messages.success(request, _("Este navegador recibe avisos. Pruébelo ahora: así sabe que llegan."))
    return JsonResponse({"ok": True})


def try_channel(request: HttpRequest, noticechannel_id: int) -> HttpResponse:
    """Send a test by one way."""
    said = _("La prueba va en camino: en unos segundos, vuelva a cargar esta página y verá cómo le fue.")
    return step(request, noticechannel_id, lambda channel: send_test(channel=channel, now=clock.now()), said)


def turn_on(request: HttpRequest, noticechannel_id: int) -> HttpResponse:
    """Use a way again."""
    said = _("Encendido: por aquí llegan avisos.")
    return step(request, noticechannel_id, lambda channel: change_channel(channel=channel, is_active=True), said)


def turn_off(request: HttpRequest, noticechannel_id: int) -> HttpResponse:
    """Use a way no more."""
    said = _("Apagado: por aquí no llega ningún aviso.")
    return step(request, noticechannel_id, lambda channel: change_channel(channel=channel, is_active=False), said)


def move(request: HttpRequest, noticechannel_id: int) -> HttpResponse:
    """Let a way's turn be earlier or later."""
    form: Form = DelayForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Los minutos de espera van de 0 a 240."))
        return back(found_channel(request, noticechannel_id).user_id)
    delay = form.cleaned_data["delay"]
    return step(request, noticechannel_id, lambda channel: change_channel(channel=channel, delay=delay), _(SAVED))


def step(request: HttpRequest, channel_id: int, do: Callable[[NoticeChannel], object], said: str) -> HttpResponse:
    channel = found_channel(request, channel_id)
    try:
        do(channel)
        messages.success(request, said)
    except DomainError as error:
        refuse(request, error)
    return back(channel.user_id)
