"""Pictures, sound and files: from Meta in two steps, and to Meta before a message can name them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import requests
from prometheus_client import Histogram

from messaging.whatsapp.exchange import ALL_SECONDS, Exchange
from messaging.whatsapp.faults import Remedy, SendFault, classify, whole
from messaging.whatsapp.graph import (
    BUCKETS,
    CHUNK,
    WAY_FAULTS,
    Account,
    bearer,
    call,
    lost,
    repeatable,
    timed,
)
from messaging.whatsapp.lines import Refused
from messaging.whatsapp.reading.media import hex_digest
from messaging.whatsapp.refusals import BadContent, TooLong
from messaging.whatsapp.session import ask, hosts

MOST_REDIRECTS = 3
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MB = 1 << 20
DOCUMENT = 100 * MB
OFFICE = "application/vnd.openxmlformats-officedocument."
# What Meta takes, and how much of it.
UPLOADS = {
    **dict.fromkeys(("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), 16 * MB),
    **dict.fromkeys(("image/jpeg", "image/png"), 5 * MB),
    **dict.fromkeys(("video/mp4", "video/3gpp"), 16 * MB),
    **dict.fromkeys(("text/plain", "application/pdf", "application/msword"), DOCUMENT),
    **dict.fromkeys(("application/vnd.ms-excel", "application/vnd.ms-powerpoint"), DOCUMENT),
    f"{OFFICE}wordprocessingml.document": DOCUMENT,
    f"{OFFICE}spreadsheetml.sheet": DOCUMENT,
    f"{OFFICE}presentationml.presentation": DOCUMENT,
    "image/webp": 500 * 1024,
}

DOWNLOADS = Histogram(
    "whatsapp_media_download_duration_seconds",
    "How long a download took, from the media id to the last byte, by outcome",
    ["outcome"],
    buckets=BUCKETS,
)


class MediaGone(SendFault):
    """Meta has it no more: it keeps what a guest sent for seven days."""


class MediaTooBig(SendFault):
    """More than we take."""


class MediaRefused(SendFault):
    """Its address leads where we do not go."""


class MediaDamaged(SendFault):
    """What came is not what Meta announced."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file from Meta; `sha256` is the digest of these bytes, in hexadecimal."""

    content: bytes
    mime_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Announced:
    """What the Graph says about a file: where it is for the next five minutes, and how to know it."""

    url: str
    mime_type: str
    sha256: str
    size: int


def fetch_media(account: Account, media: str, *, most_bytes: int, seconds: float = ALL_SECONDS) -> Download:
    """Return what a guest sent, by its id.

    :raises SendFault: with a remedy: MediaGone, MediaTooBig, MediaRefused, MediaDamaged, or what the Graph says
    """
    with timed(DOWNLOADS, "fetched"), Exchange(seconds) as exchange:
        try:
            return fetch_once(exchange, account, media, most_bytes)
        except MediaGone:
            # The address may have died between the two steps: a new one once, and no loop, which some would punish.
            return fetch_once(exchange, account, media, most_bytes)


def fetch_once(exchange: Exchange, account: Account, media: str, most_bytes: int) -> Download:
    """Ask for the address and download from it."""
    file = announced(
        call(account, "GET", media, exchange=exchange, params={"phone_number_id": account.phone_number_id})
    )
    if file.size > most_bytes:
        raise MediaTooBig(Remedy.NEVER, None, "too big")
    try:
        with follow(exchange, account, file.url) as response:
            check_answer(response, file, most_bytes)
            content = read_within(response, most_bytes)
            exchange.go_on()
    except Refused as error:
        raise MediaRefused(Remedy.NEVER, None, str(error)) from error
    except WAY_FAULTS as error:
        raise repeatable(lost(exchange, error)) from error
    return checked(content, file)


def announced(known: dict[str, Any]) -> Announced:
    """Return what the Graph says about a file, as far as it can be read."""
    url, mime_type, digest, size = (known.get(name) for name in ("url", "mime_type", "sha256", "file_size"))
    if not isinstance(url, str):
        raise MediaDamaged(Remedy.RETRY_LATER, None, "no address", most_retries=1)
    return Announced(url, word(mime_type), word(digest), whole(size) or 0)


