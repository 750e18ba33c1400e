"""The details of a message: where they stand, codes, names, telephones, sums, topics, other readings of the dates."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from messaging.nlu import Amount, Candidate, Understanding, cache_info, to_json, understand
from messaging.nlu.elsewhere import LANGUAGES, REMEMBERED, read_day

TODAY = date(2026, 6, 10)
SATURDAY = date(2026, 6, 13)


def read(text: str, *, names: tuple[str, ...] = ()) -> Understanding:
    return understand(text, today=TODAY, names=names)


def marked(text: str, kind: str) -> list[str]:
    """Return the parts of a text that were read as something."""
    return [text[it.start : it.end] for it in read(text, names=("Cabaña del Lago",)).spans if it.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "parts"),
    [
        ("¿Hay lugar del 12 al 15 de julio?", "range", ["del 12 al 15 de julio"]),
        ("Hooolaaa, para mañaaana", "date", ["mañaaana"]),
        ("🎉🎉 tres noches, porfa", "nights", ["tres noches"]),
        ("n\u0303andu\u0301 2 adultos y 3 niños", "adults", ["2 adultos"]),
        ("2 adultos y 3 niños", "children", ["3 niños"]),
        ("quiero la cabana DEL lago", "unit", ["cabana DEL lago"]),
        ("mi tel es +54 9 11 4444-3210 ok", "phone", ["+54 9 11 4444-3210"]),
        ("llego a las 20:30", "time", ["a las 20:30"]),
        ("son $ 12.500 no?", "money", ["$ 12.500"]),
        ("a nombre de Paula Rivas", "name", ["Paula Rivas"]),
        ("mi código es K7M4QXA", "code", ["K7M4QXA"]),
        ("el veintiuno de julio", "date", ["el veintiuno de julio"]),
    ],
)
def test_a_span_is_what_the_guest_wrote(text: str, kind: str, parts: list[str]) -> None:
    assert marked(text, kind) == parts


def test_spans_stand_in_the_order_of_the_text() -> None:
    spans = read("Hola, quiero reservar del 12 al 15 para 2 adultos, soy Ana").spans

    assert [it.start for it in spans] == sorted(it.start for it in spans)
    assert {"intent", "range", "adults", "name"} <= {it.kind for it in spans}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("mi reserva es K7M4QXA", ("K7M4QXA",)),
        ("código k7m4qxa por favor", ("K7M4QXA",)),
        ("código FHKMNPQ", ("FHKMNPQ",)),
        ("quiero reservar", ()),
        ("GRACIAS", ()),
        ("K7M4QX", ()),
    ],
)
def test_booking_codes_are_found(text: str, codes: tuple[str, ...]) -> None:
    assert read(text).codes == codes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("reserva a nombre de Paula Rivas", "Paula Rivas"),
        ("soy Ana", "Ana"),
        ("soy Ana y quiero reservar", "Ana"),
        ("meu nome é João Silva", "João Silva"),
        ("my name is John Smith", "John Smith"),
        ("apellido Quiroga", "Quiroga"),
        ("me llamo María de la Cruz", "María"),
        ("soy de Córdoba", None),
        ("hola", None),
    ],
)
def test_the_guests_name_is_found(text: str, name: str | None) -> None:
    assert read(text).person_name == name


def test_units_are_named_without_regard_to_accents_and_the_longest_counts() -> None:
    found = read("quiero la cabana del lago o la SUITE", names=("Cabaña", "Cabaña del Lago", "Suite"))

    assert found.names == ("Cabaña del Lago", "Suite")


def test_the_number_of_a_named_unit_is_no_date() -> None:
    found = read("hay lugar en el dorm 6 para 2?", names=("Dorm 6",))

    assert (found.names, found.check_in, found.adults) == (("Dorm 6",), None, 2)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("son $ 12.500", (Amount(Decimal("12500")),)),
        ("600 usd", (Amount(Decimal("600"), "USD"),)),
        ("80 lucas por noche", (Amount(Decimal("80000")),)),
        ("R$ 350", (Amount(Decimal("350"), "BRL"),)),
        ("50 mil pesos", (Amount(Decimal("50000")),)),
        ("15 %", ()),
    ],
)
def test_sums_are_read(text: str, amounts: tuple[Amount, ...]) -> None:
    assert read(text).money == amounts


@pytest.mark.parametrize(
    ("text", "phones"),
    [("llamame al 3516 22-4411", ("3516224411",)), ("+54 9 11 4444-3210", ("+5491144443210",)), ("del 12 al 15", ())],
)
def test_telephone_numbers_are_found(text: str, phones: tuple[str, ...]) -> None:
    assert read(text).phones == phones


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("tienen wifi?", "wifi"),
        ("aceptan perros?", "pets"),
        ("hay cochera?", "parking"),
        ("tem piscina?", "pool"),
        ("is breakfast included?", "breakfast"),
        ("se puede fumar?", "smoking"),
        ("tiene calefacción?", "heating"),
        ("silla de ruedas", "accessibility"),
        ("necesito factura", "invoice"),
        ("me devuelven la seña?", "refund"),
        ("hacen descuento?", "discount"),
        ("quiero hacer un reclamo", "complaint"),
        ("puedo hacer late check out?", "late_checkout"),
        ("podemos entrar antes?", "early_checkin"),
        ("puedo dejar las valijas?", "luggage"),
        ("quiero reservar", None),
    ],
)
def test_a_question_has_its_topic(text: str, topic: str | None) -> None:
    assert read(text).topic == topic


def test_units_and_beds_are_counted() -> None:
    assert read("necesito 2 cabañas").units == 2
    assert read("three rooms please").units == 3
    assert read("3 camas en el dorm").beds == 3
    assert read("hola").units is None


def test_two_days_with_an_or_are_two_candidates() -> None:
    found = read("el 12 o el 13, dos noches")

    assert found.check_in is None
    assert found.alternatives == (
        Candidate(date(2026, 6, 12), date(2026, 6, 14)),
        Candidate(date(2026, 6, 13), date(2026, 6, 15)),
    )


def test_an_english_date_may_be_month_first() -> None:
    found = read("is the room free on 3/4?")

    assert found.check_in == date(2027, 4, 3)
    assert found.alternatives == (Candidate(date(2027, 3, 4), None),)


def test_a_weekend_named_on_a_saturday_may_be_the_next() -> None:
    found = understand("hay algo este finde?", today=SATURDAY)

    assert found.check_in == SATURDAY
    assert found.alternatives == (Candidate(date(2026, 6, 19), date(2026, 6, 21)),)


@pytest.mark.parametrize(
    ("text", "answer"), [("dale", "yes"), ("no gracias", "no"), ("hola", None), ("sim, pode ser", "yes")]
)
def test_an_answer_is_yes_or_no(text: str, answer: str | None) -> None:
    assert read(text).answer == answer


@pytest.mark.parametrize(
    ("text", "asked"), [("para hoy", True), ("esta noche", True), ("tonight", True), ("mañana", False)]
)
def test_today_is_marked(text: str, asked: bool) -> None:
    assert read(text).is_today_asked is asked


def test_the_result_is_json() -> None:
    written = json.loads(json.dumps(to_json(read("del 12 al 15 para 2, son $ 500"))))

    assert (written["check_in"], written["nights"], written["adults"]) == ("2026-06-12", 3, 2)
    assert written["money"] == [{"value": "500", "currency": ""}]
    assert {"start", "end", "kind", "rule", "value"} == set(written["spans"][0])


def test_a_span_read_elsewhere_is_remembered_by_day() -> None:
    read_day.cache_clear()

    answers = {day: read_day("mañana", LANGUAGES, day) for day in (TODAY, SATURDAY, TODAY)}

    assert answers == {TODAY: date(2026, 6, 11), SATURDAY: date(2026, 6, 14)}
    assert (cache_info().misses, cache_info().hits, cache_info().maxsize) == (2, 1, REMEMBERED)


@pytest.mark.parametrize(("text", "day"), [("el 12 7 2026", date(2026, 7, 12)), ("12-jul-26", date(2026, 7, 12))])
def test_a_date_that_no_pattern_reads_is_read_elsewhere(text: str, day: date) -> None:
    assert read(f"hay lugar {text}?").check_in == day


def test_a_message_without_such_a_date_asks_nobody_else() -> None:
    before = cache_info()

    read("hola, hay lugar del 12 al 15 de julio para dos?")

    assert cache_info() == before
