"""Downloads: in two steps, from hosts that we trust, not larger than asked for, and the bytes that were announced."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django import Settings

from messaging.whatsapp.client import (
    Account,
    Download,
    MediaDamaged,
    MediaGone,
    MediaRefused,
    MediaTooBig,
    fetch_media,
)
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.hosts import Hosts
from sandbox.app import Sandbox
from tests.messaging.whatsapp.test_client import counted
from tests.messaging.whatsapp.wire import Heard, Wire, answer, listening

Reaction = Callable[[socket.socket, Heard], bool]
PICTURE = b"\x89PNG" + bytes(range(256)) * 300
DIGEST = hashlib.sha256(PICTURE).hexdigest()
MOST = 1 << 20


def fetch(account: Account, media: str = "7001", *, most: int = MOST, seconds: float = 60) -> Download:
    return fetch_media(account, media, most_bytes=most, seconds=seconds)


def hands_out(wire: Wire, file: Reaction, **told: Any) -> None:
    """Let the server tell of a file, whose bytes come as `file` has it."""

    def react(known: socket.socket, heard: Heard) -> bool:
        if "/v25.0/" in heard.line:
            known_as = {
                "url": f"{wire.url}/file",
                "mime_type": "image/png",
                "sha256": DIGEST,
                "file_size": len(PICTURE),
            }
            return answer(known, json.dumps(known_as | told).encode())
        return file(known, heard)

    wire.react = react


def the_picture(known: socket.socket, heard: Heard) -> bool:
    return answer(known, PICTURE, headers="Content-Type: image/png\r\n")


def in_turn(*reactions: Reaction) -> Reaction:
    """Answer each request in the next way."""
    left = list(reactions)

    def react(known: socket.socket, heard: Heard) -> bool:
        return left.pop(0)(known, heard)

    return react


def redirect(url: str) -> Reaction:
    return lambda known, _: answer(known, b"", status=302, headers=f"Location: {url}\r\n")


def lines(wire: Wire) -> list[str]:
    return [heard.line.split()[1].partition("?")[0] for heard in wire.heard]


def test_a_file_comes_in_two_steps_with_our_token(graph: Sandbox, account: Account) -> None:
    stored = graph.world.files.keep(PICTURE, "image/png")
    before = counted("whatsapp_media_download_duration_seconds", "fetched")

    found = fetch(account, stored.id)

    assert found == Download(PICTURE, "image/png", DIGEST)
    assert graph.world.connections() == 1
    assert counted("whatsapp_media_download_duration_seconds", "fetched") == before + 1


@pytest.mark.parametrize(
    ("media_fault", "error", "remedy"),
    [
        ("html", MediaDamaged, Remedy.RETRY_LATER),
        ("wrong_hash", MediaDamaged, Remedy.RETRY_LATER),
        ("huge", MediaTooBig, Remedy.NEVER),
        ("redirect", MediaRefused, Remedy.NEVER),
        ("short", SendFault, Remedy.RETRY_LATER),
        ("foreign_host", MediaRefused, Remedy.NEVER),
    ],
)
def test_what_can_go_wrong_with_a_file_says_what_to_do(
    graph: Sandbox, account: Account, media_fault: str, error: type[SendFault], remedy: Remedy
) -> None:
    stored = graph.world.files.keep(PICTURE, "image/png")
    graph.world.dials.turn({"media_fault": media_fault})

    with pytest.raises(error) as fault:
        fetch(account, stored.id)

    assert fault.value.remedy == remedy


def test_a_file_that_meta_does_not_have_is_never_there(graph: Sandbox, account: Account) -> None:
    with pytest.raises(SendFault) as fault:
        fetch(account, "404404")

    assert (fault.value.remedy, fault.value.code) == (Remedy.NEVER, 100)


def test_an_address_that_has_died_is_asked_for_once_more(wire: Wire, account: Account) -> None:
    hands_out(wire, in_turn(lambda known, _: answer(known, b"", status=404), the_picture))

    found = fetch(account)

    assert (found.sha256, lines(wire)) == (DIGEST, ["/v25.0/7001", "/file"] * 2)


def test_a_file_that_is_gone_is_not_asked_for_for_ever(wire: Wire, account: Account) -> None:
    hands_out(wire, lambda known, _: answer(known, b"", status=404))

    with pytest.raises(MediaGone):
        fetch(account)

    assert len(wire.heard) == 4


def test_an_announced_size_that_is_too_large_is_not_downloaded(wire: Wire, account: Account) -> None:
    hands_out(wire, the_picture, file_size=str(MOST + 1))

    with pytest.raises(MediaTooBig):
        fetch(account)

    assert lines(wire) == ["/v25.0/7001"]


def test_a_length_in_the_head_that_is_too_large_ends_the_download(wire: Wire, account: Account) -> None:
    hands_out(wire, lambda known, _: answer(known, b"x", length=2 << 30), file_size=9)

    with pytest.raises(MediaTooBig):
        fetch(account)


def pours(wire: Wire, sent: list[int], head: str, status: str = "200 OK") -> Reaction:
    """Send two gigabytes, and count how many bytes of them were taken."""

    def react(known: socket.socket, heard: Heard) -> bool:
        known.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode())
        while sent[0] < 2 << 30:
            known.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n" if "chunked" in head else b"x" * 65536)
            sent[0] += 65536
        return False

    return react


@pytest.mark.parametrize("head", ["Connection: close\r\n", "Transfer-Encoding: chunked\r\n"])
def test_a_length_that_nobody_announced_is_counted_while_it_comes(wire: Wire, account: Account, head: str) -> None:
    sent = [0]
    hands_out(wire, pours(wire, sent, head), file_size=9)

    with pytest.raises(MediaTooBig):
        fetch(account)

    assert sent[0] < 64 << 20  # what fits into the buffers on the way, and no more


def test_the_body_of_a_redirect_is_not_read(wire: Wire, account: Account) -> None:
    sent = [0]
    endless = pours(wire, sent, "Connection: close\r\n", status=f"302 Found\r\nLocation: {wire.url}/file")
    hands_out(wire, in_turn(endless, the_picture))

    assert fetch(account).sha256 == DIGEST
    assert sent[0] < 64 << 20


def test_a_length_that_is_too_short_does_not_pass_for_the_file(wire: Wire, account: Account) -> None:
    hands_out(wire, lambda known, _: answer(known, PICTURE, length=100))

    with pytest.raises(MediaDamaged):
        fetch(account)


def test_a_file_that_trickles_is_cut_off(wire: Wire, account: Account) -> None:
    def trickle(known: socket.socket, heard: Heard) -> bool:
        known.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
        while not wire.over.wait(0.02):
            known.sendall(b"x")
        return False

    hands_out(wire, trickle)

    with pytest.raises(SendFault) as fault:
        fetch(account, seconds=1.0)

    assert (fault.value.remedy, fault.value.title) == (Remedy.RETRY_LATER, "timed out")


@pytest.mark.parametrize("digest", [DIGEST.upper(), "", None, "iVBORw0KGgo="])
def test_a_digest_is_compared_however_it_is_written(wire: Wire, account: Account, digest: str | None) -> None:
    hands_out(wire, the_picture, sha256=digest)

    if digest == "iVBORw0KGgo=":
        with pytest.raises(MediaDamaged):
            fetch(account)
    else:
        assert fetch(account).sha256 == DIGEST


def test_an_empty_file_is_none(wire: Wire, account: Account) -> None:
    hands_out(wire, lambda known, _: answer(known, b""), sha256=hashlib.sha256(b"").hexdigest())

    with pytest.raises(MediaDamaged):
        fetch(account)


@pytest.mark.parametrize("told", [{"url": None}, {"url": 7}, {"url": "no address"}, {"url": "file:///etc/passwd"}])
def test_what_is_no_address_is_not_followed(wire: Wire, account: Account, told: dict[str, Any]) -> None:
    hands_out(wire, the_picture, **told)

    with pytest.raises(SendFault) as fault:
        fetch(account)

    assert isinstance(fault.value, MediaDamaged | MediaRefused)
    assert lines(wire) == ["/v25.0/7001"]


@pytest.fixture
def second() -> Iterator[Wire]:
    """Another host: the same machine under a number of its own."""
    with listening(host="127.0.0.2") as known:
        yield known


def url_of(wire: Wire) -> str:
    return f"http://127.0.0.2:{wire.port}/file"


def test_a_redirect_among_our_hosts_keeps_the_token(
    wire: Wire, second: Wire, account: Account, settings: Settings
) -> None:
    settings.GRAPH_MEDIA_HOSTS = [f"127.0.0.2:{second.port}"]
    second.react = the_picture
    hands_out(wire, redirect(url_of(second)))

    found = fetch(account)

    assert found.sha256 == DIGEST
    assert second.heard[0].headers["authorization"] == "Bearer a-token"


@pytest.mark.parametrize("hosts", [[], ["127.0.0.2:1"], [".127.0.0.2"]])
def test_a_redirect_into_our_network_is_not_followed(
    wire: Wire, second: Wire, account: Account, settings: Settings, hosts: list[str]
) -> None:
    settings.GRAPH_MEDIA_HOSTS = hosts
    hands_out(wire, redirect(url_of(second)))

    with pytest.raises(MediaRefused):
        fetch(account)

    assert second.connections == 0


@pytest.mark.parametrize("location", ["", "http://[x/", "//", "mailto:ana@example.com", "https://\xf1.example.com/"])
def test_a_redirect_to_no_address_is_not_followed(wire: Wire, account: Account, location: str) -> None:
    hands_out(wire, redirect(location))

    with pytest.raises(MediaRefused):
        fetch(account)


@pytest.mark.parametrize("host", ["127.0.0.1", "169.254.169.254", "[::1]", "10.0.0.1", "localhost"])
def test_a_redirect_with_tls_into_our_network_is_not_followed_either(wire: Wire, account: Account, host: str) -> None:
    hands_out(wire, redirect(f"https://{host}/latest/meta-data/"))

    with pytest.raises(MediaRefused):
        fetch(account)


def test_redirects_without_end_are_left(wire: Wire, account: Account) -> None:
    hands_out(wire, redirect(f"{wire.url}/file"))

    with pytest.raises(MediaRefused):
        fetch(account)

    assert len(wire.heard) == 1 + 4


def test_a_redirect_to_a_place_beside_is_followed(wire: Wire, account: Account) -> None:
    hands_out(wire, in_turn(redirect("/other"), the_picture))

    fetch(account)

    assert lines(wire) == ["/v25.0/7001", "/file", "/other"]


META = Hosts("https://graph.facebook.com", ("cdn.example.com:8443", ".media.example.net"))
TRYOUT = Hosts("http://127.0.0.1:8001", ("127.0.0.5",), is_tryout=True)


@pytest.mark.parametrize(
    ("hosts", "url", "is_trusted", "may_follow"),
    [
        (META, "https://graph.facebook.com/v25.0/7001", True, True),
        (META, "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=7", True, True),
        (META, "https://scontent.xx.fbcdn.net/v/7.jpg", True, True),
        (META, "https://cdn.example.com:8443/7", True, True),
        (META, "https://a.media.example.net/7", True, True),
        (META, "https://cdn.example.com/7", False, True),
        (META, "https://elsewhere.example.org/7", False, True),
        (META, "https://elsewhere.example.org:8443/7", False, False),
        (META, "https://fbsbx.com.example.org/7", False, True),
        (META, "https://evilfbsbx.com/7", False, True),
        (META, "https://lookaside.fbsbx.com:22/7", False, False),
        (META, "http://lookaside.fbsbx.com/7", False, False),
        (META, "http://graph.facebook.com/7", False, False),
        (META, "http://elsewhere.example.org/7", False, False),
        (META, "https://graph.facebook.com@elsewhere.example.org/7", False, False),
        (META, "https://graph.facebook.com\\@elsewhere.example.org/7", False, False),
        (META, "https://elsewhere.example.org\\.fbsbx.com/7", False, False),
        (META, "https://lookaside.fbsbx.com:x/7", False, False),
        (META, "ftp://graph.facebook.com/7", False, False),
        (META, "https:///7", False, False),
        (META, "", False, False),
        (TRYOUT, "http://127.0.0.1:8001/7", True, True),
        (TRYOUT, "http://127.0.0.1:5432/7", False, False),
        (TRYOUT, "http://127.0.0.5:5432/7", True, True),
    ],
)
def test_our_token_goes_to_meta_and_named_hosts_alone(
    hosts: Hosts, url: str, is_trusted: bool, may_follow: bool
) -> None:
    assert (hosts.is_trusted(url), hosts.may_follow(url)) == (is_trusted, may_follow)


@pytest.mark.parametrize(
    ("hosts", "host", "port", "may"),
    [
        *((META, "graph.facebook.com", 443, False), (META, "cdn.example.com", 8443, False)),
        *((TRYOUT, "127.0.0.1", 8001, True), (TRYOUT, "127.0.0.1", 5432, False), (TRYOUT, "127.0.0.5", 1, True)),
        (TRYOUT, "lookaside.fbsbx.com", 443, False),
    ],
)
def test_only_a_sandbox_may_stand_in_our_network(hosts: Hosts, host: str, port: int, may: bool) -> None:
    assert hosts.may_be_private(host, port) == may


def test_media_hosts_are_counted_under_few_names() -> None:
    labels = [META.label(host) for host in ("graph.facebook.com", "a.fbcdn.net", "cdn.example.com", "a.example.org")]

    assert labels == ["graph.facebook.com", ".fbcdn.net", "cdn.example.com:8443", "other"]
