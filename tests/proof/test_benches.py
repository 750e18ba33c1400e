"""Benches print what the design says; the load generator counts what really came back. No figure is asserted on."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
import pytest
from django.conf import settings

from config.embedded import place as places
from config.embedded import services
from config.embedded.place import Place
from proof.benches import BENCHES
from proof.benches.nlu import bench_nlu
from proof.load import generate
from proof.result import BenchResult, alternate, as_json, as_text, percentiles

PARTS = {"name", "figure", "unit", "floor", "ratio", "details"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Answer every third request with 503."""
    seen = iter(range(10**6))

    class Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            body = b"ok" if self.headers["X-Kind"] == "plain" else b""
            self.send_response(503 if next(seen) % 3 == 2 else 200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/hook?a=1"
        server.shutdown()


def test_the_generator_counts_what_came_back(server: str) -> None:
    found = generate(
        url=server, requests=30, connections=3, method="POST", headers={"X-Kind": "plain"}, body='{"a": "ñ"}'
    )

    assert found["statuses"] == {"200": 20, "503": 10}
    assert set(found["ms"]) == {"p50", "p95", "p99"}
    assert found["per_second"] > 0


def test_percentiles_are_milliseconds_of_the_sorted_times() -> None:
    assert percentiles([n / 1000 for n in range(1, 102)]) == {"p50": 51.0, "p95": 96.0, "p99": 100.0}


def test_figure_and_floor_take_turns_and_their_medians_count() -> None:
    order: list[str] = []
    figures, floors = iter([9.0, 1.0, 5.0]), iter([3.0, 2.0, 100.0])

    def figure() -> float:
        order.append("figure")
        return next(figures)

    def floor() -> float:
        order.append("floor")
        return next(floors)

    assert alternate(figure, floor, rounds=3)[:2] == (5.0, 3.0)
    assert order == ["floor", "figure"] * 3


def test_a_result_is_one_line_for_programs_and_several_for_people() -> None:
    result = BenchResult("nlu", 0.2, "ms", floor=1.0, ratio=5.0, details={"p99": 0.9})

    assert set(orjson.loads(as_json(result))) == PARTS
    assert "\n" not in as_json(result)
    assert "p99  0.9" in as_text(result)


def test_the_json_bench_compares_both_libraries_on_the_same_work() -> None:
    said: list[str] = []

    result = BENCHES["json"](said.append)

    assert set(result.details["each"]) == {"webhook_body", "api_answer", "log_line"}
    assert all(row["orjson_us"] > 0 and row["json_us"] > 0 for row in result.details["each"].values())


def test_the_nlu_bench_reads_the_same_messages_as_dateparser() -> None:
    said: list[str] = []

    result = bench_nlu(said.append, most=14)

    assert result.details["messages"] == 4
    assert result.floor
    assert result.figure > 0
    assert set(result.details["cold_ms"]) == {"mean", "p50", "p95", "p99"}
    assert set(result.details["hostile_ms"]) == {"4096", "65536"}


@pytest.mark.timeout(300)
def test_a_bench_prints_its_object_on_the_last_line(tmp_path: Path) -> None:
    environment = {**os.environ, "CONSERJE_VAR": str(tmp_path)}
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench", "health", "--json"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=280)
    house = Place(tmp_path / "bench")
    services.stop(house)
    places.forget(house)

    assert done.returncode == 0, done.stderr[-3000:]
    result = orjson.loads(done.stdout.strip().splitlines()[-1])
    assert set(result) == PARTS
    assert result["name"] == "health"
    assert result["ratio"] == round(result["figure"] / result["floor"], 2)
