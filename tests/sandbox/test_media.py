"""Media: two steps, a bearer token, five minutes, and everything that can be wrong with a file."""

from __future__ import annotations

import hashlib

import pytest
import requests

from tests.sandbox.caller import NUMBER, Caller

CONTENT = b"\r\n--not a border\r\n" + bytes(range(256)) * 100


def upload(caller: Caller, content: bytes = CONTENT, mime_type: str = "audio/ogg; codecs=opus") -> requests.Response:
    fields = {"messaging_product": "whatsapp", "type": mime_type}
    return caller.graph("POST", f"{NUMBER}/media", data=fields, files={"file": ("a.ogg", content, mime_type)})


def address(caller: Caller) -> str:
    return caller.graph("GET", upload(caller).json()["id"]).json()["url"]  # type: ignore[no-any-return]


def test_what_is_uploaded_comes_back_byte_for_byte(caller: Caller) -> None:
    media_id = upload(caller).json()["id"]

    described = caller.graph("GET", media_id).json()
    answer = caller.session.get(described["url"], timeout=10)

    assert answer.content == CONTENT
    assert described["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    assert (described["mime_type"], described["file_size"]) == ("audio/ogg; codecs=opus", len(CONTENT))
    assert described["url"].startswith(caller.url)


def test_an_address_lives_five_minutes(caller: Caller) -> None:
    url = address(caller)

    caller.turn(jump_hours=6 / 60)

    assert caller.session.get(url, timeout=10).status_code == 404


def test_without_a_token_there_is_a_page_instead_of_the_file(caller: Caller) -> None:
    answer = requests.get(address(caller), timeout=10)

    assert (answer.status_code, answer.headers["Content-Type"]) == (401, "text/html; charset=utf-8")


@pytest.mark.parametrize("change", ["mid=1", "ext=9999999999", "hash=0"])
def test_an_address_cannot_be_made_up(caller: Caller, change: str) -> None:
    assert caller.session.get(f"{address(caller)}&{change}", timeout=10).status_code == 404


def test_a_deleted_file_is_gone(caller: Caller) -> None:
    media_id = upload(caller).json()["id"]

    assert caller.graph("DELETE", media_id).json() == {"success": True}
    assert caller.graph("GET", media_id).status_code == 400


@pytest.mark.parametrize(
    ("content", "mime_type", "code"),
    [(b"a", "image/heic", 100), (b"", "image/png", 131053), (bytes(5 * 1024 * 1024 + 1), "image/png", 131053)],
)
def test_what_meta_would_not_take_is_refused(caller: Caller, content: bytes, mime_type: str, code: int) -> None:
    answer = upload(caller, content, mime_type)

    assert answer.json()["error"]["code"] == code


@pytest.mark.parametrize("headers", [{}, {"Content-Type": "multipart/form-data"}, {"Content-Type": "text/plain"}])
def test_what_is_no_form_is_refused(caller: Caller, headers: dict[str, str]) -> None:
    answer = caller.graph("POST", f"{NUMBER}/media", data=b"--x\r\n\r\n", headers=headers)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_a_file_can_come_wrong(caller: Caller) -> None:
    media_id = upload(caller).json()["id"]

    caller.turn(media_fault="wrong_hash")
    wrong_hash = caller.graph("GET", media_id).json()["sha256"]
    caller.turn(media_fault="foreign_host")
    foreign = caller.graph("GET", media_id).json()["url"]
    caller.turn(media_fault="")
    url = caller.graph("GET", media_id).json()["url"]
    caller.turn(media_fault="redirect")
    redirect = caller.session.get(url, timeout=10, allow_redirects=False)
    caller.turn(media_fault="html")
    html = caller.session.get(url, timeout=10)
    caller.turn(media_fault="huge")
    with caller.session.get(url, timeout=10, stream=True) as huge:
        claimed = int(huge.headers["Content-Length"])

    assert wrong_hash == "0" * 64
    assert foreign.startswith("https://media.example.net/")
    assert redirect.headers["Location"].startswith("http://169.254.169.254/")
    assert (html.status_code, html.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert claimed == 2 * 1024**3


def test_a_file_can_end_too_early(caller: Caller) -> None:
    url = address(caller)
    caller.turn(media_fault="short")

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        caller.session.get(url, timeout=10)
