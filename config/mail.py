"""The mail server, from one address: smtp:// (STARTTLS, as providers ask), smtps:// (TLS), smtp+plain:// (this machine's)."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

MAIL_SCHEMES = ("smtp", "smtps", "smtp+plain")
PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


class MailServer(NamedTuple):
    """In the order of Django's settings."""

    backend: str
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def mail_server(url: str) -> MailServer:
    """Return what Django needs to know of the server; without address mail goes nowhere."""
    if not url:
        return MailServer("django.core.mail.backends.dummy.EmailBackend")
    parts = urlsplit(url)
    return MailServer(
        "django.core.mail.backends.smtp.EmailBackend",
        parts.hostname or "",
        parts.port or PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp",
        use_ssl=parts.scheme == "smtps",
    )
