"""What the door tells those who knock: Meta, forgers, and anybody in between."""

from __future__ import annotations

import json

import pytest

from messaging.intake.forgeries import MOST_PER_MINUTE
from messaging.models import MetaApp, RawEvent, WhatsAppNumber
from tests.messaging.line import SECRET, TOKEN, ask, deliver, make_app, signature
from tests.messaging.whatsapp.payloads import as_bytes, envelope, text_message, value

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

DOORS = ["/webhooks/whatsapp", "/webhooks/whatsapp/", "/webhooks/whatsapp/default", "/api/v1/webhooks/whatsapp"]
BODY = as_bytes(envelope(value(text_message("¿Tenés lugar? 😀"))))


@pytest.mark.parametrize("path", [*DOORS, "/webhook/whatsapp", "/webhook/whatsapp/default"])
def test_every_address_that_meta_may_know_leads_in(line: WhatsAppNumber, path: str) -> None:
    told = deliver(BODY, path=path)

    assert (told.status, told.text) == (200, "")
    assert bytes(RawEvent.objects.get().body) == BODY


def test_meta_subscribes_with_the_token_and_gets_its_challenge_back(line: WhatsAppNumber) -> None:
    told = ask("GET", DOORS[0], query=f"hub.mode=subscribe&hub.challenge=11%3C58&hub.verify_token={TOKEN}")

    assert (told.status, told.text) == (200, "11<58")
    assert told.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        (DOORS[0], f"hub.mode=subscribe&hub.verify_token={TOKEN}x&hub.challenge=1", 403),
        (DOORS[0], f"hub.mode=other&hub.verify_token={TOKEN}&hub.challenge=1", 403),
        (DOORS[0], "hub.mode=subscribe&hub.verify_token=%C3%B1%FF&hub.challenge=1", 403),
        (DOORS[0], "", 403),
        ("/webhooks/whatsapp/nobody", f"hub.mode=subscribe&hub.verify_token={TOKEN}&hub.challenge=1", 404),
    ],
)
def test_whoever_does_not_know_the_token_gets_no_challenge(
    line: WhatsAppNumber, path: str, query: str, status: int
) -> None:
    told = ask("GET", path, query=query)

    assert told.status == status
    assert json.loads(told.text)["code"] in {"wrong_verify_token", "not_found"}


GOOD = signature(BODY)


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 401),
        ("", 401),
        ("sha256=", 403),
        (GOOD[:-1], 403),
        (GOOD.upper(), 403),
        ("sha1=" + GOOD[7:], 403),
        (signature(BODY, "another-secret"), 403),
        (signature(BODY + b" "), 403),
        ("sha256=ñandú", 403),
        (f"{GOOD}, {GOOD}", 403),
        (" " + GOOD, 403),
    ],
)
def test_what_meta_did_not_sign_is_refused_and_not_kept(line: WhatsAppNumber, header: str | None, status: int) -> None:
    told = ask("POST", DOORS[0], BODY, **({} if header is None else {"HTTP_X_HUB_SIGNATURE_256": header}))

    assert told.status == status
    assert not RawEvent.objects.exists()


def test_while_a_secret_is_changed_both_sign(line: WhatsAppNumber) -> None:
    MetaApp.objects.all().delete()
    make_app(secrets=("the-new-one", SECRET))

    assert [deliver(BODY, secret=secret).status for secret in ("the-new-one", SECRET, "neither")] == [200, 200, 403]


def test_each_app_signs_with_its_own_secret_alone(line: WhatsAppNumber) -> None:
    make_app("second", secrets=("second-secret",))

    assert deliver(BODY, path="/webhooks/whatsapp/second", secret="second-secret").status == 200
    assert deliver(BODY, path="/webhooks/whatsapp/second", secret=SECRET).status == 403
    assert deliver(BODY, path="/webhooks/whatsapp", secret="second-secret").status == 403
    assert RawEvent.objects.get().app_key == "second"


def test_an_app_without_a_secret_verifies_nothing(line: WhatsAppNumber) -> None:
    make_app("bare", secrets=())

    assert deliver(BODY, path="/webhooks/whatsapp/bare", secret="").status == 403


def test_an_address_that_forges_is_told_to_stop_and_meta_is_not(line: WhatsAppNumber) -> None:
    forged = [deliver(BODY, secret="wrong").status for _ in range(MOST_PER_MINUTE + 1)]

    genuine = [deliver(BODY).status for _ in range(20)]

    # Should the minute end in between, the count begins anew: then they are all 403.
    assert set(forged[:MOST_PER_MINUTE]) == {403}
    assert forged[-1] in {403, 429}
    assert set(genuine) == {200}


def test_three_megabytes_are_taken_and_five_are_not(line: WhatsAppNumber) -> None:
    large = as_bytes(envelope(value(*(text_message("x" * 2800, wamid=f"wamid.{number}") for number in range(1000)))))

    assert 2_900_000 < len(large) < 4_000_000
    assert deliver(large).status == 200
    assert deliver(b"x" * 5_000_000).status == 413
    assert len(bytes(RawEvent.objects.get().body)) == len(large)


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"[" * 100_000, b'{"object":1}', b"null", b'"\\ud83d"'])
def test_whatever_meta_signs_is_kept_as_it_is(line: WhatsAppNumber, body: bytes) -> None:
    assert deliver(body).status == 200
    assert bytes(RawEvent.objects.get().body) == body


def test_without_a_length_nothing_is_read(line: WhatsAppNumber) -> None:
    told = ask("POST", DOORS[0], BODY, CONTENT_LENGTH="", HTTP_TRANSFER_ENCODING="chunked")

    assert told.status == 411


def test_other_methods_are_told_which_there_are(line: WhatsAppNumber) -> None:
    told = ask("PUT", DOORS[0], BODY)

    assert (told.status, told.headers["Allow"]) == (405, "GET, POST")


@pytest.mark.parametrize("path", ["/webhooks/whatsappx", "/webhooks/whatsapp/a/b", f"/webhooks/whatsapp/{'k' * 60}"])
def test_what_only_looks_like_the_door_is_not_it(line: WhatsAppNumber, path: str) -> None:
    assert deliver(BODY, path=path).status in {403, 404}
    assert not RawEvent.objects.exists()
