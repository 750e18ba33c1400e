"""The process: what it is started with, that it refuses production, and TLS."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from sandbox.app import Sandbox
from sandbox.options import Options, read_options
from tests.house.compose import ROOT
from tests.sandbox.caller import Caller

COMMAND = (sys.executable, "-m", "sandbox.serve", "--port", "0")


def make_certificate(folder: Path) -> tuple[str, str]:
    """Write a certificate for this machine, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "sandbox")])
    now = datetime.now(tz=UTC)
    place = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    cert = made.add_extension(place, critical=False).sign(key, hashes.SHA256())
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "cert.pem").write_bytes(cert.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, pkcs8, plain))
    return str(folder / "cert.pem"), str(folder / "key.pem")


def test_words_win_over_the_environment() -> None:
    environment = {"SANDBOX_PORT": "9", "SANDBOX_SECRET": "a", "SANDBOX_NUMBERS": "1=Uno, 2"}

    options = read_options(["--port", "7"], environment)

    assert (options.port, options.secret, options.numbers) == (7, "a", ("1=Uno", "2"))


def test_it_does_not_start_in_production() -> None:
    environment = os.environ | {"CONSERJE_ENV": "production"}

    done = subprocess.run(COMMAND, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert "does not run in production" in done.stderr


def test_it_serves_needs_no_settings_and_ends_when_told() -> None:
    bare = {"PATH": os.environ["PATH"]}
    with subprocess.Popen(COMMAND, cwd=ROOT, env=bare, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        answer = requests.get(f"{url}_sandbox/state", timeout=10)
        process.send_signal(signal.SIGTERM)
        code = process.wait(timeout=20)

    assert answer.json()["sends"] == 0
    assert code == 0


def test_a_taken_port_is_said_in_a_sentence(caller: Caller) -> None:
    taken = caller.url.rpartition(":")[2]
    command = [*COMMAND[:-1], taken]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)

    assert done.returncode == 1
    assert "cannot listen" in done.stderr
    assert "Traceback" not in done.stderr


def test_over_tls_a_session_needs_one_handshake(tmp_path: Path) -> None:
    cert, key = make_certificate(tmp_path)
    sandbox = Sandbox(Options(port=0, cert=cert, key=key))
    sandbox.start()

    with requests.Session() as session:
        first = session.get(f"{sandbox.url}/_sandbox/state", verify=cert, timeout=10)
        again = session.get(f"{sandbox.url}/_sandbox/state", verify=cert, timeout=10)
    other = requests.get(f"{sandbox.url}/_sandbox/state", verify=cert, timeout=10)
    sandbox.stop()

    assert sandbox.url.startswith("https://")
    assert [answer.json()["connections"] for answer in (first, again, other)] == [1, 1, 2]


def test_many_at_once_are_all_written_down(caller: Caller) -> None:
    caller.turn(statuses=False)

    def send(turn: int) -> int:
        return caller.text(biz_opaque_callback_data=f"out:{turn}", to=f"+54911555{turn:05}").status_code

    with ThreadPoolExecutor(16) as pool:
        codes = list(pool.map(send, range(200)))

    entries = caller.ledger()
    assert set(codes) == {200}
    assert {entry["opaque"] for entry in entries} == {f"out:{turn}" for turn in range(200)}
    assert len({entry["wamid"] for entry in entries}) == 200


@pytest.mark.parametrize("path", ["/", "/phone/main.js"])
def test_a_stopped_sandbox_answers_nothing(path: str) -> None:
    sandbox = Sandbox(Options(port=0))
    sandbox.start()
    url = sandbox.url
    sandbox.stop()

    with pytest.raises(requests.ConnectionError):
        requests.get(url + path, timeout=5)
