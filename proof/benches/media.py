"""`media`: 100 files fetched from the fake Graph over TLS with 20 ms of latency, as a worker does, with one session of ours.

The floor it stands against is what is usually written: a session for each download. Both ask with as many threads as the
worker has, both read the certificates of the public authorities, and both begin without any connection.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.test.utils import override_settings
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from config.supervise.plan import FULL
from messaging.whatsapp import session
from messaging.whatsapp.client import Account, fetch_media
from proof.benches.endtoend import fake_meta
from proof.result import BenchResult, alternate, machine, percentiles

DOWNLOADS, LATENCY_MS, BYTES = 100, 20, 60_000
THREADS = next(crew.size for crew in FULL if crew.name == "outbound")
ACCOUNT = Account(phone_number_id="100200300", token="bench-token")  # noqa: S106 (opens nothing)
MOST_BYTES = 16 << 20


@dataclass(frozen=True)
class Place:
    """Where the files are, whom to trust there, and which they are."""

    url: str
    authorities: str
    media: list[str]

    def connections(self) -> int:
        """Return how many connections were made there so far; over TLS each is a handshake."""
        return int(self.ask("state")["connections"])

    def ask(self, path: str) -> dict[str, Any]:
        return dict(requests.get(f"{self.url}/_sandbox/{path}", verify=self.authorities, timeout=10).json())


def bench_media(say: Callable[[str], None], *, downloads: int = DOWNLOADS, rounds: int = 5) -> BenchResult:
    """Fetch files in turns: with one session for all, and with one for each."""
    with over_tls(downloads) as place:
        say(f"measuring {rounds} rounds")
        seen: list[dict[str, Any]] = []
        apart: list[dict[str, Any]] = []
        figure, least, both = alternate(
            lambda: p95(seen, fetch_all(place, pooled)), lambda: p95(apart, fetch_all(place, alone)), rounds=rounds
        )
    details = {
        "ms": seen[0]["ms"],
        "floor_ms": apart[0]["ms"],
        "p95_rounds": both,
        "handshakes": max(found["handshakes"] for found in seen),
        "floor_handshakes": max(found["handshakes"] for found in apart),
        "downloads": downloads,
        "bytes": BYTES,
        "threads": THREADS,
        "latency_ms": LATENCY_MS,
        "machine": machine(),
    }
    return BenchResult("media", figure, "ms p95", least, round(figure / least, 3), details)


def p95(seen: list[dict[str, Any]], found: dict[str, Any]) -> float:
    seen.append(found)
    return float(found["ms"]["p95"])


def fetch_all(place: Place, fetch: Callable[[Place, str], int]) -> dict[str, Any]:
    """Fetch every file once, as many at a time as the worker has threads.

    :raises RuntimeError: if one of them did not come whole
    """
    session.close()
    before = place.connections()
    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(partial(timed, place, fetch), place.media))
    if {size for _, size in found} != {BYTES}:
        raise RuntimeError("a file did not come whole: nothing was measured")
    ms = percentiles([seconds for seconds, _ in found])
    # The question itself is one more.
    return {"ms": ms, "handshakes": place.connections() - before - 1}


def timed(place: Place, fetch: Callable[[Place, str], int], media: str) -> tuple[float, int]:
    begun = time.perf_counter()
    size = fetch(place, media)
    return time.perf_counter() - begun, size


def pooled(place: Place, media: str) -> int:
    """Fetch a file as the worker does."""
    return len(fetch_media(ACCOUNT, media, most_bytes=MOST_BYTES).content)


def alone(place: Place, media: str) -> int:
    """Fetch a file with a session that nobody uses again."""
    headers = {"Authorization": f"Bearer {ACCOUNT.token}"}
    with requests.Session() as mine:
        told = mine.get(
            f"{place.url}/{settings.GRAPH_VERSION}/{media}", headers=headers, verify=place.authorities, timeout=30
        ).json()
        return len(mine.get(told["url"], headers=headers, verify=place.authorities, timeout=30).content)


@contextmanager
def over_tls(downloads: int) -> Iterator[Place]:
    """Run the fake Graph with a certificate of its own, full of files, and let our client trust it."""
    with tempfile.TemporaryDirectory() as folder:
        certificate, key, authorities = (
            str(Path(folder) / name) for name in ("cert.pem", "key.pem", "authorities.pem")
        )
        write_certificate(Path(certificate), Path(key))
        Path(authorities).write_bytes(Path(DEFAULT_CA_BUNDLE_PATH).read_bytes() + Path(certificate).read_bytes())
        words = ("--tls", certificate, key)
        with fake_meta("", [ACCOUNT.phone_number_id], *words, certificate=certificate) as (url, _):
            place = Place(url, authorities, [keep(url, authorities) for _ in range(downloads)])
            dials = {"latency_ms": LATENCY_MS}
            requests.post(f"{url}/_sandbox/settings", json=dials, verify=authorities, timeout=10).raise_for_status()
            with override_settings(GRAPH_URL=url, GRAPH_CA_FILE=authorities):
                yield place
                session.close()


def keep(url: str, authorities: str) -> str:
    """Put a file into the fake Graph, and return its id."""
    address = f"{url}/_sandbox/media?mime_type=image/jpeg"
    said = requests.post(address, data=os.urandom(BYTES), verify=authorities, timeout=10)
    return str(said.json()["id"])


def write_certificate(certificate: Path, key: Path) -> None:
    """Write a certificate for this machine that signs itself, good for a day."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the fake Graph of a bench")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(secret, hashes.SHA256())
    )
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    key.write_bytes(secret.private_bytes(pem, pkcs8, serialization.NoEncryption()))
