"""Only bytes that the app's secret signed are let in. The vector is the protocol reference's."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from messaging.whatsapp.signature import is_signed

SECRET = "test-app-secret"
BODY = (
    rb'{"object":"whatsapp_business_account","entry":[{"id":"102","changes":[{"field":"messages","value":'
    rb'{"messaging_product":"whatsapp","metadata":{"display_phone_number":"5491100000000","phone_number_id":"106"},'
    rb'"contacts":[{"profile":{"name":"Mar\u00eda"},"wa_id":"5491155550000","user_id":"AR.900100200300"}],'
    rb'"messages":[{"from":"5491155550000","from_user_id":"AR.900100200300","id":"wamid.TEST1",'
    rb'"timestamp":"1790000000","type":"text","text":{"body":"\u00bfTen\u00e9s lugar ma\u00f1ana? \ud83d\ude00 '
    rb'http:\/\/a.b\/c"}}]}}]}]}'
)
DIGEST = "fde48c59c13e5964df8a6c78fc8f6e79ba9c75a00dad0f4df701a644be352205"
HEADER = f"sha256={DIGEST}"


def signed(body: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def test_the_vector_is_signed() -> None:
    assert len(BODY) == 522
    assert is_signed(BODY, HEADER, [SECRET])


@pytest.mark.parametrize(
    ("dumped", "starts"),
    [
        (json.dumps(json.loads(BODY)).encode(), "55ab8eb8"),
        (json.dumps(json.loads(BODY), separators=(",", ":")).encode(), "4070cb1e"),
        (json.dumps(json.loads(BODY), separators=(",", ":"), ensure_ascii=False).encode(), "bb4eb860"),
    ],
    ids=["as json.dumps does", "compact", "compact UTF-8"],
)
def test_the_same_json_in_other_bytes_is_not_signed(dumped: bytes, starts: str) -> None:
    assert signed(dumped, SECRET).startswith(f"sha256={starts}")
    assert not is_signed(dumped, HEADER, [SECRET])


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        "sha256",
        DIGEST,
        HEADER[:-1],
        HEADER + "0",
        f"sha256={DIGEST.upper()}",
        HEADER.upper(),
        f" {HEADER}",
        f"{HEADER} ",
        f"{HEADER},{HEADER}",
        "sha1=" + hmac.new(SECRET.encode(), BODY, hashlib.sha1).hexdigest(),
        "sha256=ñandú",
        "sha256=\ud83d",
        "sha256=" + "é" * 64,
        "ñ" * 71,
        "sha256=\0",
        signed(BODY, "the neighbour's secret"),
        signed(BODY, ""),
        signed(b"", SECRET),
    ],
)
def test_a_header_that_is_not_the_signature_is_refused_and_never_raises(header: str | None) -> None:
    assert not is_signed(BODY, header, [SECRET])


@pytest.mark.parametrize(
    "body", [b"", BODY[:-1], BODY + b"\n", BODY.replace(b"106", b"107"), BODY.replace(rb"\/", b"/")]
)
def test_a_body_that_was_touched_is_refused(body: bytes) -> None:
    assert not is_signed(body, HEADER, [SECRET])


def test_the_old_and_the_new_secret_both_count_while_one_is_replaced() -> None:
    secrets = ["new", SECRET]

    assert is_signed(BODY, signed(BODY, "new"), secrets)
    assert is_signed(BODY, HEADER, secrets)
    assert not is_signed(BODY, HEADER, ["new"])


@pytest.mark.parametrize("secrets", [(), ("",), ("", "")])
def test_without_a_secret_nothing_is_signed(secrets: tuple[str, ...]) -> None:
    assert not is_signed(BODY, signed(BODY, ""), secrets)
    assert not is_signed(BODY, HEADER, secrets)


def test_an_empty_secret_beside_a_real_one_opens_nothing() -> None:
    assert is_signed(BODY, HEADER, ["", SECRET])
    assert not is_signed(BODY, signed(BODY, ""), ["", SECRET])


def test_a_replay_is_signed_as_well_so_uniqueness_has_to_refuse_it() -> None:
    assert [is_signed(BODY, HEADER, [SECRET]) for _ in range(2)] == [True, True]
