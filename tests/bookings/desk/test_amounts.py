"""Amounts as people write them at a desk."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.admin.amounts import read_amount
from bookings.admin.bars import round_top


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12500", "12500"),
        ("12.500", "12500"),
        ("12,500", "12500"),
        ("12.500,50", "12500.50"),
        ("12,500.50", "12500.50"),
        ("12.500.000", "12500000"),
        ("12 500,5", "12500.5"),
        ("12\xa0500", "12500"),
        ("$ 12,50", "12.50"),
        ("0,5", "0.5"),
        ("-20", "-20"),
    ],
)
def test_an_amount_is_read_however_it_is_written(written: str, amount: str) -> None:
    assert read_amount(written) == Decimal(amount)


@pytest.mark.parametrize(
    "written",
    ["", "mucho", "1e3", "12.50.0", "1.2.3", "12,5000", "1.234.56", "--5", "+5", "5-", "NaN", "∞", "1" * 20, "٣"],
)
def test_what_is_no_amount_is_none(written: str) -> None:
    assert read_amount(written) is None


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_an_amount_that_is_written_in_either_way_is_the_same(amount: Decimal) -> None:
    with_comma = f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")

    assert read_amount(f"{amount:,.2f}") == read_amount(with_comma) == amount


@given(st.floats(min_value=0.01, max_value=10**12))
def test_the_top_of_a_chart_is_round_and_not_far_above(highest: float) -> None:
    top = round_top(highest)

    assert highest <= top <= highest * 2.5 + 1e-9
