"""A guest who writes by WhatsApp, a program that places holds for them, and the workers who tell them."""

from __future__ import annotations

import pytest

from bookings.models import Booking, UnitType
from messaging.models import Conversation, WhatsAppNumber
from sandbox.app import Sandbox
from tasks import stay_messages  # noqa: F401 (it registers the jobs)
from tasks.base import JOBS, run_job
from tasks.models import Job
from tenants import clock
from tenants.models import Guest, GuestIdentity, Tenant
from tests.api.conftest import Api, make_key, with_key
from tests.bookings.api.conftest import place
from tests.cast import Enter
from tests.messaging.line import ledger

PHONE = "5493815550101"


@pytest.fixture
def program(line: WhatsAppNumber, hotel: Tenant) -> Api:
    """A program of the business, which has a number."""
    return with_key(make_key(hotel)[1])


@pytest.fixture
def ana(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> Conversation:
    """The conversation with a guest who wrote a moment ago, and whose number programs name as well."""
    with scope(hotel):
        guest = Guest.objects.create(name="Ana Paz", language="es")
        GuestIdentity.objects.create(guest=guest, kind="phone", value=PHONE)
        return Conversation.objects.create(number=line, guest=guest, wa_id=PHONE, last_inbound_at=clock.now())


@pytest.fixture
def held(ana: Conversation, program: Api, cabins: UnitType, hotel: Tenant, scope: Enter) -> Booking:
    """A hold that a program has placed, of which nobody has told the guest yet."""
    code = place(program, cabins)["code"]
    with scope(hotel):
        return Booking.objects.get(code=code)


def do_jobs() -> None:
    """Do what workers would do of what is asked for here, the oldest first."""
    wanted = Job.objects.filter(name__in=["messaging.tell_guest", "messaging.tell_stay_message"], state="waiting")
    for job in wanted.order_by("pk"):
        run_job(JOBS[job.name], job.pk)


def bodies(meta: Sandbox) -> list[str]:
    return [entry["payload"]["text"]["body"] for entry in ledger(meta)]
