"""Guests and how they are recognised."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.admin.base import RowForm, TenantAdmin, TenantInline
from tenants.errors import DomainError
from tenants.models import Guest, GuestIdentity, GuestIdentityKind
from tenants.queries.guests import find_guest
from tenants.services.guests import add_identity, create_guest, update_guest
from tenants.values.identity import canonical_identity


class IdentityForm(RowForm):
    """One way to recognise a guest, checked as the service will."""

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "kind" in values and "value" in values:
            self.check_free(values["kind"], values["value"])
        return values

    def check_free(self, kind: str, value: str) -> None:
        try:
            known = find_guest(kind=kind, value=value)
        except DomainError as error:
            raise ValidationError({"value": gettext(error.detail)}) from None
        if known and known.pk != self.instance.guest_id:
            raise ValidationError({"value": gettext("Ya hay otro huésped con esa identidad.")})


class IdentityInline(TenantInline):
    model = GuestIdentity
    form = IdentityForm
    fields = ("kind", "value")
    verbose_name = _("identidad")
    verbose_name_plural = _("Cómo se lo reconoce")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Another number is another identity: the old one is taken away and the new one added.
        return False


def spellings(term: str) -> set[str]:
    """Return what the words of a search stand for as an identity of each kind; most are none of most kinds."""
    found = set()
    for kind in GuestIdentityKind.values:
        with suppress(DomainError):
            found.add(canonical_identity(kind, term))
    return found


@admin.register(Guest)
class GuestAdmin(TenantAdmin):
    list_display = ("__str__", "known_by", "language", "created_at")
    list_filter = ("language",)
    search_fields = ("name",)
    search_help_text = _("Parte del nombre, o teléfono, correo o usuario entero")
    fields = ("name", "language", "note", "created_at", "erased_at")
    inlines = (IdentityInline,)
    ordering = ("-id",)
    empty_advice = _("Todavía no hay huéspedes. Aparecen solos cuando escriben por primera vez.")

    @admin.display(description=_("se lo reconoce por"))
    def known_by(self, guest: Guest) -> str:
        return ", ".join(identity.value for identity in guest.identities.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("identities")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return whose name has these letters, and who is known by this number or address, however it is written."""
        named, may_repeat = super().get_search_results(request, queryset, search_term)
        known = GuestIdentity.objects.filter(canonical__in=spellings(search_term)).values("guest_id")
        return named | queryset.filter(pk__in=known), may_repeat

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else ("name", "language", "note")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("created_at", "erased_at")

    def save_model(self, request: HttpRequest, obj: Guest, form: Any, change: bool) -> None:
        if change:
            update_guest(guest=obj, name=obj.name, language=obj.language, note=obj.note)
        else:
            made = create_guest(name=obj.name, language=obj.language, note=obj.note)
            obj.pk, obj.tenant_id, obj._state.adding = made.pk, made.tenant_id, False

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Add and take away identities as the form says.

        :raises IdentityTaken: if another guest got one of them since the form was checked
        """
        for identity in formset.save(commit=False):
            add_identity(guest=form.instance, kind=identity.kind, value=identity.value)
        for identity in formset.deleted_objects:
            identity.delete()
