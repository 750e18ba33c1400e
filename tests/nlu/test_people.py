"""Who comes along: adults and children, and what is said of neither."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.nlu import understand

TODAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("text", "adults", "children"),
    [
        ("somos 5", 5, None),
        ("somos 5 en total, 2 son menores", 3, 2),
        ("one of us got sick, it's just two people now", 2, None),
        ("reservé para 4 pero vamos a ser 6", 6, None),
        ("con mi hermano y los dos primos, hay lugar para los 4?", 4, None),
        ("somos mi señora, los mellizos y yo", 2, 2),
        ("gracias por la atención con mi suegra", None, None),
        ("vou com a minha esposa", 2, None),
        ("seríamos cuatro", 4, None),
        ("familia de 5", 5, None),
        ("2 pax", 2, None),
        ("3 amigas", 3, None),
        ("hay lugar para 4?", 4, None),
        ("para dos personas", 2, None),
        ("una persona", 1, None),
        ("hay lugar para 10 personas", 10, None),
        ("party of 6", 6, None),
        ("a room for the four of us", 4, None),
        ("nós somos quatro", 4, None),
        ("2 pessoas", 2, None),
        ("we are three adults", 3, None),
        ("2 adultos y 3 nenes", 2, 3),
        ("2 adultos y un bebé", 2, 1),
        ("dois adultos e duas crianças", 2, 2),
        ("2 adults and a toddler", 2, 1),
        ("two adults with two kids", 2, 2),
        ("4 personas y 2 niños", 4, 2),
        ("somos 3 y un nene", 3, 1),
        ("somos 5, 2 son menores", 3, 2),
        ("5 personas, 2 de ellas niños", 3, 2),
        ("somos sete pessoas sendo três crianças", 4, 3),
        ("6 people including 2 kids", 4, 2),
        ("somos 4: dos grandes y dos chicos", 2, 2),
        ("grupo de 12, 9 grandes y 3 peques", 9, 3),
        ("una pareja", 2, None),
        ("un matrimonio con una nena", 2, 1),
        ("um casal", 2, None),
        ("a couple with two kids", 2, 2),
        ("dos parejas", 4, None),
        ("3 parejas", 6, None),
        ("mi novia y yo", 2, None),
        ("voy con mi marido", 2, None),
        ("eu e minha namorada", 2, None),
        ("my wife and I", 2, None),
        ("mi esposo, mi suegro y yo", 3, None),
        ("mi esposa, los 2 chicos y yo", 2, 2),
        ("voy con 3 amigas", 4, None),
        ("viajo con mis padres", 3, None),
        ("somos eu, minha esposa e nosso filho", 2, 1),
        ("yo sola", 1, None),
        ("viajo solo", 1, None),
        ("just me", 1, None),
        ("só eu", 1, None),
        ("sin niños", None, 0),
        ("3 adultos sin niños", 3, 0),
        ("2 adults, no kids", 2, 0),
        ("tengo 2 nenes", None, 2),
        ("dos nenes de 4 y 7 años", None, 2),
        ("2 adultos y 2 niños de 3 y 6 años", 2, 2),
        ("al final somos 3 y no 4", 3, None),
        ("vamos a ser 5", 5, None),
        ("somos veintidós", 22, None),
    ],
)
def test_people_are_counted(text: str, adults: int | None, children: int | None) -> None:
    found = understand(text, today=TODAY)

    assert (found.adults, found.children) == (adults, children)


@pytest.mark.parametrize(
    "text",
    [
        "solo una noche",
        "resérvame",
        "reserva pra mim um quarto",
        "una doble para el 5",
        "se suma alguien",
        "quiero agregar una persona más",
        "2 habitaciones",
        "3 camas",
        "un depto de 2 ambientes",
        "puedo llevar 2 perros?",
        "quiero hablar con una persona",
        "se enfermó mi papá",
        "um quarto de casal",
        "cuánto por persona?",
        "hacen descuento a jubilados?",
        "3 noches",
        "para el 4 de julio",
        "llegamos a las 4",
        "a couple of nights",
        "tiene 3 baños",
    ],
)
def test_nothing_is_said_of_people(text: str) -> None:
    found = understand(text, today=TODAY)

    assert (found.adults, found.children) == (None, None)


def test_nobody_is_reported_of_a_message_that_is_not_for_us() -> None:
    found = understand("ganá dinero, somos 5 amigos y 3 chicos invirtiendo en cripto", today=TODAY)

    assert (found.intent, found.adults, found.children) == ("unknown", None, None)


def test_a_crowd_that_no_house_holds_is_no_number_of_people() -> None:
    assert understand("somos 5000", today=TODAY).adults is None
