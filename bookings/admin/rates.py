"""What a night costs and what else is added: plans, seasons, taxes, rates of exchange, and how long a hold lasts."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from bookings.admin.catalogue import is_for_a_choice, own_currency
from bookings.admin.inputs import CatalogueForm, InWords, Once, StepsField, boxes, labels, step_words
from bookings.models import ExchangeRate, Exemption, HoldRule, RatePlan, Season, TaxKind, TaxRule
from bookings.services.catalogue import save_plan
from bookings.written_rules import HOURS, NIGHTS
from tenants.admin.base import TenantAdmin

WEEK = (_("lunes"), _("martes"), _("miércoles"), _("jueves"), _("viernes"), _("sábado"), _("domingo"))


class RatePlanForm(CatalogueForm):
    weekend_nights = forms.TypedMultipleChoiceField(
        label=_("Noches de fin de semana"),
        choices=list(enumerate(WEEK)),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("La noche del sábado es la que termina el domingo."),
    )
    length_discounts = StepsField(
        NIGHTS, label=_("Descuentos por estadía larga"), help_text=_("Cuenta el renglón más largo que se alcanza.")
    )
    cancellation = StepsField(
        HOURS,
        label=_("Política de cancelación"),
        help_text=_("Cuenta el renglón más caro que se alcanza. Vacío: cancelar no cuesta nada."),
    )
    once = (Once(("type", "name"), _("Ese tipo ya tiene una tarifa con ese nombre.")),)

    def check(self) -> None:
        self.check_order("min_nights", "max_nights", _("El máximo de noches es menor que el mínimo."))
        if self.value_of("collected_in") == self.value_of("currency"):
            # The same as nothing, and no rate of exchange is looked for.
            self.cleaned_data["collected_in"] = ""
        kind, included = self.value_of("type"), self.value_of("included_guests")
        if kind and included and included > kind.capacity:
            self.say("included_guests", _("El tipo admite %(count)d como máximo.") % {"count": kind.capacity})

    def _get_validation_exclusions(self) -> set[str]:
        # That a type has one usual plan is seen to by the service, which takes the mark from the other.
        return {*super()._get_validation_exclusions(), "is_default"}  # type: ignore[misc]


@admin.register(RatePlan)
class RatePlanAdmin(InWords, TenantAdmin):
    form = RatePlanForm
    list_display = ("name", "type", "base_price", "currency", "min_nights", "is_default", "is_active")
    list_select_related = ("type",)
    list_filter = ("is_active", "currency")
    search_fields = ("name", "type__name")
    autocomplete_fields = ("type",)
    ordering = ("type__position", "type_id", "name")
    fieldsets = (
        (None, {"fields": ("type", "name", "is_default", "is_active")}),
        (_("Precio"), {"fields": ("currency", "collected_in", "base_price", "weekend_multiplier", "weekend_nights")}),
        (_("Huéspedes y limpieza"), {"fields": ("included_guests", "extra_guest", "cleaning_fee")}),
        (_("Noches"), {"fields": ("min_nights", "max_nights", "length_discounts")}),
        (_("Seña y cancelación"), {"fields": ("deposit_percent", "cancellation", "no_show_releases_after")}),
    )
    in_words: ClassVar = {
        **{"weekend_nights": "weekend_words", "length_discounts": "discount_words"},
        **{"cancellation": "cancellation_words"},
    }
    empty_advice = _("Sin tarifa no se vende ninguna noche. Agregue una por cada tipo de unidad.")

    @admin.display(description=_("noches de fin de semana"))
    def weekend_words(self, plan: RatePlan) -> str:
        return labels(enumerate(WEEK), plan.weekend_nights)

    @admin.display(description=_("descuentos por estadía larga"))
    def discount_words(self, plan: RatePlan) -> str:
        return step_words(plan.length_discounts, unit=NIGHTS)

    @admin.display(description=_("política de cancelación"))
    def cancellation_words(self, plan: RatePlan) -> str:
        return step_words(plan.cancellation, unit=HOURS)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"currency": own_currency(), **super().get_changeform_initial_data(request)}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return what was looked for; for a choice only plans in use, with their types' names."""
        rows, may_repeat = super().get_search_results(request, queryset, search_term)
        return (rows.filter(is_active=True).select_related("type") if is_for_a_choice(request) else rows), may_repeat

    def save_model(self, request: HttpRequest, obj: RatePlan, form: Any, change: bool) -> None:
        save_plan(plan=obj)
        if obj.collected_in and not ExchangeRate.objects.filter(base=obj.currency, quote=obj.collected_in).exists():
            said = _g("Falta la cotización de %(base)s en %(quote)s: sin ella no se puede poner precio.")
            messages.warning(request, said % {"base": obj.currency, "quote": obj.collected_in})


