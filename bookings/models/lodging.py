"""What there is to let: houses, types of unit, their pictures, and the units themselves."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField, BigIntegerRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tenants.scoping import TenantForeignKey, TenantModel

MOST_GUESTS = 100


def in_language(row: models.Model, field: str) -> str:
    """Return a text of a row in the language that is spoken just now; what is not translated is told as it stands."""
    language = (get_language() or "es").partition("-")[0]
    return getattr(row, f"{field}_{language}", "") or getattr(row, field)


class Property(TenantModel):
    """A place with a door: its hours, and the rules for whoever stays there."""

    name = models.CharField(_("nombre"), max_length=120)
    address = models.CharField(_("dirección"), max_length=200, blank=True)
    # The point that a guest who asks for the way gets. Both or none.
    latitude = models.DecimalField(
        _("latitud"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitud"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    country = models.CharField(_("país"), max_length=2, blank=True, help_text=_("Dos letras: AR, BR, CL, CO…"))
    check_in_from = models.TimeField(_("entrada desde"), default=time(15))
    check_out_by = models.TimeField(_("salida hasta"), default=time(10))
    # Until then the night that began yesterday can still be booked, and "tonight" is yesterday's.
    cutoff = models.TimeField(
        _("cierre del día"), default=time(4), help_text=_("Hasta esta hora se vende todavía la noche en curso.")
    )
    longest_stay = models.PositiveSmallIntegerField(
        _("estadía más larga (noches)"), default=60, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    most_unpaid_holds = models.PositiveSmallIntegerField(
        _("prerreservas sin pagar por huésped"), default=2, validators=[MinValueValidator(1)]
    )
    quote_hours = models.PositiveSmallIntegerField(
        _("vigencia de un presupuesto (horas)"), default=24, validators=[MinValueValidator(1), MaxValueValidator(720)]
    )
    created_at = models.DateTimeField(_("creado"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("establecimiento")
        verbose_name_plural = _("establecimientos")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "name"], name="property_name_once"),
            models.CheckConstraint(condition=Q(longest_stay__range=(1, 365)), name="property_longest_stay"),
            models.CheckConstraint(
                # Of one alone a range is neither true nor false, and so no breach.
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="property_on_the_map",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TypeKind(models.TextChoices):
    CABIN = "cabin", _("cabaña")
    APARTMENT = "apartment", _("departamento")
    ROOM = "room", _("habitación")
    BED = "bed", _("cama en dormitorio")
    PLOT = "plot", _("parcela")


class DormGender(models.TextChoices):
    MIXED = "mixed", _("mixto")
    FEMALE = "female", _("solo mujeres")
    MALE = "male", _("solo hombres")


class Amenity(models.TextChoices):
    WIFI = "wifi", _("wifi")
    KITCHEN = "kitchen", _("cocina")
    PARKING = "parking", _("estacionamiento")
    POOL = "pool", _("pileta")
    HEATING = "heating", _("calefacción")
    AIR = "air", _("aire acondicionado")
    GRILL = "grill", _("parrilla")
    PETS = "pets", _("admite mascotas")
    LAUNDRY = "laundry", _("lavarropas")
    TV = "tv", _("televisor")
    PRIVATE_BATH = "private_bath", _("baño privado")
    VIEW = "view", _("vista")
    CRIB = "crib", _("cuna")
    ACCESSIBLE = "accessible", _("accesible")
    LOCKER = "locker", _("casillero con llave")
    BREAKFAST = "breakfast", _("desayuno incluido")


class UnitType(TenantModel):
    """What a guest chooses: "cabin for four". Which of them they get, the system decides."""

    property = TenantForeignKey(Property, models.PROTECT, related_name="types", verbose_name=_("establecimiento"))
    kind = models.CharField(_("clase"), max_length=10, choices=TypeKind, default=TypeKind.CABIN)
    name = models.CharField(_("nombre"), max_length=80)
    name_pt = models.CharField(_("nombre (portugués)"), max_length=80, blank=True)
    name_en = models.CharField(_("nombre (inglés)"), max_length=80, blank=True)
    description = models.TextField(_("descripción"), max_length=2000, blank=True)
    description_pt = models.TextField(_("descripción (portugués)"), max_length=2000, blank=True)
    description_en = models.TextField(_("descripción (inglés)"), max_length=2000, blank=True)
    house_rules = models.TextField(_("reglas de la casa"), max_length=2000, blank=True)
    house_rules_pt = models.TextField(_("reglas (portugués)"), max_length=2000, blank=True)
    house_rules_en = models.TextField(_("reglas (inglés)"), max_length=2000, blank=True)
    amenities = ArrayField(
        models.CharField(max_length=16, choices=Amenity), verbose_name=_("comodidades"), default=list, blank=True
    )
    dorm_gender = models.CharField(_("dormitorio"), max_length=8, choices=DormGender, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("huéspedes como máximo"), validators=[MinValueValidator(1), MaxValueValidator(MOST_GUESTS)]
    )
    position = models.PositiveSmallIntegerField(_("orden"), default=0)
    is_active = models.BooleanField(_("se ofrece"), default=True)

    class Meta:
        verbose_name = _("tipo de unidad")
        verbose_name_plural = _("tipos de unidad")
        ordering = ("position", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "property", "name"], name="unit_type_name_once"),
            models.CheckConstraint(condition=Q(capacity__range=(1, MOST_GUESTS)), name="unit_type_capacity"),
            models.CheckConstraint(
                condition=Q(dorm_gender="") | Q(kind=TypeKind.BED), name="unit_type_gender_is_of_a_dorm"
            ),
        ]

    def __str__(self) -> str:
        return in_language(self, "name")


class Photo(TenantModel):
    """A picture of a type, in the order that the business likes. WhatsApp fetches it by its unguessable key."""

    type = TenantForeignKey(UnitType, models.CASCADE, related_name="photos", verbose_name=_("tipo de unidad"))
    position = models.PositiveSmallIntegerField(_("orden"), default=0)
    caption = models.CharField(_("epígrafe"), max_length=120, blank=True)
    key = models.CharField(_("clave"), max_length=32, editable=False)
    content = models.BinaryField(_("archivo"), editable=False)
    content_type = models.CharField(_("formato"), max_length=20, editable=False)
    created_at = models.DateTimeField(_("subida"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("foto")
        verbose_name_plural = _("fotos")
        ordering = ("position", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "key"], name="photo_key_once"),
            models.CheckConstraint(
                condition=Q(content_type__in=["image/jpeg", "image/png"]), name="photo_of_a_format_whatsapp_shows"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "type", "position"], name="photo_of_type")]

    def __str__(self) -> str:
        return self.caption or str(_("Foto %(number)s") % {"number": self.position})


class UnitState(models.TextChoices):
    CLEAN = "clean", _("limpia")
    DIRTY = "dirty", _("sucia")
    INSPECTED = "inspected", _("revisada")
    OUT_OF_ORDER = "out_of_order", _("fuera de servicio")


class Unit(TenantModel):
    """One cabin, room or bed. Its slots are what cannot be sold twice; Postgres gives them (see the migration).

    A unit without a parent owns a block of a hundred slots, a bed one of its room's: a room and any of its beds overlap.
    """

    type = TenantForeignKey(UnitType, models.PROTECT, related_name="units", verbose_name=_("tipo"))
    parent = TenantForeignKey(
        "self", models.PROTECT, related_name="beds", null=True, blank=True, verbose_name=_("dentro de")
    )
    name = models.CharField(_("nombre"), max_length=60)
    capacity = models.PositiveSmallIntegerField(
        _("huéspedes como máximo"), validators=[MinValueValidator(1), MaxValueValidator(MOST_GUESTS)]
    )
    # A trigger gives them when the row is written, whoever writes it; the default only lets Django read them back.
    slots = BigIntegerRangeField(
        _("lugares"), editable=False, db_default=Func(Value(0), Value(1), function="int8range")
    )
    state = models.CharField(_("estado"), max_length=12, choices=UnitState, default=UnitState.CLEAN)
    is_active = models.BooleanField(_("se vende"), default=True)
    position = models.PositiveSmallIntegerField(_("orden"), default=0)
    note = models.CharField(_("nota"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("unidad")
        verbose_name_plural = _("unidades")
        ordering = ("position", "id")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tenant", "name"], name="unit_name_once"),
            # What a reservation copies; its foreign key holds the copy true.
            models.UniqueConstraint(fields=["tenant", "id", "slots"], name="unit_slots_copied"),
            models.UniqueConstraint(fields=["slots"], name="unit_slots_once"),
            models.CheckConstraint(condition=Q(slots__isempty=False), name="unit_has_slots"),
            models.CheckConstraint(condition=Q(capacity__range=(1, MOST_GUESTS)), name="unit_capacity"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="unit_is_not_inside_itself"),
        ]
        indexes: ClassVar = [models.Index(fields=["tenant", "type"], name="unit_of_type")]

    def __str__(self) -> str:
        return self.name
