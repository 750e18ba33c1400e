"""Units: what is let night by night, the beds in a room, and how each of them is just now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bookings.admin.catalogue import is_for_a_choice
from bookings.admin.inputs import CatalogueForm, Once
from bookings.models import TypeKind, Unit, UnitState, UnitType
from bookings.nights import BLOCK
from bookings.services.catalogue import add_beds
from bookings.services.cleaning import set_unit_state
from tenants.admin.base import TenantAdmin, refuse
from tenants.errors import DomainError
from tenants.role_backend import has_right

ICONS = {
    UnitState.CLEAN: "check",
    UnitState.DIRTY: "warning",
    UnitState.INSPECTED: "check_circle",
    UnitState.OUT_OF_ORDER: "handyman",
}
MOST_TYPES = 50


class OfType(admin.SimpleListFilter):
    """Offers the types that there are, as many as fit."""

    title = _("tipo")
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(kind.pk), str(kind)) for kind in UnitType.objects.all()[:MOST_TYPES]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Unit]) -> QuerySet[Unit]:
        value = self.value() or ""
        return queryset.filter(type=int(value)) if value.isascii() and value.isdecimal() else queryset


class UnitForm(CatalogueForm):
    once = (Once(("name",), _("Ya hay una unidad con ese nombre.")),)

    def check(self) -> None:
        room, kind, capacity = (self.value_of(name) for name in ("parent", "type", "capacity"))
        if room and room.parent_id:
            self.say("parent", _("Las camas van dentro de una habitación, no dentro de otra cama."))
        if room and kind and kind.kind != TypeKind.BED:
            self.say("type", _("Lo que está dentro de una habitación es de un tipo «cama en dormitorio»."))
        if kind and capacity and capacity > kind.capacity:
            self.say("capacity", _("El tipo admite %(count)d como máximo.") % {"count": kind.capacity})


class BedsForm(forms.Form):
    count = forms.IntegerField(label=_("Cuántas"), min_value=1, max_value=BLOCK, initial=1)
    type: Any = forms.ModelChoiceField(label=_("Tipo"), queryset=QuerySet(UnitType).none(), empty_label=None)

    def __init__(self, *args: Any, room: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = UnitType.objects.filter(kind=TypeKind.BED, is_active=True, property=room.type.property_id)
        self.fields["type"].queryset = kinds  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.widget.attrs["class"] = "desk-input"


@admin.register(Unit)
class UnitAdmin(TenantAdmin):
    form = UnitForm
    list_select_related = ("type", "parent")
    list_filter = ("state", "is_active", OfType)
    search_fields = ("name",)
    autocomplete_fields = ("type", "parent")
    ordering = ("position", "id")
    change_form_outer_after_template = "bookings/unit_steps.html"
    empty_advice = _("Agregue cada cabaña, habitación o cama que se vende, con el nombre que le dan en la casa.")

    def get_list_display(self, request: HttpRequest) -> Any:
        state = "state_buttons" if may_clean(request) else "state_word"
        return ("name", state, "type", "parent", "capacity", "is_active", "note")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            "name",
            "type",
            "parent",
            "capacity",
            "position",
            "is_active",
            "note",
            *(("state_word",) if obj else ()),
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # A bed never leaves its room: the nights that it has are some of the room's.
        return ("parent", "state_word") if obj else ("state_word",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return what was looked for; where a bed is put, only what is no bed itself."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        is_room = is_for_a_choice(request) and request.GET.get("model_name") == "unit"
        return (rows.filter(parent=None) if is_room else rows), may_repeat

    @admin.display(description=_("estado"), ordering="state")
    def state_word(self, unit: Unit) -> SafeString:
        return render_to_string("bookings/unit_state.html", {"unit": unit, "icon": ICONS[UnitState(unit.state)]})

    @admin.display(description=_("estado"), ordering="state")
    def state_buttons(self, unit: Unit) -> SafeString:
        """Show how a unit is, and a button for each other state: one tap, also for who may change nothing else."""
        return render_to_string(
            "bookings/unit_state.html",
            {"unit": unit, "icon": ICONS[UnitState(unit.state)], "others": others_of(unit), "address": step(unit)},
        )

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        extra = {**self.steps_of(request, object_id), **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, extra)

    def steps_of(self, request: HttpRequest, object_id: str | None) -> dict[str, Any]:
        """Return what the buttons below a unit's fields need."""
        unit = self.get_object(request, object_id) if object_id else None
        if unit is None:
            return {}
        form = BedsForm(room=unit) if unit.parent_id is None and self.has_change_permission(request, unit) else None
        has_kinds = form is not None and form.fields["type"].queryset.exists()  # type: ignore[attr-defined]
        return {
            "states": others_of(unit) if may_clean(request) else [],
            "beds": form if has_kinds else None,
            "bed_count": unit.beds.count(),
        }

    def get_urls(self) -> list[URLPattern]:
        state, beds = (self.admin_site.admin_view(require_POST(view)) for view in (self.set_state, self.put_beds))
        return [
            path("<int:pk>/estado/", state, name="bookings_unit_state"),
            path("<int:pk>/camas/", beds, name="bookings_unit_beds"),
            *super().get_urls(),
        ]

    def set_state(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note how a unit is, as the pressed button says."""
        unit = get_object_or_404(self.get_queryset(request), pk=pk)
        state = request.POST.get("state", "")
        if not may_clean(request) or state not in UnitState.values:
            raise PermissionDenied
        set_unit_state(unit=unit, state=state, note=unit.note)
        said = _g("%(unit)s: %(state)s.") % {"unit": unit.name, "state": unit.get_state_display()}
        messages.success(request, said)
        return back_to_list(request)

    def put_beds(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put beds into a room."""
        room = get_object_or_404(self.get_queryset(request).select_related("type"), pk=pk)
        if not self.has_change_permission(request, room):
            raise PermissionDenied
        form = BedsForm(request.POST, room=room)
        if not form.is_valid():
            messages.error(request, _g("Diga cuántas camas y de qué tipo."))
        else:
            self.add(request, room, form.cleaned_data)
        return redirect(reverse("admin:bookings_unit_change", args=[room.pk]))

    def add(self, request: HttpRequest, room: Unit, wanted: dict[str, Any]) -> None:
        try:
            made = add_beds(room=room, kind=wanted["type"], count=wanted["count"])
        except DomainError as error:
            refuse(request, error)
            return
        text = ngettext("%(count)d cama agregada.", "%(count)d camas agregadas.", len(made))
        messages.success(request, text % {"count": len(made)})


def may_clean(request: HttpRequest) -> bool:
    """Return whether this person may say how a unit is."""
    return has_right(request.user, "cleaning:write")


def others_of(unit: Unit) -> list[tuple[str, str, str]]:
    """Return the states that a unit is not in: value, word, icon."""
    return [(it.value, str(it.label), ICONS[it]) for it in UnitState if it.value != unit.state]


def step(unit: Unit) -> str:
    return reverse("admin:bookings_unit_state", args=[unit.pk])


def back_to_list(request: HttpRequest) -> HttpResponse:
    """Return to the page of the list with the button; of where the person came from, only the query is believed."""
    address = reverse("admin:bookings_unit_changelist")
    came_from, _mark, query = request.headers.get("Referer", "").partition("?")
    if not came_from.endswith(address) or not query:
        return redirect(address)
    return redirect(f"{address}?{QueryDict(query).urlencode()}")
