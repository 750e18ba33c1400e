"""The sandbox as a process: a phone for trying, and whoever stands in for Meta. Apart, since it knows the demonstration."""

from __future__ import annotations

import sys

from django.conf import settings

from config.supervise.plan import Program
from messaging.demo import SANDBOX_APP, SANDBOX_WABA
from tenants.demo import DEMO


def sandbox_program() -> Program:
    """Return the sandbox; its secret travels by environment."""
    webhook = f"http://127.0.0.1:{settings.PORT}/webhooks/whatsapp/{SANDBOX_APP}"
    numbers = ",".join(f"{tenant.phone_number_id}={tenant.name}" for tenant in DEMO)
    command = (
        *(sys.executable, "-m", "sandbox.serve", "--port", str(settings.SANDBOX_PORT)),
        *("--webhook", webhook, "--numbers", numbers, "--waba-id", SANDBOX_WABA),
    )
    return Program("sandbox", "sandbox", command, {"SANDBOX_SECRET": settings.SANDBOX_SECRET})
