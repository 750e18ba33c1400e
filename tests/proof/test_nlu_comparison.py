"""The comparison counts what it says: right days, arrivals, days out of nothing; and writes between its comments alone."""

from __future__ import annotations

from datetime import date

import pytest

from proof import nlu_comparison
from proof.nlu_comparison import BEGIN, END, NoPlace, compare, put_between, score, table
from proof.nlu_contenders import Contender, Days, Row, contenders, stay_of

TODAY, FIRST, LAST, OTHER = (date(2026, 11, day) for day in (1, 12, 15, 20))
ROWS = [
    Row("del 12 al 15", TODAY, "es", FIRST, LAST),
    Row("el 12", TODAY, "es", FIRST, None),
    Row("dia 12 a 15", TODAY, "pt", FIRST, LAST),
    Row("until the 15th", TODAY, "en", None, LAST),
    Row("hola", TODAY, "es", None, None),
    Row("👌", TODAY, None, None, None),
]


def test_each_kind_of_answer_is_counted_as_what_it_is() -> None:
    read = [Days(FIRST, LAST), Days(FIRST, LAST), Days(OTHER, LAST), Days(None, LAST), Days(OTHER), Days()]

    found = score(ROWS, read, [0.001] * 6)

    assert found.right == {"es": 1, "pt": 0, "en": 1}
    assert found.dated == {"es": 2, "pt": 1, "en": 1}
    assert (found.arrivals, found.invented, found.undated) == (3, 1, 2)
    assert (round(found.mean_ms, 6), found.p95_ms) == (1.0, 1.0)


def test_everybody_is_emptied_and_warmed_before_each_round() -> None:
    heard: list[str] = []

    def read(row: Row) -> Days:
        heard.append(row.text)
        return Days(row.check_in, row.check_out)

    scores = compare([Contender("one", "", read, lambda: heard.append("-"))], ROWS[:2], ROWS[4:5])

    assert heard == ["-", "hola", "del 12 al 15", "el 12"] * nlu_comparison.ROUNDS
    assert sum(scores["one"].right.values()) == 2


def test_a_line_of_the_table_says_it_all() -> None:
    scores = {"one": score(ROWS, [Days()] * 6, [0.002] * 6)}

    title, _, _, _, line = table("some", ROWS, scores).splitlines()

    assert title == "`some`, 6 messages, 4 of them with days of a stay:"
    assert line == "| one | 0 of 4 | 0/2, 0/1, 0/1 | 1 of 4 | 0 of 2 | 2.00 | 2.00 |"


def test_a_second_day_that_is_not_later_is_no_departure() -> None:
    assert stay_of([FIRST, FIRST, LAST, OTHER]) == Days(FIRST, LAST)
    assert stay_of([LAST, FIRST]) == Days(LAST, None)
    assert stay_of([]) == Days()


@pytest.mark.parametrize("contender", contenders(), ids=lambda it: it.name)
def test_all_of_them_read_what_is_plain(contender: Contender) -> None:
    plain = Row("from November 12 to November 15", TODAY, "en", FIRST, LAST)

    assert contender.read(plain) == Days(FIRST, LAST)
    assert contender.read(Row("hola", TODAY, "es", None, None)) == Days()


def test_recognizers_are_read_in_their_favour() -> None:
    recognizers = contenders()[-1]
    by_length = Row("desde el 12 de noviembre por 3 dias", TODAY, "es", FIRST, LAST)
    of_next_year = Row("el 5 de octubre", TODAY, "es", date(2027, 10, 5), None)

    assert recognizers.read(by_length) == Days(FIRST, LAST)
    assert recognizers.read(of_next_year) == Days(date(2027, 10, 5))


def test_the_table_goes_between_its_comments_and_takes_the_place_of_the_last_one() -> None:
    page = f"before\n{BEGIN}\nold\n{END}\nafter\n"

    once = put_between(page, "new")

    assert once == f"before\n{BEGIN}\n\nnew\n\n{END}\nafter\n"
    assert put_between(once, "new") == once


@pytest.mark.parametrize("page", ["", BEGIN, END, f"{END}{BEGIN}"])
def test_a_page_without_a_place_is_left_alone(page: str) -> None:
    with pytest.raises(NoPlace):
        put_between(page, "new")


def test_the_page_has_the_place() -> None:
    assert put_between(nlu_comparison.PAGE.read_text(encoding="utf-8"), "new")
