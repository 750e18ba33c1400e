"""Who works for this business, in which role. Nobody appoints above themselves, and nobody removes themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.widgets import UnfoldAdminEmailInputWidget, UnfoldAdminTextInputWidget

from tenants import clock
from tenants.admin.base import ShownOnce, TenantAdmin, is_platform, refuse
from tenants.admin.pages import PagedChangeList
from tenants.admin.staff_tasks import person
from tenants.errors import DomainError
from tenants.login.team import change_member, invite, lift_lock, remove_second_factor, reset_link
from tenants.models import Membership, Role, Tenant
from tenants.queries.locks import list_locked
from tenants.queries.team import find_role
from tenants.rights import OWNER, may_appoint
from tenants.scoping import current_tenant_id

LINK = "_link"


class InviteForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Somebody to work here, by e-mail or by a name of their own."""

    email = forms.EmailField(label=_("Correo"), required=False, max_length=254, widget=UnfoldAdminEmailInputWidget)
    username = forms.CharField(
        label=_("O nombre de usuario"),
        required=False,
        max_length=150,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("Con uno de los dos basta."),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("email") and not values.get("username"):
            self.add_error("email", _g("Escriba un correo o un nombre de usuario."))
        return values


class TeamChangeList(PagedChangeList):
    """Adds to each person of the page whether they are locked: one query for all."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        locked = list_locked([row.user for row in self.result_list], now=clock.now())
        for row in self.result_list:
            row.is_locked = row.user_id in locked


@admin.register(Membership)
class MembershipAdmin(ShownOnce, TenantAdmin):
    list_display = ("member", "role", "is_active", "lock", "created_at")
    list_select_related = ("user",)
    list_filter = ("role", "is_active")
    search_fields = ("user__username", "user__first_name", "user__last_name")
    readonly_fields = ("member", "created_at")
    ordering = ("user__username",)
    change_form_outer_after_template = "desk/member_steps.html"
    empty_advice = _("Nadie trabaja aquí todavía. Invite a la primera persona.")

    @admin.display(description=_("persona"), ordering="user__username")
    def member(self, membership: Membership) -> str:
        return membership.user.get_full_name() or membership.user.get_username()

    @admin.display(description=_("ingreso"))
    def lock(self, membership: Membership) -> str:
        return _g("bloqueado") if getattr(membership, "is_locked", False) else ""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return TeamChangeList

    def get_urls(self) -> list[URLPattern]:
        steps = {"enlace": self.hand_link, "desbloquear": self.unlock, "segundo-factor": self.take_factor}
        own = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(require_POST(step)), name=f"team_{step.__name__}")
            for name, step in steps.items()
        ]
        return [*own, *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("member", "role", "is_active", "created_at") if obj else ("email", "username", "role")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        # The first choice of the list would be an owner.
        return {"role": Role.DESK.value}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change=change, **({} if obj else {"form": InviteForm}), **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse whom this person may not appoint, and everybody to themselves."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or (obj.user_id != request.user.pk and obj.role in roles_given_by(request))

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "role":
            kwargs["choices"] = [choice for choice in Role.choices if choice[0] in roles_given_by(request)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if obj.role not in roles_given_by(request):
            raise PermissionDenied
        if change:
            change_member(member=obj, by=person(request))
            return
        tenant = Tenant.objects.get(pk=current_tenant_id())
        names = {name: form.cleaned_data[name] for name in ("email", "username")}
        done = invite(tenant=tenant, role=obj.role, by=person(request), now=clock.now(), **names)
        obj.__dict__.update(pick(Membership.objects.get(tenant=tenant, user=done.user)))
        obj._state.adding = False
        setattr(obj, LINK, done.link)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        link = getattr(obj, LINK)
        if link:
            return self.once(request, link)
        messages.success(request, _g("Ya tiene cuenta: desde ahora ve este alojamiento también."))
        return redirect("admin:tenants_membership_changelist")

    def once(self, request: HttpRequest, link: str) -> HttpResponse:
        """Show a link this once; it is kept nowhere."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Enlace para entrar"),
            "opts": self.opts,
            "what": _("Entregue este enlace a la persona: con él elige su contraseña. Vale tres días y una sola vez."),
            "secret": request.build_absolute_uri(link),
        }
        return TemplateResponse(request, "desk/once.html", context, headers={"Cache-Control": "no-store"})

    def found(self, request: HttpRequest, pk: int) -> Membership:
        """Return somebody of this team whom this person may work on."""
        membership: Membership = get_object_or_404(self.get_queryset(request).select_related("user"), pk=pk)
        if not super().has_change_permission(request, membership):
            raise PermissionDenied
        return membership

    def hand_link(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a link with which the person chooses a new password."""
        try:
            user = self.found(request, pk).user
            return self.once(request, reset_link(user=user, by=person(request), now=clock.now()))
        except DomainError as error:
            refuse(request, error)
            return redirect(reverse("admin:tenants_membership_change", args=[pk]))

    def unlock(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let a locked person try again."""
        return self.step(request, pk, lift_lock, _g("Ya puede volver a intentar."))

    def take_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take away the second factor of somebody who lost the phone."""
        return self.step(request, pk, remove_second_factor, _g("Ya entra sin segundo paso."))

    def step(self, request: HttpRequest, pk: int, do: Any, said: str) -> HttpResponse:
        membership = self.found(request, pk)
        try:
            do(user=membership.user, by=person(request))
            messages.success(request, said)
        except DomainError as error:
            refuse(request, error)
        return redirect(reverse("admin:tenants_membership_change", args=[pk]))


def pick(row: Any) -> dict[str, Any]:
    """Return the columns of a row, for another instance of it."""
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def roles_given_by(request: HttpRequest) -> list[str]:
    """Return the roles that this person may give; asked once for each request."""
    known: list[str] | None = getattr(request, "_roles_given", None)
    if known is None:
        mine = OWNER if is_platform(request) else find_role(person(request), current_tenant_id())
        known = [role for role in Role.values if may_appoint(mine, role)]
        request._roles_given = known  # type: ignore[attr-defined]
    return known
