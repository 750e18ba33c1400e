"""Days that are named by half, read from what a guest and the bot were talking about."""

from __future__ import annotations

from datetime import date

import pytest

from messaging.dialogue.days import in_context
from messaging.nlu import understand

TODAY = date(2026, 11, 22)
# A Saturday.
ARRIVAL = date(2026, 12, 12)


def december(day: int) -> date:
    return date(2026, 12, day)


@pytest.mark.parametrize(
    ("text", "check_in", "check_out"),
    [
        ("y del 26 al 28?", december(26), december(28)),
        ("26-28", december(26), december(28)),
        ("mejor del 5 al 8", december(5), december(8)),
        ("entro el 26 y me voy el 28", december(26), december(28)),
        ("y del 28 al 2?", december(28), date(2027, 1, 2)),
        ("de viernes a domingo", december(11), december(13)),
        ("3 noches desde el 26", december(26), december(29)),
        ("no, mejor el 14", december(14), None),
        ("hasta el 28", None, december(28)),
        # Whoever names the month means it.
        ("del 26 al 28 de noviembre", date(2026, 11, 26), date(2026, 11, 28)),
        ("del 26/11 al 28/11", date(2026, 11, 26), date(2026, 11, 28)),
        ("y en marzo del 5 al 8?", date(2027, 3, 5), date(2027, 3, 8)),
        ("em março, de 5 a 8", date(2027, 3, 5), date(2027, 3, 8)),
        ("del 24 al 26 de este mes", date(2026, 11, 24), date(2026, 11, 26)),
        ("del 5 al 8 del mes que viene", december(5), december(8)),
        ("en marzo el 5", date(2027, 3, 5), None),
        # The 26th of November is a Thursday, and that of December none.
        ("del jueves 26 al sábado 28", date(2026, 11, 26), date(2026, 11, 28)),
        ("del sábado 26 al lunes 28", december(26), december(28)),
        ("quiero cambiar del 10 al 15", december(15), None),
        ("el finde que viene", date(2026, 11, 27), date(2026, 11, 29)),
        ("mañana", date(2026, 11, 23), None),
    ],
)
def test_half_a_day_is_beside_the_arrival_they_speak_of(
    text: str, check_in: date | None, check_out: date | None
) -> None:
    said = in_context(understand(text, today=TODAY), text, ARRIVAL, today=TODAY)

    assert (said.check_in, said.check_out) == (check_in, check_out)


def test_nobody_leaves_before_today() -> None:
    # Here since Friday the 13th, on Tuesday the 17th.
    text = "me puedo quedar hasta el lunes?"
    today = date(2026, 11, 17)

    said = in_context(understand(text, today=today), text, date(2026, 11, 13), today=today)

    assert said.check_out == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "check_in"), [("mejor del 2 al 5", date(2027, 1, 2)), ("mejor del 20 al 23", december(20))]
)
def test_at_the_end_of_a_month_the_next_one_is_near(text: str, check_in: date) -> None:
    said = in_context(understand(text, today=TODAY), text, december(28), today=TODAY)

    assert said.check_in == check_in


def test_whoever_leaves_today_leaves_today() -> None:
    text = "me voy el 22"

    said = in_context(understand(text, today=TODAY), text, date(2026, 11, 20), today=TODAY)

    assert said.check_out == TODAY


def test_what_has_begun_is_the_next_one() -> None:
    text = "del 3 al 5"

    said = in_context(understand(text, today=TODAY), text, date(2026, 11, 24), today=TODAY)

    assert (said.check_in, said.check_out) == (december(3), december(5))