def word(value: Any) -> str:
    return value if isinstance(value, str) else ""


def follow(exchange: Exchange, account: Account, url: str) -> requests.Response:
    """Return the answer at the end of a few redirects. Past the hosts that we trust, the token stays behind for good.

    :raises MediaRefused: if the way leads where we do not go, or has no end
    """
    known, is_trusted = hosts(), True
    if not known.is_trusted(url):
        raise MediaRefused(Remedy.NEVER, None, "not a media host")
    for _ in range(MOST_REDIRECTS + 1):
        is_trusted = is_trusted and known.is_trusted(url)
        if not is_trusted and not known.may_follow(url):
            raise MediaRefused(Remedy.NEVER, None, "redirected to nowhere")
        # Compressed, a small answer could become a large one; pictures and sound gain nothing by it.
        headers = {"Accept": "*/*", "Accept-Encoding": "identity"} | (bearer(account) if is_trusted else {})
        response = ask(exchange, "GET", url, headers=headers)
        if response.status_code not in REDIRECTS:
            return response
        response.close()
        url = joined(url, response.headers.get("Location", ""))
    raise MediaRefused(Remedy.NEVER, None, "too many redirects")


def joined(url: str, location: str) -> str:
    """Return where a redirect leads, nothing if that can be no address."""
    try:
        return urljoin(url, location)
    except ValueError:
        return ""


def check_answer(response: requests.Response, file: Announced, most_bytes: int) -> None:
    """Refuse an answer whose head says that it is not the file."""
    if response.status_code in (404, 410):
        raise MediaGone(Remedy.NEVER, None, "gone", status=response.status_code)
    if response.status_code != 200:
        raise repeatable(classify(response.status_code, response.raw.read(CHUNK)))
    if response.headers.get("Content-Type", "").startswith("text/html") and "html" not in file.mime_type:
        raise MediaDamaged(Remedy.RETRY_LATER, None, "a page", most_retries=3)
    length = response.headers.get("Content-Length", "")
    if length.isascii() and length.isdecimal() and (len(length) > 17 or int(length) > most_bytes):
        raise MediaTooBig(Remedy.NEVER, None, "too big")


def read_within(response: requests.Response, most_bytes: int) -> bytes:
    """Return a body; what was announced as its length is not believed."""
    body = bytearray()
    for chunk in response.iter_content(CHUNK):
        body += chunk
        if len(body) > most_bytes:
            raise MediaTooBig(Remedy.NEVER, None, "too big")
    return bytes(body)


def checked(content: bytes, file: Announced) -> Download:
    """Return a file that is the announced one.

    :raises MediaDamaged: if it is another
    """
    digest = hashlib.sha256(content).hexdigest()
    if not content or (file.sha256 and hex_digest(file.sha256) != digest):
        raise MediaDamaged(Remedy.RETRY_LATER, None, "another digest", most_retries=3)
    return Download(content, file.mime_type or "application/octet-stream", digest)


def upload(account: Account, data: bytes, mime_type: str, filename: str, *, seconds: float = ALL_SECONDS) -> str:
    """Give Meta a file, and return the id by which messages name it for 30 days.

    :raises BadContent: if Meta does not take such a file, or not so large a one (TooLong)
    :raises SendFault: with a remedy
    """
    most = UPLOADS.get(mime_type.partition(";")[0].strip().lower())
    if most is None:
        raise BadContent(field="mime_type")
    if not data:
        raise BadContent(field="file")
    if len(data) > most:
        raise TooLong(field="file", length=len(data), most=most)
    known = call(
        account,
        "POST",
        account.phone_number_id,
        "media",
        seconds=seconds,
        data={"messaging_product": "whatsapp", "type": mime_type},
        files={"file": (filename or "file", data, mime_type)},
    )
    media_id = known.get("id")
    if not isinstance(media_id, str) or not media_id:
        raise SendFault(Remedy.RETRY_LATER, None, "no media id", most_retries=3)
    return media_id
