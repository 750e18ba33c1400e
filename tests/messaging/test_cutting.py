"""What is longer than WhatsApp takes: cut in a place where nothing breaks, or said in several messages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from messaging.services.conversing import cut_to, joined
from messaging.whatsapp.limits import units

TEXTS = st.text(st.sampled_from("aé \n😀👨‍👩‍👧"), max_size=200)


@given(TEXTS, st.integers(1, 60))
def test_a_text_is_cut_to_the_most_that_fits(text: str, most: int) -> None:
    cut = cut_to(text, most)

    assert text.startswith(cut)
    assert units(cut) <= most
    assert cut == text or units(text[: len(cut) + 1]) > most


@given(st.lists(st.text(min_size=1, max_size=3000), min_size=1, max_size=6))
def test_nothing_is_lost_where_an_answer_is_said_in_several_messages(parts: list[str]) -> None:
    bodies = joined(parts)

    assert "\n\n".join(bodies) == "\n\n".join(parts)
    assert all(units(body) <= 4096 for body in bodies)


def test_short_answers_are_one_message() -> None:
    assert joined(["Hola", "¿Para cuántos?"]) == ["Hola\n\n¿Para cuántos?"]
