"""What the two lodgings of the demonstration let, and what it costs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bookings.demo.plays import COAST_PLAYS, LAKE_PLAYS, Play


@dataclass(frozen=True)
class DemoType:
    """A type with its units; `beds` are put into the first unit of another type."""

    key: str
    kind: str
    capacity: int
    names: tuple[str, str, str]  # as guests read it in Spanish, Portuguese and English
    texts: tuple[str, str, str]
    amenities: tuple[str, ...]
    units: tuple[str, ...]
    price: str
    currency: str
    beds_in: str = ""
    beds: int = 0
    plan: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoHouse:
    """A lodging as the demonstration shows it."""

    slug: str
    name: str
    country: str
    address: str
    point: tuple[str, str]  # latitude, longitude
    rules: tuple[str, str, str]
    types: tuple[DemoType, ...]
    taxes: tuple[dict[str, Any], ...]
    extras: tuple[tuple[str, tuple[str, str, str], str, str, int], ...]  # code, names, price, per, most
    messages: tuple[dict[str, Any], ...]
    season_names: tuple[str, str]  # summer, winter
    plays: tuple[Play, ...]
    daily_task: str
    rates: tuple[tuple[str, str, str], ...] = ()


HOLDS = (("", 0, 60), ("", 7, 24 * 60), ("whatsapp", 0, 120), ("waitlist", 0, 6 * 60), ("desk", 0, 48 * 60))
DISCOUNTS = [{"nights": 7, "percent": "10"}, {"nights": 28, "percent": "25"}]
POLICY = [{"hours": 48, "percent": "50"}, {"hours": 24, "percent": "100"}]

LAKE_TYPES = (
    DemoType(
        "two",
        "cabin",
        2,
        ("Cabaña para dos", "Cabana para dois", "Cabin for two"),
        ("Con hogar a leña y vista al lago.", "Com lareira e vista para o lago.", "With a fireplace and a lake view."),
        ("wifi", "kitchen", "heating", "view", "grill", "parking"),
        ("Amancay", "Calafate", "Notro"),
        "78000",
        "ARS",
        plan={"weekend_multiplier": "1.15", "cleaning_fee": "12000"},
    ),
    DemoType(
        "four",
        "cabin",
        4,
        ("Cabaña para cuatro", "Cabana para quatro", "Cabin for four"),
        ("Dos dormitorios y galería.", "Dois quartos e varanda.", "Two bedrooms and a porch."),
        ("wifi", "kitchen", "heating", "grill", "parking", "crib", "pets"),
        ("Arrayán", "Coihue", "Ñire"),
        "112000",
        "ARS",
        plan={"weekend_multiplier": "1.15", "extra_guest": "14000", "included_guests": 3, "cleaning_fee": "15000"},
    ),
    DemoType(
        "six",
        "cabin",
        6,
        ("Cabaña para seis", "Cabana para seis", "Cabin for six"),
        ("La más grande, sobre la playa.", "A maior, na praia do lago.", "The largest one, on the beach."),
        ("wifi", "kitchen", "heating", "grill", "parking", "laundry", "view", "tv"),
        ("Lenga", "Radal"),
        "145",
        "USD",
        plan={"collected_in": "ARS", "included_guests": 4, "extra_guest": "15", "cleaning_fee": "20", "min_nights": 2},
    ),
    DemoType(
        "flat",
        "apartment",
        3,
        ("Departamento en el centro", "Apartamento no centro", "Flat in town"),
        ("A dos cuadras del centro cívico.", "A duas quadras do centro cívico.", "Two blocks from the civic centre."),
        ("wifi", "kitchen", "heating", "tv", "accessible"),
        ("Mitre 450",),
        "65000",
        "ARS",
    ),
)
COAST_TYPES = (
    DemoType(
        "couple",
        "room",
        2,
        ("Habitación doble", "Quarto de casal", "Double room"),
        ("Con balcón y hamaca.", "Com varanda e rede.", "With a balcony and a hammock."),
        ("wifi", "air", "private_bath", "breakfast", "tv"),
        ("Quarto 1", "Quarto 2", "Quarto 3", "Quarto 4"),
        "260",
        "BRL",
        plan={"weekend_multiplier": "1.2"},
    ),
    DemoType(
        "family",
        "room",
        4,
        ("Habitación familiar", "Quarto família", "Family room"),
        ("Cama doble y literas.", "Cama de casal e beliche.", "A double bed and bunks."),
        ("wifi", "air", "private_bath", "breakfast", "crib"),
        ("Quarto 5",),
        "390",
        "BRL",
        plan={"included_guests": 3, "extra_guest": "60"},
    ),
    DemoType(
        "dorm",
        "room",
        8,
        ("Dormitorio entero", "Dormitório inteiro", "Whole dormitory"),
        ("Ocho camas, para un grupo.", "Oito camas, para um grupo.", "Eight beds, for a group."),
        ("wifi", "air", "locker", "breakfast"),
        ("Dormitório 2",),
        "520",
        "BRL",
        plan={"included_guests": 8},
    ),
    DemoType(
        "bed",
        "bed",
        1,
        ("Cama en dormitorio mixto", "Cama em dormitório misto", "Bed in a mixed dormitory"),
        ("Con cortina, luz y casillero.", "Com cortina, luz e armário.", "With a curtain, a light and a locker."),
        ("wifi", "air", "locker", "breakfast"),
        (),
        "75",
        "BRL",
        beds_in="dorm",
        beds=8,
        plan={"included_guests": 1},
    ),
)

LAKE = DemoHouse(
    slug="cabanas-del-lago",
    name="Cabañas del Lago",
    country="AR",
    address="Av. Bustillo km 12, San Carlos de Bariloche",
    point=("-41.111500", "-71.428600"),
    rules=(
        "Silencio desde las 23. No se fuma adentro.",
        "Silêncio a partir das 23h. É proibido fumar dentro.",
        "Quiet from 11 pm. No smoking inside.",
    ),
    types=LAKE_TYPES,
    taxes=(
        {"name": "IVA", "percent": "21", "is_included": True, "exemptions": ["foreign"]},
        {"name": "Ecotasa", "kind": "person_night", "amount": "1200", "currency": "ARS", "is_included": False}
        | {"exemptions": ["child"], "most_nights": 3},
    ),
    extras=(
        ("desayuno", ("Desayuno", "Café da manhã", "Breakfast"), "9000", "person_night", 10),
        ("cuna", ("Cuna", "Berço", "Cot"), "0", "booking", 1),
        (
            "salida-tardia",
            ("Salida tardía (18 h)", "Saída tardia (18h)", "Late check-out (6 pm)"),
            "25000",
            "booking",
            1,
        ),
        ("mascota", ("Mascota", "Animal de estimação", "Pet"), "8000", "night", 2),
    ),
    messages=(
        {"name": "Bienvenida", "template": "welcome", "anchor": "booking", "days": 0, "at": "09:00"}
        | {"when_late": "send"},
        {"name": "Cómo llegar", "template": "directions", "anchor": "arrival", "days": -2, "at": "10:00"}
        | {"when_late": "send"},
        {"name": "Saldo pendiente", "template": "balance", "anchor": "arrival", "days": -3, "at": "11:00"}
        | {"conditions": {"balance_due": True}},
        {"name": "Gracias", "template": "thanks", "anchor": "departure", "days": 1, "at": "12:00"},
    ),
    season_names=("Verano", "Invierno"),
    plays=LAKE_PLAYS,
    daily_task="Preparar las cabañas de las llegadas de hoy",
    rates=(("USD", "ARS", "1450"),),
)
COAST = DemoHouse(
    slug="areia-branca",
    name="Pousada Areia Branca",
    country="BR",
    address="Rua das Dunas 21, Jericoacoara",
    point=("-2.794600", "-40.514100"),
    rules=(
        "Silencio desde las 22. No entre con arena.",
        "Silêncio a partir das 22h. Não entre com areia.",
        "Quiet from 10 pm. Please leave the sand outside.",
    ),
    types=COAST_TYPES,
    taxes=({"name": "ISS", "percent": "5", "is_included": True},),
    extras=(
        ("traslado", ("Traslado desde Jijoca", "Traslado desde Jijoca", "Transfer from Jijoca"), "90", "person", 8),
        ("toalha", ("Toalla de playa", "Toalha de praia", "Beach towel"), "10", "person_night", 8),
    ),
    messages=(
        {"name": "Boas-vindas", "template": "welcome", "anchor": "booking", "days": 0, "at": "09:00"}
        | {"when_late": "send"},
        {"name": "Como chegar", "template": "directions", "anchor": "arrival", "days": -1, "at": "10:00"}
        | {"when_late": "send"},
        {"name": "Obrigado", "template": "thanks", "anchor": "departure", "days": 1, "at": "12:00"},
    ),
    season_names=("Alta temporada", "Ventos"),
    plays=COAST_PLAYS,
    daily_task="Preparar os quartos das chegadas de hoje",
)
HOUSES = (LAKE, COAST)
