"""What a person needs to know once everything runs: where each thing is, how to get in, what is missing."""

from __future__ import annotations

import json
import urllib.request
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from tenants.login.link import first_person, link_for


def health_now() -> dict[str, Any]:
    """Ask our own web process how everything is; an empty answer while it cannot say."""
    host = "127.0.0.1" if settings.WEB_HOST in {"0.0.0.0", "::"} else settings.WEB_HOST  # noqa: S104 (compared, not bound)
    headers = {"Host": urlsplit(settings.PUBLIC_URL).netloc}
    request = urllib.request.Request(f"http://{host}:{settings.PORT}/health/", headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=2) as answer:  # noqa: S310
            return dict(json.load(answer))
    except (OSError, ValueError):
        return {}


def banner() -> str:
    """Return the closing lines of the first minute."""
    url, secrets = settings.PUBLIC_URL, settings.VAR / "secrets.env"
    # Without it the command would print a link to the usual port.
    command = f"{'' if settings.PORT == 8000 else f'PORT={settings.PORT} '}.venv/bin/python manage.py desk_link"
    flower = f"http://127.0.0.1:{settings.FLOWER_PORT}/  (user {settings.FLOWER_USER}, FLOWER_PASSWORD)"
    lines = [
        ("Everything", f"{url}/"),
        (
            "Phone",
            f"http://127.0.0.1:{settings.SANDBOX_PORT}/  (write as a guest)" if settings.SANDBOX else "off (SANDBOX)",
        ),
        ("Front desk", f"{url}{link_for(first_person())}" if settings.DEVELOPMENT else f"{url}/admin/"),
        ("", f"(logs you in once; a new one: {command})"),
        *([("", f"(as a clerk of the demonstration: {command} camila)")] if settings.SANDBOX else []),
        ("Flower", flower if settings.FLOWER_PASSWORD else "off (FLOWER_PASSWORD is not set)"),
        ("Health", f"{url}/health/"),
        ("Logs", f"{settings.VAR / 'log'}"),
        ("Passwords", f"{secrets}  (DESK_PASSWORD, FLOWER_PASSWORD)" if secrets.exists() else "in the settings"),
        ("Missing", "; ".join(missing()) or "nothing"),
    ]
    body = "\n".join(f"  {name:<11} {text}" for name, text in lines)
    return f"\nConserje is running. Ctrl-C stops everything.\n\n{body}\n"


def missing() -> list[str]:
    """Return what this installation cannot do yet, with the mend."""
    if find_spec("faster_whisper") is None:
        return ["voice models (voice notes are not understood yet; docs/howto/small-host.md says how to add them)"]
    return []
