"""An amount is rounded as its currency is paid, and never mixed with another's."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.values.money import DIGITS, Money, OtherCurrency, UnknownCurrency, round_money

bounded = settings(database=None, deadline=None, max_examples=200)
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=6)


@pytest.mark.parametrize("currency", ["ARS", "BRL", "MXN", "UYU", "PEN", "USD"])
def test_where_there_are_cents_a_half_cent_goes_up(currency: str) -> None:
    assert str(round_money(Decimal("10.005"), currency)) == "10.01"
    assert str(round_money(Decimal("10.0049"), currency)) == "10.00"


@pytest.mark.parametrize("currency", ["CLP", "COP", "JPY"])
def test_where_there_are_none_a_half_goes_up(currency: str) -> None:
    assert str(round_money(Decimal("10.5"), currency)) == "11"
    assert str(round_money(Decimal("10.49"), currency)) == "10"


def test_what_is_taken_off_is_rounded_like_what_is_charged() -> None:
    assert round_money(Decimal("-10.005"), "ARS") == -round_money(Decimal("10.005"), "ARS")


def test_nobody_guesses_how_a_strange_currency_is_rounded() -> None:
    with pytest.raises(UnknownCurrency):
        round_money(Decimal(1), "XTS")


def test_two_currencies_are_not_added() -> None:
    with pytest.raises(OtherCurrency):
        Money(Decimal(1), "ARS") + Money(Decimal(1), "USD")


@bounded
@given(amounts, amounts, st.sampled_from(sorted(DIGITS)))
def test_money_adds_and_takes_away_without_loss(one: Decimal, other: Decimal, currency: str) -> None:
    first, second = Money(one, currency), Money(other, currency)

    assert first + second - second == first
    assert -(first - second) == second - first
    assert first * 3 == first + first + first


@bounded
@given(amounts, st.sampled_from(sorted(DIGITS)))
def test_rounding_moves_an_amount_by_half_of_the_smallest_coin_at_most(amount: Decimal, currency: str) -> None:
    rounded = round_money(amount, currency)

    assert abs(rounded - amount) <= Decimal(5).scaleb(-DIGITS[currency] - 1)
    assert round_money(rounded, currency) == rounded
