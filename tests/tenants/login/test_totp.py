"""Codes of RFC 6238, against the numbers in it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tenants.login.totp import address_for, base32, code_at, matching_step, step_at

SECRET = b"12345678901234567890"
NOON = datetime(2026, 5, 1, 12, 0, 10, tzinfo=UTC)

# RFC 6238, appendix B: seconds since 1970, digest, code of eight digits. The secret is as long as the digest.
VECTORS = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]


@pytest.mark.parametrize(("seconds", "sha1", "sha256", "sha512"), VECTORS)
def test_the_codes_are_those_of_the_standard(seconds: int, sha1: str, sha256: str, sha512: str) -> None:
    step = step_at(datetime.fromtimestamp(seconds, UTC))

    for digest, length, code in (("sha1", 20, sha1), ("sha256", 32, sha256), ("sha512", 64, sha512)):
        assert code_at((SECRET * 4)[:length], step, digits=8, digest=digest) == code


@pytest.mark.parametrize(("off", "is_taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(off: int, is_taken: bool) -> None:
    code = code_at(SECRET, step_at(NOON + timedelta(seconds=off)))

    assert (matching_step(SECRET, code, now=NOON) is not None) is is_taken


def test_a_code_that_was_used_and_those_before_it_match_no_more() -> None:
    here = step_at(NOON)

    assert matching_step(SECRET, code_at(SECRET, here), now=NOON, after=here - 1) == here
    assert matching_step(SECRET, code_at(SECRET, here), now=NOON, after=here) is None
    assert matching_step(SECRET, code_at(SECRET, here - 1), now=NOON, after=here) is None
    assert matching_step(SECRET, code_at(SECRET, here + 1), now=NOON, after=here) == here + 1


def test_a_code_may_be_written_in_two_groups() -> None:
    code = code_at(SECRET, step_at(NOON))

    assert matching_step(SECRET, f" {code[:3]} {code[3:]} ", now=NOON) == step_at(NOON)


@pytest.mark.parametrize("nonsense", ["", "12345", "1234567", "abcdef", "12345６", "-12345", "1e1000"])
def test_what_is_no_code_matches_nothing(nonsense: str) -> None:
    assert matching_step(SECRET, nonsense, now=NOON) is None


def test_the_address_tells_the_application_everything() -> None:
    address = address_for(SECRET, account="ana pérez", issuer="Conserje")

    assert address == (
        "otpauth://totp/Conserje:ana%20p%C3%A9rez"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Conserje&digits=6&period=30"
    )
    assert base32(SECRET) in address
