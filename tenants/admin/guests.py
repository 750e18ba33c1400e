"""Guests and how they are recognised."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tenants.admin.base import TenantAdmin, TenantInline
from tenants.errors import DomainError
from tenants.models import Currency, Guest, GuestIdentity, GuestIdentityKind, Tenant
from tenants.scoping import current_tenant_id
from tenants.services.guests import add_identity, create_guest, update_guest
from tenants.values.identity import canonical_identity
from tenants.values.phone import national_phone

COUNTRIES: dict[str, str] = {
    Currency.ARS: "54",
    Currency.BRL: "55",
    Currency.CLP: "56",
    Currency.COP: "57",
    Currency.MXN: "52",
    Currency.PEN: "51",
    Currency.UYU: "598",
}


class IdentityInline(TenantInline):
    model = GuestIdentity
    fields = ("kind", "value")
    hide_title = True
    verbose_name = _("identidad")
    verbose_name_plural = _("Cómo se lo reconoce")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        # Whoever adds a guest nearly always knows a number.
        return 0 if obj else 1

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # Another number is another identity: the old one is taken away and the new one added.
        return False


def spellings(term: str, *, country: str) -> set[str]:
    """Return what the words of a search stand for as an identity of each kind; most are none of most kinds.

    At a desk people say numbers as they are dialled at home, so those are read as numbers of its own country too.
    """
    found = {phone} if (phone := national_phone(term, country=country)) else set()
    for kind in GuestIdentityKind.values:
        with suppress(DomainError):
            found.add(canonical_identity(kind, term))
    return found


def own_country() -> str:
    """Return the telephone code of the country whose money this business takes; empty where that tells no country."""
    return COUNTRIES.get(Tenant.objects.values_list("currency", flat=True).get(pk=current_tenant_id()), "")


@admin.register(Guest)
class GuestAdmin(TenantAdmin):
    list_display = ("__str__", "known_by", "language", "created_at")
    list_filter = ("language",)
    search_fields = ("name",)
    search_help_text = _("Nombre, o teléfono o correo entero")
    inlines = (IdentityInline,)
    ordering = ("-id",)
    empty_advice = _("Todavía no hay huéspedes. Aparecen solos cuando escriben por primera vez.")

    @admin.display(description=_("se lo reconoce por"))
    def known_by(self, guest: Guest) -> str:
        return ", ".join(identity.value for identity in guest.identities.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(merged_into=None).prefetch_related("identities")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return whose name has these letters, and who is known by this number or address, however it is written."""
        named, may_repeat = super().get_search_results(request, queryset, search_term)
        known = GuestIdentity.objects.filter(canonical__in=spellings(search_term, country=own_country())).values(
            "guest_id"
        )
        return named | queryset.filter(pk__in=known), may_repeat

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        known = ("created_at", "erased_at") if obj and obj.erased_at else ("created_at",)
        return ("name", "language", "note", *(known if obj else ()))

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
