"""Dates by the rules of the conventions, said on Wednesday the 10th of June 2026 unless a line says otherwise."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.nlu import understand
from messaging.nlu.days import Day as Named
from messaging.nlu.days import easter, long_weekend_around, next_of, weekend

TODAY = date(2026, 6, 10)

# What a guest writes, then arrival, departure and nights; "-" is what they did not say.
READ_TODAY = """
del 12 al 15 | 06-12 06-15 3
12/3 al 15/3 | 2027-03-12 2027-03-15 3
entre el 12 y el 15 | 06-12 06-15 3
llego el 13 y me voy el 17 | 06-13 06-17 4
desde el 20 hasta el 22 de julio | 07-20 07-22 2
del 28 al 3 | 06-28 07-03 5
28/12 al 3/1 | 12-28 2027-01-03 6
del 28 de diciembre al 3 de enero | 12-28 2027-01-03 6
del 8 al 11 | 07-08 07-11 3
el 12 | 06-12 - -
para el 5 de mayo | 2027-05-05 - -
hay lugar el 10? | 06-10 - -
10-12 october | 10-10 10-12 2
tocamos el 20 ahí, hay lugar del 19 al 22? | 06-19 06-22 3
mejor el 21 que el 20 trabajo | 06-21 - -
para el 12, hablé el 4 con una chica | 06-12 - -
de jueves a lunes la semana que viene | 06-18 06-22 4
este finde largo | 06-12 06-15 3
cuánto nos saldría navidad | 12-24 12-26 2
dia 15 de julho | 07-15 - -
o dia 15 ao dia 18 de julho | 07-15 07-18 3
de 12 a 15 de julho | 07-12 07-15 3
tem vaga de 3 a 6/7? | 07-03 07-06 3
hasta el domingo | - 06-14 -
tres noches | - - 3
3 nights | - - 3
uma semana | - - 7
dos semanas | - - 14
quince días | - - 15
un mes | - - 30
4 dias | - - 4
5 días y 4 noches | - - 4
3 dias 2 noites | - - 2
a couple of nights | - - 2
un par de noches | - - 2
cuánto sale por noche | - - -
precio x semana | - - -
cuanto es al mes | - - -
quiero quedarme una noche más | - - -
one more night please | - - -
mais uma noite | - - -
la noche del 21 y la del 22 | 06-21 06-23 2
las noches del 21 y 22 de julio | 07-21 07-23 2
desde el 12 por 3 noches | 06-12 06-15 3
3 noches desde el 12 | 06-12 06-15 3
una semana a partir del 1 de julio | 07-01 07-08 7
el 31 | 07-31 - -
el 12 de marzo de 2028 | 2028-03-12 - -
12/03/2027 al 15/03/2027 | 2027-03-12 2027-03-15 3
2026-07-01 | 07-01 - -
del 1ro al 4 de agosto | 08-01 08-04 3
primero de julio | 07-01 - -
veintiuno de junio | 06-21 - -
del veintiuno al treinta y uno de julio | 07-21 07-31 10
dia vinte e um de julho | 07-21 - -
on the thirty first of july | 07-31 - -
from june 18 to june 21 | 06-18 06-21 3
june 18-21 | 06-18 06-21 3
18-21 june | 06-18 06-21 3
sept 25th for 3 nights | 09-25 09-28 3
the 3rd of july to the 6th of july | 07-03 07-06 3
room for 3/25 please | 2027-03-25 - -
available 3/7? | 07-03 - -
viernes 12 | 06-12 - -
el viernes 26 de junio | 06-26 - -
viernes 19 al domingo 21 | 06-19 06-21 2
el viernes | 06-12 - -
este miércoles | 06-17 - -
el próximo viernes | 06-12 - -
el viernes que viene | 06-12 - -
next friday | 06-12 - -
this saturday | 06-13 - -
hoy miércoles | 06-10 - -
el martes de la semana que viene | 06-16 - -
terça da semana que vem | 06-16 - -
Tuesday next week | 06-16 - -
la semana que viene de martes a jueves | 06-16 06-18 2
de viernes a domingo | 06-12 06-14 2
viernes al lunes | 06-12 06-15 3
da sexta até segunda, tem? | 06-12 06-15 3
from friday to sunday | 06-12 06-14 2
del jueves al martes | 06-11 06-16 5
para hoy | 06-10 - -
mañana | 06-11 - -
pasado mañana | 06-12 - -
amanhã | 06-11 - -
depois de amanhã | 06-12 - -
tomorrow | 06-11 - -
mañana a la mañana | 06-11 - -
a las 8 de la mañana | - - -
en 3 días | 06-13 - -
dentro de dos semanas | 06-24 - -
daqui a 3 dias | 06-13 - -
in a week | 06-17 - -
esta noche | 06-10 06-11 1
hoy en la noche | 06-10 06-11 1
tonight | 06-10 06-11 1
por hoy | 06-10 06-11 1
hoje à noite | 06-10 06-11 1
la noche del sábado | 06-13 06-14 1
Saturday night | 06-13 06-14 1
esta noche por 3 noches | 06-10 06-13 3
este finde | 06-12 06-14 2
fin de semana | 06-12 06-14 2
fim de semana | 06-12 06-14 2
this weekend | 06-12 06-14 2
el finde que viene | 06-12 06-14 2
próximo fin de semana | 06-12 06-14 2
el finde del 20 | 06-19 06-21 2
el finde del 18 de julio | 07-17 07-19 2
weekend of july 18 | 07-17 07-19 2
finde 3 noches | 06-12 06-15 3
finde largo | 06-12 06-15 3
feriadão | 06-12 06-15 3
long weekend | 06-12 06-15 3
la semana que viene | 06-15 06-22 7
semana que vem | 06-15 06-22 7
next week | 06-15 06-22 7
3 noches la semana que viene | - - 3
primera quincena de enero | 2027-01-01 2027-01-16 15
segunda quincena de febrero | 2027-02-16 2027-03-01 13
segunda quinzena de julho | 07-16 08-01 16
semana santa | 2027-03-25 2027-03-28 3
páscoa | 2027-03-26 2027-03-28 2
easter weekend | 2027-03-26 2027-03-28 2
carnaval | 2027-02-06 2027-02-10 4
navidad | 12-24 12-26 2
natal | 12-24 12-26 2
christmas | 12-24 12-26 2
año nuevo | 12-31 2027-01-02 2
réveillon | 12-31 2027-01-02 2
new year's eve | 12-31 2027-01-02 2
navidad 4 noches | 12-24 12-28 4
de navidad a año nuevo | 12-25 2027-01-01 7
del 28 de diciembre hasta año nuevo | 12-28 2027-01-01 4
feliz navidad | - - -
feliz año, hay lugar el 8? | 07-08 - -
en enero | - - -
a mediados de marzo | - - -
a fines de julio | - - -
esta semana | - - -
en verano | - - -
el 12 o el 13 | - - -
el sábado o el domingo | - - -
hay lugar del 12 al 15, perdón, del 13 al 16 | 06-13 06-16 3
del 12 al 15, perdón, al 16 | 06-12 06-16 4
en realidad es el 16 no el 15 | 06-16 - -
cambiar la reserva del 12 para el 20 | 06-20 - -
en vez del 12 puede ser el 20? | 06-20 - -
la puedo pasar al 12 de julio? | 07-12 - -
cambiar del viernes al sábado | 06-13 - -
me quedo hasta el martes | - 06-16 -
nos vamos el sábado | - 06-13 -
el sábado llegamos y el martes nos vamos | 06-13 06-16 3
a qué hora salimos el domingo? | - 06-14 -
"""
ON_ANOTHER_DAY = """
2026-06-13 | este finde | 2026-06-13 2026-06-14 1
2026-06-13 | el próximo finde | 2026-06-19 2026-06-21 2
2026-06-14 | este finde | 2026-06-19 2026-06-21 2
2026-06-12 | este finde | 2026-06-12 2026-06-14 2
2026-06-12 | next weekend | 2026-06-19 2026-06-21 2
2026-06-12 | el viernes | 2026-06-19 - -
2026-06-12 | hoy viernes | 2026-06-12 - -
2026-06-22 | del 20 al 25 | 2026-07-20 2026-07-25 5
2027-01-31 | del 27 al 2 | 2027-02-27 2027-03-02 3
2028-02-27 | del 28 al 1 | 2028-02-28 2028-03-01 2
2027-02-10 | el 29 de febrero | 2028-02-29 - -
2027-02-10 | el 30 | 2027-03-30 - -
2027-04-16 | semana santa del año que viene | 2028-04-13 2028-04-16 3
2027-01-01 | año nuevo | 2026-12-31 2027-01-02 2
2026-12-25 | navidad | 2026-12-24 2026-12-26 2
2026-12-26 | navidad | 2027-12-24 2027-12-26 2
"""


def lines_of(table: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in table.strip().splitlines()]


def day_of(written: str) -> date | None:
    if written == "-":
        return None
    return date.fromisoformat(written if len(written) > 5 else f"2026-{written}")


def assert_reads(text: str, expected: str, *, today: date) -> None:
    check_in, check_out, nights = expected.split()

    found = understand(text, today=today)

    assert (found.check_in, found.check_out) == (day_of(check_in), day_of(check_out))
    assert found.nights == (None if nights == "-" else int(nights))


@pytest.mark.parametrize(("text", "expected"), lines_of(READ_TODAY))
def test_a_date_is_read_by_the_conventions(text: str, expected: str) -> None:
    assert_reads(text, expected, today=TODAY)


@pytest.mark.parametrize(("today", "text", "expected"), lines_of(ON_ANOTHER_DAY))
def test_the_day_it_is_said_on_counts(today: str, text: str, expected: str) -> None:
    assert_reads(text, expected, today=date.fromisoformat(today))


@pytest.mark.parametrize(
    "text",
    [
        "mi tel es 11 4444-3210",
        "DNI 34.567.890",
        "habitación 12",
        "2 ambientes",
        "pagué $ 12.000",
        "son 15 mil pesos",
        "llego a las 8",
        "a las 20:30",
        "tengo una nena de 12 años",
        "pedido nro 15",
        "queda a 12 km",
        "3 camas",
        "at 8pm",
        "às 20h",
    ],
)
def test_other_numbers_are_no_dates_and_no_nights(text: str) -> None:
    found = understand(text, today=TODAY)

    assert (found.check_in, found.check_out, found.nights) == (None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "me llega un paquete el jueves",
        "transfiero el viernes",
        "llámenme mañana",
        "hasta mañana",
        "nos vemos el viernes",
    ],
)
def test_other_days_are_not_those_of_the_stay(text: str) -> None:
    assert understand(text, today=TODAY).check_in is None


def test_an_arrival_beside_another_day_is_the_stay() -> None:
    found = understand("llegamos el viernes pero el jueves les va a llegar un paquete", today=TODAY)

    assert (found.intent, found.check_in) == ("parcel", date(2026, 6, 12))


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2028, 4, 16), (2038, 4, 25)]
)
def test_easter_is_when_the_calendars_say(year: int, month: int, day: int) -> None:
    assert easter(year) == date(year, month, day)


def test_every_weekend_ends_on_a_sunday_that_is_still_to_come() -> None:
    for day in (date(2026, 6, number) for number in range(1, 29)):
        found = weekend(day)

        assert found.end.weekday() == 6
        assert found.start < found.end
        assert day <= found.start


def test_a_holiday_beside_the_weekend_makes_it_long() -> None:
    assert long_weekend_around(date(2026, 7, 9)).start == date(2026, 7, 9)
    assert long_weekend_around(date(2026, 8, 17)).end == date(2026, 8, 17)


def test_a_day_that_no_month_has_is_none() -> None:
    assert next_of(Named(30, 2), TODAY) is None


@pytest.mark.parametrize(
    ("text", "country", "expected"),
    [
        ("hay lugar para el feriado del 9 de julio?", "AR", date(2026, 7, 9)),
        ("para el día de la independencia tienen?", "AR", date(2026, 7, 9)),
        ("tem vaga no dia da independência?", "BR", date(2026, 9, 7)),
        ("lugar para el 20 de junio?", "AR", date(2026, 6, 20)),
    ],
)
def test_a_national_holiday_is_that_of_the_country(text: str, country: str, expected: date) -> None:
    assert understand(text, today=TODAY, country=country).check_in == expected


def test_a_country_that_nobody_knows_has_no_holidays() -> None:
    assert understand("para el día de la independencia", today=TODAY, country="??").check_in is None
