"""Examples for the description of the API: bodies that a house like the demo's would take."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

STAY = {"unit_type": 3, "check_in": "2026-12-01", "check_out": "2026-12-05", "adults": 2, "children": 1}
CONTACT = {"name": "Ana Paz", "phone": "+54 9 381 555-0101"}


def example(name: str, value: object) -> OpenApiExample:
    """Return a body under a name."""
    return OpenApiExample(name, value=value, request_only=True)


PRERESERVE = [
    example(
        "one cabin", {**STAY, "contact": CONTACT, "extras": [{"code": "desayuno", "quantity": 1}], "language": "es"}
    ),
    example(
        "two cabins together",
        {"stays": [STAY, {**STAY, "adults": 4, "children": 0}], "contact": CONTACT, "source": "web"},
    ),
    example("by a quote", {"quote": "F7K3MPQ", "contact": CONTACT}),
]
QUOTE = [
    example("one cabin", {**STAY, "extras": [{"code": "desayuno", "quantity": 1}]}),
    example("two cabins together", {"stays": [STAY, {**STAY, "adults": 4, "children": 0}]}),
]
CHANGE = [
    example("other nights", {"check_in": "2026-12-02", "check_out": "2026-12-06"}),
    example("another unit", {"unit": 12, "reason": "Pierde la canilla"}),
]
PAYMENT = [example("a deposit", {"amount": "150.00", "method": "transfer", "reference": "0001-4821"})]
REFUND = [example("given back", {"amount": "50.00", "method": "cash", "note": "Se fue antes"})]
ADJUSTMENT = [example("less", {"amount": "-20.00", "note": "Sin agua caliente el sábado"})]
BLOCK = [example("repairs", {"unit": 12, "check_in": "2026-12-10", "check_out": "2026-12-12", "reason": "Pintura"})]
WAIT = [example("one who waits", {**STAY, "contact": CONTACT})]
