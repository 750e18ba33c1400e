"""What each of Meta's errors asks us to do, by the table of its codes, and what an answer without one leaves open."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messaging.whatsapp.faults import BY_CODE, Remedy, classify, rule_for

STOP = "0 3 10 33 190 200-299 368 131005 131031 131037 131042 131044 131045 133010"
LATER = "1 2 131000 131014 131016 131053 131057 133000 133004 133008 133009 133015 133016 2494100"
NEVER = (
    "100 130403 130472 130497 131008 131009 131020 131021 131026 131030 131049 131050 131051 131052 131055 131059 131062"
    " 131063 132000 132001 132005 132007 132008 132012 132015 132016 132018 132068 133005 133006 134011 134100-134102 135000"
    " 136024 137000 147001-147005 2388019 2388039 2388040 2388047 2388072 2388073 2388293 2388299"
)
TABLE = {
    Remedy.STOP_CHANNEL: STOP,
    Remedy.RETRY_LATER: LATER,
    Remedy.NEVER: NEVER,
    Remedy.SLOW_ACCOUNT: "4 80007 131064",
    Remedy.SLOW_NUMBER: "130429 131048 132069",
    Remedy.SLOW_PAIR: "131056",
    Remedy.AS_TEMPLATE: "131047",
}


def codes(written: str) -> list[int]:
    """Return the codes of a line, with its spans."""
    spans = ((first, last or first) for first, _, last in (word.partition("-") for word in written.split()))
    return [code for first, last in spans for code in range(int(first), int(last) + 1)]


CODES = [(code, remedy) for remedy, written in TABLE.items() for code in codes(written)]


def graph_body(code: Any, **more: Any) -> bytes:
    error = {"message": f"(#{code}) Something", "code": code, "error_data": {"details": "Because."}, **more}
    return json.dumps({"error": error}).encode()


@pytest.mark.parametrize(("code", "remedy"), CODES)
def test_each_code_of_the_reference_has_its_remedy(code: int, remedy: Remedy) -> None:
    told, later = classify(400, graph_body(code)), rule_for(code)

    assert (told.remedy, told.code, told.detail) == (remedy, code, "Because.")
    assert later.remedy == remedy


def test_no_code_has_a_remedy_that_the_reference_does_not_know() -> None:
    assert set(BY_CODE) == {code for code, _ in CODES}


@pytest.mark.parametrize(("code", "times"), [(131014, 1), (131053, 1), (1, 3), (131000, 3), (131016, None)])
def test_some_faults_are_tried_again_only_a_few_times(code: int, times: int | None) -> None:
    assert classify(500, graph_body(code)).most_retries == times


@pytest.mark.parametrize(("code", "seconds"), [(131057, 60), (133015, 300), (133016, 72 * 3600), (131016, 0)])
def test_some_faults_say_how_long_to_wait(code: int, seconds: int) -> None:
    assert classify(400, graph_body(code)).least_wait == seconds


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        *((400, Remedy.NEVER), (401, Remedy.STOP_CHANNEL), (403, Remedy.NEVER), (404, Remedy.NEVER)),
        *((429, Remedy.SLOW_ACCOUNT), (500, Remedy.RETRY_LATER), (503, Remedy.RETRY_LATER)),
    ],
)
def test_a_code_that_nobody_knows_goes_by_the_status(status: int, remedy: Remedy) -> None:
    assert classify(status, graph_body(999_999)).remedy == remedy


def test_a_code_that_nobody_knows_is_not_repeated_after_acceptance() -> None:
    assert rule_for(999_999).remedy == Remedy.NEVER


def test_what_meta_itself_calls_passing_is_tried_again() -> None:
    assert classify(400, graph_body(999_999, is_transient=True)).remedy == Remedy.RETRY_LATER


def test_a_code_in_digits_is_a_code() -> None:
    assert classify(400, graph_body("131047")).remedy == Remedy.AS_TEMPLATE


def test_an_error_inside_a_200_is_an_error() -> None:
    assert classify(200, graph_body(131056)).remedy == Remedy.SLOW_PAIR


@pytest.mark.parametrize("body", [b"", b"<html>Bad gateway</html>", b"[]", b'{"error":"no"}', b'{"error', b"\xff" * 9])
@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        *((200, Remedy.UNKNOWN), (500, Remedy.UNKNOWN), (502, Remedy.UNKNOWN), (504, Remedy.UNKNOWN)),
        *((408, Remedy.UNKNOWN), (302, Remedy.RETRY_LATER), (404, Remedy.RETRY_LATER), (429, Remedy.SLOW_ACCOUNT)),
    ],
)
def test_without_an_error_of_the_graph_only_a_refusal_is_believed(status: int, remedy: Remedy, body: bytes) -> None:
    assert classify(status, body).remedy == remedy


def test_a_deeply_nested_answer_is_no_error_of_the_graph() -> None:
    assert classify(500, b"[" * 200_000).remedy == Remedy.UNKNOWN


def test_letters_that_no_row_can_keep_are_left_out() -> None:
    told = classify(400, graph_body(100, message="a\x00b\ud83dc" + "x" * 9000))

    assert told.title.startswith("ab\ufffdcx")
    assert len(told.title) == 500


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)


@given(
    status=st.integers(100, 599),
    error=JSON
    | st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("code", "message", "error_data", "error_user_msg", "is_transient"), JSON)
    ),
)
def test_whatever_an_answer_says_there_is_a_remedy(status: int, error: Any) -> None:
    told = classify(status, json.dumps({"error": error}).encode())

    assert isinstance(told.remedy, Remedy)
    told.title.encode(), told.detail.encode()


@given(status=st.integers(100, 599), body=st.binary(max_size=60))
def test_any_bytes_have_a_remedy(status: int, body: bytes) -> None:
    assert isinstance(classify(status, body).remedy, Remedy)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Malformed access token EAAGm0PX4ZCpsBAKx9", "Malformed access token ***"),
        ("Malformed access token 123456789012345|a-b_C1d2E3f4", "Malformed access token ***"),
        (f"Cannot parse access token {'Ab9' * 20}.", "Cannot parse access token ***"),
        ("(#131056) (Business Account, Consumer Account) pair rate limit hit",) * 2,
        ("The template business_administration_reminder_of_arrivals_version_2 does not exist in es_AR",) * 2,
    ],
)
def test_meta_repeats_a_token_and_nobody_reads_it(said: str, kept: str) -> None:
    fault = classify(401, graph_body(190, message=said, error_data={"details": said}))

    assert (fault.title, fault.detail) == (kept, kept)


def test_half_a_token_at_the_end_of_long_words_is_hidden_too() -> None:
    fault = classify(401, graph_body(190, message="word " * 96 + "EAA" + "x" * 5000))

    assert fault.title.endswith("word ***")
