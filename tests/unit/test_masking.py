"""What is hidden and what is left alone: a corpus of lines in both formats, and the phones of our countries."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.logs.formatters import ConsoleFormatter, JsonFormatter, SafeFormatter
from config.logs.masking import mask_text

CORPUS = [orjson.loads(line) for line in (Path(__file__).parent / "corpus" / "masking.jsonl").read_bytes().splitlines()]
SECRET = [(case["line"], case["secrets"]) for case in CORPUS if case["secrets"]]
HARMLESS = [case["line"] for case in CORPUS if not case["secrets"]]
JSON, CONSOLE = JsonFormatter(role="test"), ConsoleFormatter(role="test")
both_formats = pytest.mark.parametrize("formatter", [JSON, CONSOLE], ids=["json", "console"])


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(SECRET) >= 80
    assert len(HARMLESS) >= 30


@both_formats
@pytest.mark.parametrize(("line", "secrets"), SECRET)
def test_no_secret_of_the_corpus_survives(formatter: SafeFormatter, line: str, secrets: list[str]) -> None:
    try:
        raise ValueError(line)
    except ValueError as error:
        exc_info = (type(error), error, error.__traceback__)
    record = logging.makeLogRecord({"msg": line, "exc_info": exc_info, "seen": line, "deep": {"list": [line]}})

    written = formatter.format(record)

    # JSON escapes quotes and what is not ASCII on a console: compare with both spellings.
    spellings = {spelling for secret in secrets for spelling in (secret, json.dumps(secret)[1:-1])}
    assert [spelling for spelling in spellings if spelling in written] == []


@both_formats
@pytest.mark.parametrize("line", HARMLESS)
def test_a_harmless_line_comes_through_unchanged(formatter: SafeFormatter, line: str) -> None:
    written = formatter.format(logging.makeLogRecord({"msg": line}))

    shown = orjson.loads(written)["msg"] if formatter is JSON else written
    assert shown.endswith(line)


# Calling code, and a national number in the groups people write it in.
PLACES = {
    "54": ("9 dd dddd dddd", "9 ddd ddd dddd", "dd dddd dddd", "9 dddd dd dddd"),
    "52": ("1 dd dddd dddd", "dd dddd dddd", "ddd ddd dddd"),
    "55": ("dd 9dddd dddd", "dd dddd dddd"),
    "56": ("9 dddd dddd", "dd ddd dddd"),
    "57": ("3dd ddd dddd", "3dd ddddddd"),
    "598": ("9d ddd ddd", "9ddddddd"),
    "51": ("9dd ddd ddd", "1 ddd dddd"),
}


@st.composite
def spelled_phones(draw: st.DrawFn) -> str:
    code = draw(st.sampled_from(sorted(PLACES)))
    groups = draw(st.sampled_from(PLACES[code])).split()
    digits = [
        "".join(draw(st.sampled_from("0123456789")) if mark == "d" else mark for mark in group) for group in groups
    ]
    first = draw(st.sampled_from(["+{}", "+{}", "00{}", "(+{})", "{}"])).format(code)
    # One dot alone makes a decimal number.
    gap = draw(st.sampled_from(["", " ", "-", "\u00a0", "\u2011", " - ", *(["."] if len(digits) > 1 else [])]))
    if draw(st.booleans()) and len(digits) > 2:
        digits[-3] = f"({digits[-3]})"
    return gap.join([first, *digits])


@given(
    phone=spelled_phones(),
    before=st.sampled_from(["", "from ", "to=", "[", "'", "wa/", "x:"]),
    after=st.sampled_from(["", " wrote", ",", "]", "'", "."]),
)
def test_a_phone_of_our_countries_is_hidden_however_it_is_spelled(phone: str, before: str, after: str) -> None:
    masked = mask_text(f"{before}{phone}{after}")

    digits = re.sub(r"\D", "", phone)
    assert masked == f"{before}***{digits[-2:]}{after}"


def test_a_very_long_text_is_cut_without_halving_a_secret() -> None:
    message = mask_text("x" * 31_990 + " +54911 22334455 " + "y" * 40_000)

    assert len(message) < 33_000
    assert "22334455" not in message


@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_can_be_masked_and_written(text: str) -> None:
    assert mask_text(text).encode() is not None


@given(
    st.lists(st.sampled_from(["token", "name", "=", ":", " ", '"', "'", "\\", "{", "[", "x", "\n", "://", "@", "7"]))
)
def test_no_mix_of_names_and_quotes_is_too_much(parts: list[str]) -> None:
    assert mask_text("".join(parts)).encode() is not None
