"""A notice by WhatsApp: a template to the member's own phone, and what Meta says became of it."""

from __future__ import annotations

import pytest

from messaging.models import StatusEvent, WhatsAppNumber
from messaging.services.statuses import take_statuses
from messaging.whatsapp.items import StatusUpdate
from tenants import clock
from tenants.models import Notice, NoticeChannel, Tenant, User
from tests.cast import enter
from tests.messaging.line import graph, ledger, make_line, set_dials
from tests.tenants.notices.conftest import MORNING, after, open_task, told, work_until

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = "5493815550199"


@pytest.fixture
def number(hotel: Tenant, clerk: User) -> WhatsAppNumber:
    """A number of the business; the clerk is reached by WhatsApp."""
    with enter(hotel):
        NoticeChannel.objects.create(user=clerk, kind="whatsapp", address=PHONE)
    return make_line(hotel)


def status(number: WhatsAppNumber, row: Notice, word: str, *, error_code: int | None = None) -> StatusUpdate:
    return StatusUpdate(
        phone_number_id=number.phone_number_id,
        wamid=row.wamid,
        status=word,
        opaque=f"notice:{row.pk}",
        at=MORNING,
        error_code=error_code,
    )


def test_the_template_goes_out_with_title_and_link(hotel: Tenant, number: WhatsAppNumber) -> None:
    with graph() as meta:
        open_task(hotel)
        work_until(MORNING)
        (sent,) = ledger(meta)

    with enter(hotel):
        row = Notice.objects.get()
    body = sent["payload"]["template"]["components"][0]["parameters"]
    assert (sent["to"], sent["type"], sent["payload"]["template"]["name"]) == (PHONE, "template", "aviso_personal")
    assert body[0]["text"] == "No salió un mensaje a Ana"
    assert body[1]["text"].endswith(f"/avisos/{row.token}")
    assert (row.state, row.wamid) == ("sent", sent["wamid"])


def test_what_meta_says_of_it_stands_on_the_notice(hotel: Tenant, number: WhatsAppNumber) -> None:
    with graph():
        open_task(hotel)
        work_until(MORNING)

    with enter(hotel):
        row = Notice.objects.get()
        told_of = take_statuses([status(number, row, "delivered")], now=clock.now())
        row.refresh_from_db()

        assert (told_of, row.state, row.delivered_at) == (1, "delivered", MORNING)
        assert StatusEvent.objects.count() == 0


def test_what_meta_could_not_deliver_lets_others_be_told(hotel: Tenant, number: WhatsAppNumber, owner: User) -> None:
    with graph() as meta:
        open_task(hotel)
        work_until(MORNING)
        with enter(hotel):
            NoticeChannel.objects.create(user=owner, kind="whatsapp", address="5493815550188")
            row = Notice.objects.get()
            take_statuses([status(number, row, "failed", error_code=131026)], now=clock.now())
        work_until(after(minutes=1))
        sent = [entry["to"] for entry in ledger(meta)]

    assert sent == [PHONE, "5493815550188"]
    assert told(hotel)[0] == ("carlos", "whatsapp", 1, "failed", "whatsapp_refused")


@pytest.mark.parametrize(
    ("code", "state", "reason"), [(132001, "failed", "whatsapp_refused"), (131016, "waiting", "status")]
)
def test_what_meta_refuses_is_given_up_or_tried_again(
    hotel: Tenant, number: WhatsAppNumber, code: int, state: str, reason: str
) -> None:
    with graph() as meta:
        set_dials(meta, next_codes=[code])
        open_task(hotel)
        work_until(MORNING)

    with enter(hotel):
        row = Notice.objects.get()
    assert (row.state, row.reason, row.code) == (state, reason, code)


def test_without_a_number_it_says_so(hotel: Tenant, clerk: User) -> None:
    with enter(hotel):
        NoticeChannel.objects.create(user=clerk, kind="whatsapp", address=PHONE)
    open_task(hotel)

    work_until(MORNING)

    assert told(hotel) == [("carlos", "whatsapp", 1, "failed", "no_number")]
