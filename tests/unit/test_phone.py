"""A phone number has one form, however it is written, and no two lines share one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.values.phone import canonical_phone, national_phone

bounded = settings(database=None, deadline=None, max_examples=300)

SPELLINGS = {
    # Tucumán, Buenos Aires, Bariloche (areas of three, two and four digits)
    "5493815550101": [
        "+54 9 381 555-0101",
        "543815550101",
        "+54 381 15 555 0101",
        "54 9 381 15 5550101",
        "+54 (0)381 15-555-0101",
        "0054 9 381 5550101",
        "tel:+54-9-381-555-0101",
        "whatsapp:+5493815550101",
        "\u202a+54 9 381 555\u20110101\u202c",
        "＋５４９３８１５５５０１０１",
        " +54.9.381.555.0101\n",
    ],
    "5491155550000": ["+54 9 11 5555-0000", "54 11 15 5555 0000", "541155550000"],
    "5492944123456": ["+54 9 2944 12-3456", "54 2944 15 123456", "542944123456"],
    "525512345678": ["+52 1 55 1234 5678", "+52 55 1234 5678", "52 044 55 1234 5678", "52 01 55 1234 5678"],
    "5511987654321": ["+55 11 98765-4321", "55 11 8765 4321", "+55 (011) 98765-4321"],
    # A fixed line keeps its eight digits.
    "551123456789": ["+55 11 2345-6789", "55 011 2345 6789"],
    "17865550123": ["+1 (786) 555-0123", "0017865550123"],
}


@pytest.mark.parametrize(
    ("written", "canonical"), [(written, canonical) for canonical, all_ in SPELLINGS.items() for written in all_]
)
def test_every_spelling_gives_the_same_number(written: str, canonical: str) -> None:
    assert canonical_phone(written) == canonical
    assert canonical_phone(canonical) == canonical


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "+", "()", "12345", "+1 800 FLOWERS", "549381555010155555", "tel:", "5493815550101@c.us"),
        "0381 155 550101",  # from home, of no country
        "\u200f+5493815550101",  # from right to left
        "5493815\x00550101",
        "549381\u202e5550101",
        "٥٤٩٣٨١٥٥٥٠١٠١",
        "5" * 10_000,
        "54938155501\ud800",
        "5493815550101; DROP TABLE guests",
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    assert canonical_phone(written) is None


def test_a_brazilian_fixed_line_is_never_taken_for_a_mobile() -> None:
    fixed = {canonical_phone(f"5511{first}3456789") for first in "2345"}
    mobile = {canonical_phone(f"55119{first}3456789") for first in "23456789"}

    assert len(fixed) == 4
    assert len(mobile) == 8
    assert not fixed & mobile


digits = st.text("0123456789", min_size=1, max_size=17)
noise = st.text(" -().\u00a0\u2011", max_size=2)


@bounded
@given(digits)
def test_the_form_of_a_form_is_itself(number: str) -> None:
    canonical = canonical_phone(number)

    assert canonical is None or canonical_phone(canonical) == canonical


@bounded
@given(digits, st.data())
def test_blanks_signs_and_international_prefixes_change_nothing(number: str, data: st.DataObject) -> None:
    number = "1" + number
    spread = number[0] + "".join(data.draw(noise) + digit for digit in number[1:])

    assert canonical_phone(number) == canonical_phone(f"+{spread}") == canonical_phone(f"00{spread}")


@bounded
@given(st.text(max_size=40))
def test_any_text_gives_digits_or_nothing(text: str) -> None:
    canonical = canonical_phone(text)

    assert canonical is None or (canonical.isascii() and canonical.isdecimal() and 7 <= len(canonical) <= 16)


def subscribers() -> st.SearchStrategy[tuple[Any, ...]]:
    """Lines as their countries number them: who they are, apart from how they are written."""
    number = {size: st.integers(0, 10**size - 1).map(f"{{:0{size}}}".format) for size in (6, 7, 8, 9)}
    areas = st.one_of(
        st.tuples(st.just("11"), number[8]),
        st.tuples(st.from_regex(r"\A[23][0-9]{2}\Z"), number[7]),
        st.tuples(st.from_regex(r"\A[23][0-9]{3}\Z"), number[6]),
    )
    argentine = areas.map(lambda it: ("AR", "".join(it), it[0]))
    mexican = st.from_regex(r"\A[2-9][0-9]{9}\Z").map(lambda it: ("MX", it, ""))
    area = st.from_regex(r"\A[1-9]{2}\Z")
    mobile = st.tuples(area, st.from_regex(r"\A[6-9][0-9]{7}\Z")).map(lambda it: ("BR", it[0] + "9" + it[1], "old"))
    newer = st.tuples(area, st.from_regex(r"\A9[1-5][0-9]{7}\Z")).map(lambda it: ("BR", "".join(it), ""))
    fixed = st.tuples(area, st.from_regex(r"\A[2-5][0-9]{7}\Z")).map(lambda it: ("BR", "".join(it), ""))
    other = st.from_regex(r"\A(?:1|34|57|598)[2-9][0-9]{8}\Z").map(lambda it: ("", it, ""))
    return st.one_of(argentine, mexican, mobile, newer, fixed, other)


def spellings(country: str, number: str, extra: str) -> list[str]:
    match country:
        case "AR":
            rest = number.removeprefix(extra)
            return [f"54{number}", f"549{number}", f"54{extra}15{rest}", f"549{extra}15{rest}", f"540{extra}15{rest}"]
        case "MX":
            return [f"52{number}", f"521{number}", f"5201{number}", f"52044{number}"]
        case "BR":
            old = [f"55{number[:2]}{number[3:]}"] if extra else []
            return [f"55{number}", f"550{number}", *old]
    return [number]


@bounded
@given(subscribers(), subscribers())
def test_all_spellings_of_a_line_agree_and_no_two_lines_do(one: tuple[Any, ...], other: tuple[Any, ...]) -> None:
    ones, others = ({canonical_phone(written) for written in spellings(*line)} for line in (one, other))

    assert len(ones) == len(others) == 1
    assert None not in ones | others
    assert (ones == others) == (one[:2] == other[:2])


@pytest.mark.parametrize(
    ("value", "country", "canonical"),
    [
        ("0381 15 555-0101", "54", "5493815550101"),
        ("3815550101", "54", "5493815550101"),
        ("(011) 15 5555-0000", "54", "5491155550000"),
        ("(011) 98765-4321", "55", "5511987654321"),
        ("55 1234 5678", "52", "525512345678"),
        ("099 555 104", "598", "59899555104"),
        ("555-0101", "54", None),
        ("+54 9 381 555-0101", "54", None),
        ("3815550101", "", None),
        ("Ana 3815550101", "54", None),
    ],
)
def test_a_number_dialled_at_home_belongs_to_its_country(value: str, country: str, canonical: str | None) -> None:
    assert national_phone(value, country=country) == canonical
