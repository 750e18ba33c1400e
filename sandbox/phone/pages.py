"""The page of the phone and its files."""

from __future__ import annotations

import re
from pathlib import Path

from sandbox.web import Answer, Request

FOLDER = Path(__file__).resolve().parent / "page"
LANGUAGES = ("es", "en", "pt")
KINDS = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}
NAME = re.compile(r"/phone/(?P<name>[a-z]+(?:-[a-z]+)*\.(?:js|css|svg))")


def page(request: Request) -> Answer | None:
    """Return the page, or one of its files; None for anything else."""
    if request.method not in ("GET", "HEAD"):
        return None
    if request.path == "/":
        written = (FOLDER / "index.html").read_text(encoding="utf-8").replace("{{ language }}", language_of(request))
        return Answer(200, written.encode(), "text/html; charset=utf-8", dict(HEADERS))
    found = NAME.fullmatch(request.path)
    file = FOLDER / found["name"] if found else None
    if file is None or not file.is_file():
        return None
    return Answer(200, file.read_bytes(), KINDS[file.suffix], dict(HEADERS))


def language_of(request: Request) -> str:
    """Return the language of the page: what the address asks for, then what the browser prefers, then Spanish."""
    asked = request.query.get("lang", "")
    if asked in LANGUAGES:
        return asked
    for part in request.headers.get("accept-language", "").split(","):
        short = part.strip()[:2].lower()
        if short in LANGUAGES:
            return short
    return "es"
