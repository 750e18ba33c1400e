"""The benches of messaging measure what they say, and refuse to give a figure for work that was not done."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
import pytest

from messaging.models import AnswerRules, Conversation, Message, RawEvent, WhatsAppNumber
from messaging.services.ingest import ingest_some
from proof.benches.media import bench_media
from proof.floor import SECRET
from proof.line import APP, make_line, set_patience
from proof.load import Load, generate
from proof.talk import Talk, in_turn, talk
from tenants import clock
from tenants.scoping import tenant_scope
from tests.messaging.line import deliver, renew_intake

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def hard_of_hearing() -> Iterator[str]:
    """Take every message, and let the ledger tell of an answer to each but those named `lost`; to `twice` there are two."""
    heard: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            wamid = self.rfile.read(int(self.headers["Content-Length"])).decode()
            heard.extend({"lost": [], "twice": [wamid] * 2}.get(wamid, [wamid]))
            self.say(b"")

        def do_GET(self) -> None:
            since = int(self.path.rpartition("=")[2])
            entries = [
                {"outcome": "accepted", "at": 1e12, "payload": {"context": {"message_id": wamid}}}
                for wamid in heard[since:]
            ]
            self.say(orjson.dumps({"entries": entries, "last": since + len(entries)}))

        def say(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def written(folder: Path, *wamids: str) -> str:
    file = folder / "messages"
    file.write_bytes(b"\n".join(f"{wamid}\t{wamid}".encode() for wamid in wamids))
    return str(file)


def test_whoever_gets_no_answer_or_two_is_counted(hard_of_hearing: str, tmp_path: Path) -> None:
    messages = written(tmp_path, "a", "lost", "b", "twice")

    found = talk(
        url=f"{hard_of_hearing}/hook",
        graph=hard_of_hearing,
        messages=messages,
        secret="x",
        per_second=50.0,
        patience=1.0,
    )

    assert (found["asked"], found["answered"], found["repeated"]) == (4, 3, 1)
    assert found["statuses"] == {"200": 4}


def test_no_more_guests_wait_than_were_asked_for(tmp_path: Path) -> None:
    talking = Talk(url="http://x/", graph="http://x/", messages=written(tmp_path, "a", "b", "c"), secret="x", waiting=2)
    post: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    async def write() -> tuple[int, int]:
        feeding = asyncio.create_task(in_turn(talking, list(talking.lines()), post))
        done, _ = await asyncio.wait({feeding}, timeout=0.1)
        before = post.qsize()
        talking.answered["a"] = 1.0
        await feeding
        return before + len(done), post.qsize()

    assert asyncio.run(write()) == (2, 3)


def test_the_generator_signs_each_body_of_its_own(hard_of_hearing: str) -> None:
    found = generate(url=f"{hard_of_hearing}/hook", requests=2, connections=1, method="POST", body="a", secret=SECRET)
    message = Load("http://x/", 1, method="POST", secret=SECRET).message(b"a", 0)

    assert found["statuses"] == {"200": 2}
    assert b"X-Hub-Signature-256: sha256=" in message


def test_what_guests_of_a_bench_write_is_taken_and_is_forgotten_by_the_next_run() -> None:
    line = make_line("casa-de-prueba", numbers=2)
    renew_intake()

    for guest in range(3):
        told = deliver(line.write(guest)[1], path=f"/webhooks/whatsapp/{APP}", secret=SECRET)
        assert told.status == 200
    ingest_some(now=clock.now())

    with tenant_scope(line.tenant.pk, actor="test"):
        assert (Conversation.objects.count(), Message.objects.count()) == (3, 3)
        assert AnswerRules.objects.get().debounce_ms == 0
    again = make_line("casa-de-prueba", numbers=2)
    set_patience(again.tenant, debounce_ms=1500, fragment_ms=4000)
    with tenant_scope(again.tenant.pk, actor="test"):
        assert (Conversation.objects.count(), WhatsAppNumber.objects.count()) == (0, 2)
        assert AnswerRules.objects.get().debounce_ms == 1500
    assert not RawEvent.objects.exists()


def test_a_pooled_session_makes_fewer_handshakes_than_one_for_each_download() -> None:
    result = bench_media(lambda _: None, downloads=24, rounds=1)

    assert result.details["floor_handshakes"] == 24
    assert result.details["handshakes"] <= result.details["threads"]
