"""A message's state by what Meta says, in whatever order it comes."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.progress import RANKS, merge, merge_all

WORDS = ("sent", "delivered", "read", "played", "failed", "deleted", "sent")


@pytest.mark.parametrize(
    "words", [("sent", "delivered", "read"), ("sent", "delivered", "read", "played"), ("sent", "failed")]
)
def test_all_orders_end_in_the_same_highest_state(words: tuple[str, ...]) -> None:
    assert {merge_all("accepted", order) for order in permutations(words)} == {words[-1]}


@given(st.lists(st.sampled_from(WORDS), max_size=7), st.randoms())
def test_whatever_comes_however_often_the_order_makes_no_difference(words: list[str], chance: object) -> None:
    shuffled = list(words)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert merge_all("accepted", words) == merge_all("accepted", shuffled)
    assert merge_all("accepted", words + words) == merge_all("accepted", words)


@given(st.sampled_from([*RANKS, "failed"]), st.sampled_from(WORDS))
def test_a_message_never_goes_back(state: str, word: str) -> None:
    after = merge(state, word)

    assert RANKS.get(after, 2) >= RANKS.get(state, 2) or (state, word, after)[1:] == ("failed", "failed")


@pytest.mark.parametrize(
    ("state", "word", "after"),
    [
        ("delivered", "failed", "delivered"),
        ("sent", "failed", "failed"),
        ("failed", "sent", "failed"),
        ("failed", "delivered", "delivered"),
        ("unknown", "sent", "sent"),
        ("dropped", "sent", "dropped"),
        ("accepted", "deleted", "accepted"),
    ],
)
def test_what_each_word_does(state: str, word: str, after: str) -> None:
    assert merge(state, word) == after
