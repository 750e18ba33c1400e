"""What a night costs: plans, seasons, taxes, extras, rates of exchange, and what the price grid changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from bookings.models.lodging import Property, UnitType, in_language
from tenants.models.business import Currency
from tenants.scoping import TenantForeignKey, TenantModel


def money(label: Any, **options: Any) -> models.DecimalField[Any, Any]:
    """Return a column for an amount; its currency stands beside it."""
    return models.DecimalField(label, max_digits=14, decimal_places=2, **options)


def weekend() -> list[int]:
    """Return the nights that are weekend unless a business says otherwise: Saturday's and Sunday's."""
    return [5, 6]


class RatePlan(TenantModel):
    """How the nights of a type are priced, and what a cancellation costs."""

    type = TenantForeignKey(UnitType, models.PROTECT, related_name="plans", verbose_name=_("tipo de unidad"))
    name = models.CharField(_("nombre"), max_length=80)
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency)
    collected_in = models.CharField(
        _("se cobra en"), max_length=3, choices=Currency, blank=True, help_text=_("Vacío: en la misma moneda.")
    )
    base_price = money(_("precio por noche"), validators=[MinValueValidator(0)])
    weekend_multiplier = models.DecimalField(
        _("multiplicador de fin de semana"),
        max_digits=5,
        decimal_places=3,
        default=1,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    weekend_nights = ArrayField(
        models.PositiveSmallIntegerField(),
        verbose_name=_("noches de fin de semana"),
        default=weekend,
        blank=True,
        help_text=_("0 es lunes y 6 es domingo."),
    )
    included_guests = models.PositiveSmallIntegerField(_("huéspedes incluidos"), default=2)
    extra_guest = money(_("huésped adicional, por noche"), default=0, validators=[MinValueValidator(0)])
    cleaning_fee = money(_("limpieza, por estadía"), default=0, validators=[MinValueValidator(0)])
    # [{"nights": 7, "percent": "10"}, …]: the longest that is reached counts.
    length_discounts = models.JSONField(_("descuentos por estadía larga"), default=list, blank=True)
    deposit_percent = models.DecimalField(
        _("seña (%)"),
        max_digits=5,
        decimal_places=2,
        default=30,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    # [{"hours": 48, "percent": "50"}, …]: less than so many hours before arrival costs so much of the stay.
    cancellation = models.JSONField(_("política de cancelación"), default=list, blank=True)
    min_nights = models.PositiveSmallIntegerField(_("noches como mínimo"), default=1, validators=[MinValueValidator(1)])
    max_nights = models.PositiveSmallIntegerField(_("noches como máximo"), null=True, blank=True)
    no_show_releases_after = models.PositiveSmallIntegerField(
        _("días hasta liberar si no llega"), null=True, blank=True, help_text=_("Vacío: lo decide una persona.")
    )
    is_default = models.BooleanField(_("la habitual"), default=True)
    is_active = models.BooleanField(_("vigente"), default=True)

    class Meta:
        verbose_name = _("tarifa")
        verbose_name_plural = _("tarifas")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "type", "name"], name="rate_plan_name_once"),
            models.UniqueConstraint(
                fields=["tenant", "type"], condition=Q(is_default=True, is_active=True), name="rate_plan_one_default"
            ),
            models.CheckConstraint(
                condition=Q(base_price__gte=0, extra_guest__gte=0, cleaning_fee__gte=0, weekend_multiplier__gte=0),
                name="rate_plan_not_negative",
            ),
            models.CheckConstraint(condition=Q(deposit_percent__range=(0, 100)), name="rate_plan_deposit"),
            models.CheckConstraint(condition=Q(min_nights__gte=1), name="rate_plan_min_nights"),
            models.CheckConstraint(
                condition=Q(max_nights=None) | Q(max_nights__gte=F("min_nights")), name="rate_plan_max_nights"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Season(TenantModel):
    """Nights, the first and the last included, on which a plan says something else. What is empty is as in the plan."""

    plan = TenantForeignKey(RatePlan, models.CASCADE, related_name="seasons", verbose_name=_("tarifa"))
    name = models.CharField(_("nombre"), max_length=80, blank=True)
    first_night = models.DateField(_("primera noche"))
    last_night = models.DateField(_("última noche"))
    price = money(_("precio por noche"), null=True, blank=True, validators=[MinValueValidator(0)])
    weekend_multiplier = models.DecimalField(
        _("multiplicador de fin de semana"),
        max_digits=5,
        decimal_places=3,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )
    extra_guest = money(_("huésped adicional"), null=True, blank=True, validators=[MinValueValidator(0)])
    min_nights = models.PositiveSmallIntegerField(_("noches como mínimo"), null=True, blank=True)
    max_nights = models.PositiveSmallIntegerField(_("noches como máximo"), null=True, blank=True)
    closed_to_arrival = models.BooleanField(_("sin entradas"), default=False)
    closed_to_departure = models.BooleanField(_("sin salidas"), default=False)
    is_closed = models.BooleanField(_("cerrado"), default=False)

    class Meta:
        verbose_name = _("temporada")
        verbose_name_plural = _("temporadas")
        ordering = ("first_night",)
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last_night__gte=F("first_night")), name="season_has_nights"),
            models.CheckConstraint(
                condition=(Q(price=None) | Q(price__gte=0)) & (Q(extra_guest=None) | Q(extra_guest__gte=0)),
                name="season_not_negative",
            ),
            # That the seasons of a plan do not overlap is an exclusion constraint in the migration.
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "plan", "last_night"], name="season_of_plan")]

    def __str__(self) -> str:
        return self.name or f"{self.first_night} – {self.last_night}"


class TaxKind(models.TextChoices):
    PERCENT = "percent", _("porcentaje")
    PERSON_NIGHT = "person_night", _("por persona y noche")


class Exemption(models.TextChoices):
    CHILD = "child", _("menores")
    FOREIGN = "foreign", _("turistas del exterior")


class TaxRule(TenantModel):
    """A tax on stays: in the price already, or on top of it."""

    property = TenantForeignKey(
        Property, models.CASCADE, null=True, blank=True, verbose_name=_("establecimiento"), related_name="taxes"
    )
    name = models.CharField(_("nombre"), max_length=80)
    kind = models.CharField(_("tipo"), max_length=12, choices=TaxKind, default=TaxKind.PERCENT)
    percent = models.DecimalField(
        _("porcentaje"), max_digits=6, decimal_places=3, default=0, validators=[MinValueValidator(0)]
    )
    amount = money(_("importe"), default=0, validators=[MinValueValidator(0)])
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency, blank=True)
    is_included = models.BooleanField(_("incluido en el precio"), default=True)
    exemptions = ArrayField(
        models.CharField(max_length=10, choices=Exemption), verbose_name=_("no pagan"), default=list, blank=True
    )
    most_nights = models.PositiveSmallIntegerField(_("noches como máximo"), null=True, blank=True)
    valid_from = models.DateField(_("desde"))
    valid_until = models.DateField(_("hasta"), null=True, blank=True)

    class Meta:
        verbose_name = _("impuesto")
        verbose_name_plural = _("impuestos")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(percent__gte=0, amount__gte=0), name="tax_not_negative"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")), name="tax_has_days"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExtraPer(models.TextChoices):
    BOOKING = "booking", _("por estadía")
    NIGHT = "night", _("por noche")
    PERSON = "person", _("por persona")
    PERSON_NIGHT = "person_night", _("por persona y noche")


class Extra(TenantModel):
    """What can be had besides the nights: late check-out, a cot, breakfast, the dog."""

    property = TenantForeignKey(
        Property, models.CASCADE, null=True, blank=True, verbose_name=_("establecimiento"), related_name="extras"
    )
    code = models.SlugField(_("código"), max_length=30)
    name = models.CharField(_("nombre"), max_length=80)
    name_pt = models.CharField(_("nombre (portugués)"), max_length=80, blank=True)
    name_en = models.CharField(_("nombre (inglés)"), max_length=80, blank=True)
    price = money(_("precio"), validators=[MinValueValidator(0)])
    currency = models.CharField(_("moneda"), max_length=3, choices=Currency)
    per = models.CharField(_("se cobra"), max_length=12, choices=ExtraPer, default=ExtraPer.BOOKING)
    most = models.PositiveSmallIntegerField(_("cuántos como máximo"), default=1, validators=[MinValueValidator(1)])
    # A topic of messaging/nlu/topics.py: who has a booking and asks about it can add it by chatting.
    topic = models.SlugField(
        _("tema"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("De qué pregunta el huésped para que el bot se lo ofrezca: late_checkout, crib…"),
    )
    is_active = models.BooleanField(_("se ofrece"), default=True)

    class Meta:
        verbose_name = _("adicional")
        verbose_name_plural = _("adicionales")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "code"], name="extra_code_once"),
            models.CheckConstraint(condition=Q(price__gte=0), name="extra_not_negative"),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")


class ExchangeRate(TenantModel):
    """What one unit of `base` is worth in `quote`, from a day on. A price keeps the one it was made with."""

    base = models.CharField(_("moneda"), max_length=3, choices=Currency)
    quote = models.CharField(_("se cobra en"), max_length=3, choices=Currency)
    rate = models.DecimalField(_("cotización"), max_digits=16, decimal_places=6)
    valid_from = models.DateField(_("desde"))

    class Meta:
        verbose_name = _("cotización")
        verbose_name_plural = _("cotizaciones")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "base", "quote", "valid_from"], name="exchange_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_positive"),
            models.CheckConstraint(condition=~Q(base=F("quote")), name="exchange_rate_of_two"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate} {self.quote}"


class RateChange(TenantModel):
    """What somebody did in the price grid: the seasons before and after, so that it can be undone."""

    plan = TenantForeignKey(RatePlan, models.CASCADE, related_name="changes", verbose_name=_("tarifa"))
    at = models.DateTimeField(_("cuándo"), db_default=Now(), editable=False)
    actor = models.CharField(_("quién"), max_length=80, editable=False)
    what = models.JSONField(_("qué"), default=dict, editable=False)
    before = models.JSONField(default=list, editable=False)
    after = models.JSONField(default=list, editable=False)
    undone_at = models.DateTimeField(_("deshecho"), null=True, editable=False)

    class Meta:
        verbose_name = _("cambio de precios")
        verbose_name_plural = _("cambios de precios")
        indexes: ClassVar = [models.Index(fields=["tenant", "plan", "-id"], name="rate_change_newest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