class SeasonForm(CatalogueForm):
    def check(self) -> None:
        self.check_order("first_night", "last_night", _("La última noche es anterior a la primera."))
        self.check_order("min_nights", "max_nights", _("El máximo de noches es menor que el mínimo."))
        plan, first, last = (self.value_of(name) for name in ("plan", "first_night", "last_night"))
        if plan and first and last and "last_night" not in self.errors:
            self.check_overlap(plan, first, last)

    def check_overlap(self, plan: RatePlan, first: Any, last: Any) -> None:
        """Refuse nights that another season of the plan has, and say which season it is."""
        others = Season.objects.filter(plan=plan, first_night__lte=last, last_night__gte=first)
        other = others.exclude(pk=self.instance.pk).order_by("first_night").first()
        if other:
            said = _g("Se superpone con «%(name)s», del %(first)s al %(last)s.")
            words = {"name": other, "first": day(other.first_night), "last": day(other.last_night)}
            self.say("first_night", said % words)


@admin.register(Season)
class SeasonAdmin(TenantAdmin):
    form = SeasonForm
    list_display = ("__str__", "plan", "first_night", "last_night", "price", "min_nights", "is_closed")
    list_select_related = ("plan",)
    list_filter = ("is_closed", "closed_to_arrival", "closed_to_departure")
    search_fields = ("name", "plan__name")
    autocomplete_fields = ("plan",)
    ordering = ("-first_night", "-id")
    fieldsets = (
        (None, {"fields": ("plan", "name", ("first_night", "last_night"))}),
        (_("Precio; lo vacío queda como en la tarifa"), {"fields": ("price", "weekend_multiplier", "extra_guest")}),
        (
            _("Reglas"),
            {"fields": ("min_nights", "max_nights", "closed_to_arrival", "closed_to_departure", "is_closed")},
        ),
    )
    empty_advice = _(
        "Las noches con otro precio u otras reglas: verano, feriados, cierres. Sin temporadas rige la tarifa."
    )


class TaxRuleForm(CatalogueForm):
    exemptions = boxes(_("No pagan"), Exemption.choices)

    def check(self) -> None:
        self.check_order("valid_from", "valid_until", _("El último día es anterior al primero."))
        is_percent = self.value_of("kind") == TaxKind.PERCENT
        if is_percent and not self.value_of("percent"):
            self.say("percent", _("Diga qué porcentaje."))
        if not is_percent and not self.value_of("amount"):
            self.say("amount", _("Diga cuánto por persona y noche."))
        if not is_percent and not self.value_of("currency"):
            self.say("currency", _("Diga en qué moneda."))


@admin.register(TaxRule)
class TaxRuleAdmin(InWords, TenantAdmin):
    form = TaxRuleForm
    list_display = ("name", "kind", "percent", "amount", "currency", "is_included", "valid_from", "valid_until")
    list_filter = ("kind", "is_included")
    search_fields = ("name",)
    autocomplete_fields = ("property",)
    ordering = ("name", "-valid_from")
    fieldsets = (
        (None, {"fields": ("name", "property", "is_included")}),
        (_("Cuánto"), {"fields": ("kind", "percent", "amount", "currency")}),
        (_("A quién y cuándo"), {"fields": ("exemptions", "most_nights", "valid_from", "valid_until")}),
    )
    in_words: ClassVar = {"exemptions": "exemption_words"}
    empty_advice = _("IVA, ISS, tasa de turismo: agregue los impuestos que el precio incluye o que se suman.")

    @admin.display(description=_("no pagan"))
    def exemption_words(self, rule: TaxRule) -> str:
        return labels(Exemption.choices, rule.exemptions)


class ExchangeRateForm(CatalogueForm):
    once = (Once(("base", "quote", "valid_from"), _("Esa cotización ya está para ese día.")),)

    def check(self) -> None:
        if self.value_of("base") and self.value_of("base") == self.value_of("quote"):
            self.say("quote", _("Elija dos monedas distintas."))
        rate = self.value_of("rate")
        if rate is not None and rate <= 0:
            self.say("rate", _("La cotización es mayor que cero."))


@admin.register(ExchangeRate)
class ExchangeRateAdmin(TenantAdmin):
    form = ExchangeRateForm
    list_display = ("base", "quote", "rate", "valid_from")
    list_display_links = ("base", "quote")
    list_filter = ("base",)
    ordering = ("-valid_from", "-id")
    fields = (("base", "quote"), "rate", "valid_from")
    empty_advice = _("Solo hace falta si una tarifa se publica en una moneda y se cobra en otra.")


class HoldRuleForm(CatalogueForm):
    once = (Once(("source", "days_ahead"), _("Ya hay un plazo para ese origen y esos días.")),)


@admin.register(HoldRule)
class HoldRuleAdmin(TenantAdmin):
    form = HoldRuleForm
    list_display = ("__str__", "source_word", "days_ahead")
    ordering = ("source", "days_ahead")
    fields = ("source", "days_ahead", "minutes")
    empty_advice = _("Cuánto espera una prerreserva a que la paguen, según por dónde vino y con cuánta anticipación.")

    @admin.display(description=_("origen"), ordering="source")
    def source_word(self, rule: HoldRule) -> str:
        return str(rule.get_source_display()) if rule.source else _g("cualquiera")


def day(moment: Any) -> str:
    return date_format(moment, "SHORT_DATE_FORMAT")
