"""The mail server, from one address."""

from __future__ import annotations

import pytest

from config.mail import MailServer, mail_server

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://ana:p%40ss@mail.hotel.cl", MailServer(SMTP, "mail.hotel.cl", 587, "ana", "p@ss", use_tls=True)),
        ("smtps://ana:pass@mail.hotel.cl:2465", MailServer(SMTP, "mail.hotel.cl", 2465, "ana", "pass", use_ssl=True)),
        ("smtp+plain://localhost", MailServer(SMTP, "localhost", 25)),
        ("", MailServer("django.core.mail.backends.dummy.EmailBackend")),
    ],
)
def test_the_scheme_says_how_the_way_is_guarded(url: str, server: MailServer) -> None:
    assert mail_server(url) == server
