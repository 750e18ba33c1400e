"""Media of the Graph: upload, address, the file itself behind a bearer token, and what can go wrong with each."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sandbox.graph.errors import Refused
from sandbox.graph.files import Stored
from sandbox.graph.messages import HTML
from sandbox.web import Answer, Request, json_answer
from sandbox.world import World

BOUNDARY = re.compile(r'boundary="?(?P<text>[^";,\s]{1,200})')
PARAMETER = re.compile(r'(\w+)=("?)([^";]*)\2')

HUGE = 2 * 1024**3
MEGABYTE = 1024 * 1024
# What may be sent, and how large; the rest is refused.
MOST = {
    "image/jpeg": 5 * MEGABYTE,
    "image/png": 5 * MEGABYTE,
    "image/webp": MEGABYTE // 2,
    "audio/aac": 16 * MEGABYTE,
    "audio/amr": 16 * MEGABYTE,
    "audio/mpeg": 16 * MEGABYTE,
    "audio/mp4": 16 * MEGABYTE,
    "audio/ogg": 16 * MEGABYTE,
    "video/mp4": 16 * MEGABYTE,
    "video/3gpp": 16 * MEGABYTE,
    "text/plain": 100 * MEGABYTE,
    "application/pdf": 100 * MEGABYTE,
}
OFFICE = ("application/msword", "application/vnd.ms-", "application/vnd.openxmlformats-officedocument.")
FOREIGN = "https://media.example.net/whatsapp_business/attachments/?mid="
PRIVATE = "http://169.254.169.254/latest/meta-data/"


def upload(world: World, request: Request, phone_number_id: str) -> Answer:
    """Keep a file that a business is going to send."""
    world.know_number(phone_number_id)
    fields, file = read_form(request)
    if fields.get("messaging_product") != "whatsapp":
        return Refused(100, "The parameter messaging_product is required.").answer()
    if file is None:
        return Refused(100, "The parameter file is required.").answer()
    content, mime_type, filename = file
    base = mime_type.partition(";")[0].strip()
    most = next((MOST["application/pdf"] for start in OFFICE if base.startswith(start)), MOST.get(base, 0))
    if not most:
        return Refused(100, f"Param file must be a file with one of the following types: {', '.join(MOST)}.").answer()
    if len(content) > most or not content:
        return Refused(131053, f"File size out of range: {len(content)} bytes, most {most}.").answer()
    return json_answer({"id": world.files.keep(content, mime_type, filename).id}, 200)


def read_form(request: Request) -> tuple[dict[str, str], tuple[bytes, str, str] | None]:
    """Return the fields and the file of a multipart form; what is no form holds neither."""
    fields: dict[str, str] = {}
    file = None
    for head, content in parts_of(request):
        disposition = {name: value for name, _, value in PARAMETER.findall(head.get("content-disposition", ""))}
        name = disposition.get("name", "")
        if name == "file":
            # The type as it was written: audio/ogg; codecs=opus keeps its codec.
            file = (content, head.get("content-type", ""), disposition.get("filename", ""))
        elif name:
            fields[name] = content.decode("utf-8", "replace")
    return fields, file


def parts_of(request: Request) -> Iterator[tuple[dict[str, str], bytes]]:
    """Return the headers and the bytes of each part; the bytes are not touched."""
    found = BOUNDARY.search(request.headers.get("content-type", ""))
    if found is None:
        return
    border = b"\r\n--" + found["text"].encode("utf-8", "replace")
    # The first border has no line before it.
    for block in (b"\r\n" + request.body).split(border)[1:-1]:
        head, _, content = block.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
        yield {name.strip().lower(): value.strip() for name, _, value in lines}, content


def describe(world: World, request: Request, stored: Stored) -> Answer:
    """Say where a file can be fetched for the next five minutes."""
    fault = world.dials.media_fault
    query = world.files.address(stored.id, world.clock.now())
    url = f"{request.base_url}/whatsapp_business/attachments/?{query}"
    sha256 = "0" * 64 if fault == "wrong_hash" else stored.sha256_hex
    return json_answer(
        {
            "messaging_product": "whatsapp",
            "id": stored.id,
            "url": FOREIGN + stored.id if fault == "foreign_host" else url,
            "mime_type": stored.mime_type,
            "sha256": sha256,
            "file_size": len(stored.content),
        }
    )


def download(world: World, request: Request) -> Answer:
    """Hand out a file to whoever has a token and an address that still lives."""
    stored = world.files.find(request.query.get("mid", ""))
    is_known = request.headers.get("authorization", "").startswith("Bearer ")
    fault = world.dials.media_fault
    if not is_known or fault == "html":
        return Answer(200 if fault == "html" else 401, HTML, "text/html; charset=utf-8")
    if stored is None or not world.files.opens(request.query, world.clock.now()):
        return Answer(404, b"URL signature expired", "text/plain")
    if fault == "redirect":
        return Answer(302, headers={"Location": PRIVATE})
    if fault == "huge":
        return Answer(200, content_type=stored.mime_type, zeros=HUGE)
    if fault == "short":
        half = stored.content[: len(stored.content) // 2]
        return Answer(200, half, stored.mime_type, claims=len(stored.content))
    return Answer(200, stored.content, stored.mime_type)
