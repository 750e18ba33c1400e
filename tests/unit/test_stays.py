"""A stay is nights: the day of departure is the next guest's."""

from __future__ import annotations

from datetime import date

import pytest

from bookings.stays import NoGuests, NoNights, Party, Stay

FIRST, FIFTH, TENTH = date(2026, 12, 1), date(2026, 12, 5), date(2026, 12, 10)


def test_the_day_of_departure_is_no_night() -> None:
    assert Stay(FIRST, FIFTH).nights == 4
    assert Stay(FIRST, FIFTH).last_night == date(2026, 12, 4)


@pytest.mark.parametrize("check_out", [FIRST, date(2026, 11, 30)])
def test_a_stay_without_nights_is_refused_by_its_field(check_out: date) -> None:
    with pytest.raises(NoNights) as refusal:
        Stay(FIRST, check_out)

    assert list(refusal.value.fields) == ["check_out"]


def test_neighbours_share_no_night() -> None:
    assert not Stay(FIRST, FIFTH).overlaps(Stay(FIFTH, TENTH))
    assert Stay(FIRST, FIFTH).overlaps(Stay(date(2026, 12, 4), TENTH))


@pytest.mark.parametrize(("adults", "children", "field"), [(0, 2, "adults"), (-1, 0, "adults"), (1, -1, "children")])
def test_a_party_without_an_adult_is_refused_by_its_field(adults: int, children: int, field: str) -> None:
    with pytest.raises(NoGuests) as refusal:
        Party(adults, children)

    assert list(refusal.value.fields) == [field]
