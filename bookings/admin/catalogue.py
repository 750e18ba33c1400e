"""What there is to let, in words and pictures: houses, types of unit, and what can be had besides the nights."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bookings.admin.inputs import CatalogueForm, InWords, Once, boxes, labels
from bookings.models import Amenity, Extra, Photo, Property, TypeKind, UnitType
from bookings.photos import photo_path
from bookings.pictures import NotAPicture, PictureTooBig, kind_of_picture
from bookings.services.catalogue import MOST_PHOTOS, add_photo
from tenants.admin.base import RowForm, TenantAdmin, TenantInline
from tenants.models import Tenant
from tenants.scoping import current_tenant_id


class Degrees(forms.DecimalField):
    """Degrees as maps give them: with more digits than a step of a person needs."""

    def to_python(self, value: Any) -> Any:
        degrees = super().to_python(value)
        if degrees is None or not degrees.is_finite() or abs(degrees) > 360:
            return degrees
        return round(degrees, 6)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "step": "any"}


class PropertyForm(CatalogueForm):
    once = (Once(("name",), _("Ya hay un establecimiento con ese nombre.")),)

    class Meta:
        field_classes: ClassVar = {"latitude": Degrees, "longitude": Degrees}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Whoever may only look has a form without fields.
        if "latitude" in self.fields:
            told = _("El punto que recibe quien pregunta cómo llegar: como lo da un mapa, por ejemplo -41.133472.")
            self.fields["latitude"].help_text = told

    def check(self) -> None:
        missing = [name for name in ("latitude", "longitude") if self.value_of(name) is None]
        if len(missing) == 1 and missing[0] not in self.errors:
            self.say(missing[0], _("Escriba la latitud y la longitud, o deje las dos vacías."))

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].strip().upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Dos letras, por ejemplo AR."))
        return country


@admin.register(Property)
class PropertyAdmin(TenantAdmin):
    form = PropertyForm
    list_display = ("name", "address", "check_in_from", "check_out_by", "longest_stay")
    search_fields = ("name",)
    ordering = ("name",)
    fieldsets = (
        (None, {"fields": ("name", "address", ("latitude", "longitude"), "country")}),
        (_("Horarios"), {"fields": ("check_in_from", "check_out_by", "cutoff")}),
        (_("Reglas"), {"fields": ("longest_stay", "most_unpaid_holds", "quote_hours")}),
    )
    empty_advice = _("Agregue el establecimiento; después, sus tipos de unidad y las unidades.")


class PhotoForm(RowForm):
    file = forms.FileField(
        label=_("archivo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text=_("JPEG o PNG, hasta 5 MB."),
    )

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or {}
        upload = data.get("file")
        if upload is None and self.instance._state.adding and "file" not in self.errors:
            self.add_error("file", str(_("Elija un archivo.")))
        if upload is not None:
            data["content"] = self.checked(upload)
        return data

    def checked(self, upload: Any) -> bytes:
        content: bytes = upload.read()
        try:
            kind_of_picture(content)
        except (NotAPicture, PictureTooBig) as error:
            self.add_error("file", str(_(error.detail)))
        return content


class PhotoInline(TenantInline):
    model = Photo
    form = PhotoForm
    fields = ("preview", "file", "caption", "position")
    readonly_fields = ("preview",)
    max_num = MOST_PHOTOS
    hide_title = True
    verbose_name_plural = _("Fotos, en el orden en que se muestran")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        # Who may only look has nothing to choose a file for.
        return [name for name in self.fields if name != "file" or self.has_change_permission(request, obj)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        # Up to 5 MB each, and the page shows them by their address.
        return super().get_queryset(request).defer("content")

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        slug = Tenant.objects.values_list("slug", flat=True).filter(pk=current_tenant_id()).first() or ""
        self.slug = slug
        return super().get_formset(request, obj, **kwargs)

    @admin.display(description=_("foto"))
    def preview(self, photo: Photo) -> str:
        if not photo.key:
            return "–"
        return format_html('<img src="{}" alt="{}" width="96" loading="lazy">', self.path_of(photo), photo)

    def path_of(self, photo: Photo) -> str:
        return photo_path(self.slug, photo.key)


class UnitTypeForm(CatalogueForm):
    amenities = boxes(_("Comodidades"), Amenity.choices)
    once = (Once(("property", "name"), _("Ese establecimiento ya tiene un tipo con ese nombre.")),)

    def check(self) -> None:
        if self.value_of("dorm_gender") and self.value_of("kind") != TypeKind.BED:
            self.say("dorm_gender", _("Solo para camas en dormitorio: elija esa clase, o deje esto vacío."))


@admin.register(UnitType)
class UnitTypeAdmin(InWords, TenantAdmin):
    form = UnitTypeForm
    list_display = ("name", "kind", "property", "capacity", "is_active", "position")
    list_select_related = ("property",)
    list_filter = ("is_active", "kind")
    search_fields = ("name",)
    autocomplete_fields = ("property",)
    ordering = ("position", "id")
    inlines = (PhotoInline,)
    fieldsets = (
        (None, {"fields": ("property", "kind", "dorm_gender", "capacity", "position", "is_active")}),
        (_("En español"), {"fields": ("name", "description", "house_rules")}),
        (_("En portugués"), {"fields": ("name_pt", "description_pt", "house_rules_pt")}),
        (_("En inglés"), {"fields": ("name_en", "description_en", "house_rules_en")}),
        (_("Comodidades"), {"fields": ("amenities",)}),
    )
    in_words: ClassVar = {"amenities": "amenity_words"}
    empty_advice = _("Agregue lo que un huésped elige: «Cabaña para cuatro», «Cama en dormitorio mixto».")

    @admin.display(description=_("comodidades"))
    def amenity_words(self, kind: UnitType) -> str:
        return labels(Amenity.choices, kind.amenities)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return what was looked for; for a choice only what is on offer."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        return (rows.filter(is_active=True) if is_for_a_choice(request) else rows), may_repeat

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Add, change and take away pictures as the form says."""
        formset.save(commit=False)
        for photo in formset.deleted_objects:
            photo.delete()
        for photo, _fields in formset.changed_objects:
            photo.save(update_fields=["caption", "position"])
        for row in formset.extra_forms:
            data = row.cleaned_data
            if data.get("content") and not data.get("DELETE"):
                add_photo(
                    kind=form.instance, content=data["content"], caption=data["caption"], position=data["position"]
                )
        formset.new_objects = []


class ExtraForm(CatalogueForm):
    once = (Once(("code",), _("Ya hay un adicional con ese código.")),)


@admin.register(Extra)
class ExtraAdmin(TenantAdmin):
    form = ExtraForm
    list_display = ("name", "code", "price", "currency", "per", "most", "is_active")
    list_filter = ("is_active", "per")
    search_fields = ("name", "=code")
    autocomplete_fields = ("property",)
    ordering = ("code",)
    fieldsets = (
        (None, {"fields": ("code", "property", "topic", "is_active")}),
        (_("Nombre"), {"fields": ("name", "name_pt", "name_en")}),
        (_("Precio"), {"fields": ("price", "currency", "per", "most")}),
    )
    empty_advice = _("Lo que se vende además de las noches: desayuno, cuna, salida tardía, mascota.")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"currency": own_currency(), **super().get_changeform_initial_data(request)}


def is_for_a_choice(request: HttpRequest) -> bool:
    """Return whether somebody looks for a row to refer to, rather than for its page."""
    return request.path_info.endswith("/autocomplete/")


def own_currency() -> str:
    """Return the currency of the scope's business."""
    return str(Tenant.objects.values_list("currency", flat=True).get(pk=current_tenant_id()))
