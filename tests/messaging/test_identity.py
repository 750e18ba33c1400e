"""Who writes: numbers that change hands, guests who move, and what Meta tells late, twice or all at once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from messaging.models import AccountNotice, Conversation, Mailbox, Message, RawEvent, WhatsAppNumber
from messaging.services.ingest import ingest_some
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import Guest, GuestIdentity, StaffTask, Tenant
from tenants.scoping import tenant_scope
from tests.cast import Enter
from tests.messaging.line import deliver, ledger, work
from tests.messaging.whatsapp import payloads

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(120)]

A, B, C = "5491155550000", "5491166660000", "5491177770000"
ANA, HEIR = "AR.1", "AR.9"


def ago(seconds: int) -> int:
    return int(clock.now().timestamp()) - seconds


def said(wa_id: str, user_id: str, *, wamid: str, at: int, words: str = "hola") -> dict[str, object]:
    return payloads.text_message(words, wamid=wamid, wa_id=wa_id, user_id=user_id, sent_at=at)


def moved(before: str, after: str, *, wamid: str, at: int, user_id: str = "") -> dict[str, object]:
    return payloads.number_change(new=after, wa_id=before, user_id=user_id, wamid=wamid, sent_at=at)


def come(*messages: dict[str, object]) -> None:
    """Let Meta deliver messages in one webhook, as it does where nobody is named beside them, and read them."""
    value = payloads.value(*messages) | {"contacts": []}
    deliver(payloads.as_bytes(payloads.envelope(value)))
    while ingest_some(now=clock.now()):
        pass


def renamed(*, previous: str, current: str, wa_id: str, at: int) -> None:
    value = payloads.user_id_update(previous=previous, current=current, wa_id=wa_id)
    deliver(payloads.as_bytes(payloads.envelope(value, field="user_id_update", time=at)))
    while ingest_some(now=clock.now()):
        pass


def read_all_again() -> None:
    RawEvent.objects.update(state="waiting", attempts=0, read_at=None, error="")
    while ingest_some(now=clock.now()):
        pass


def addresses() -> list[tuple[str, str]]:
    return list(Conversation.objects.order_by("id").values_list("wa_id", "user_id"))


def test_the_next_owner_of_a_number_that_a_guest_left_is_somebody_else(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    come(moved(A, B, wamid="2", at=ago(60), user_id=ANA))

    come(said(A, HEIR, wamid="3", at=ago(30)))

    with scope(hotel):
        assert Guest.objects.count() == 2
        assert addresses() == [(B, ""), (A, HEIR)]
        first, second = Conversation.objects.order_by("id")
        assert list(second.messages.values_list("wamid", flat=True)) == ["3"]
        assert set(first.guest.identities.values_list("kind", "value")) == {("bsuid", ANA), ("phone", f"+{B}")}


def test_the_owner_after_the_next_is_somebody_else_too(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    for number, owner in enumerate((ANA, HEIR, "AR.10")):
        come(said(A, owner, wamid=str(number), at=ago(90 - number)))

    with scope(hotel):
        assert addresses() == [("", ANA), ("", HEIR), (A, "AR.10")]
        assert GuestIdentity.objects.get(kind="phone").guest == Conversation.objects.order_by("-id")[0].guest


def test_a_number_that_staff_know_leads_to_its_guest_under_a_new_id(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    with scope(hotel):
        GuestIdentity.objects.create(guest=Guest.objects.get(), kind="phone", value=f"+{B}")

    come(said(B, "AR.2", wamid="2", at=ago(60)))

    with scope(hotel):
        assert addresses() == [(B, "AR.2")]


def test_what_comes_again_from_the_old_number_leads_nobody_back(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    come(moved(A, B, wamid="2", at=ago(60), user_id=ANA))
    come(said(B, "AR.2", wamid="3", at=ago(50)))
    come(moved(B, C, wamid="4", at=ago(40), user_id="AR.2"))

    read_all_again()

    with scope(hotel):
        assert addresses() == [(C, "")]
        assert GuestIdentity.objects.get(kind="phone").value == f"+{C}"
        assert (Guest.objects.count(), Message.objects.count()) == (1, 4)


def test_without_ids_what_comes_again_makes_no_second_guest(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, "", wamid="1", at=ago(90)))
    come(moved(A, B, wamid="2", at=ago(60)))

    read_all_again()

    with scope(hotel):
        assert addresses() == [(B, "")]


def test_a_late_message_from_the_old_number_is_kept_and_leads_nobody_back(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    come(moved(A, B, wamid="2", at=ago(60), user_id=ANA))

    come(said(A, ANA, wamid="late", at=ago(70)))

    with scope(hotel):
        assert addresses() == [(B, "")]
        assert Conversation.objects.get().messages.filter(wamid="late").exists()
        assert not GuestIdentity.objects.filter(value=f"+{A}").exists()


def test_a_late_message_of_a_former_owner_takes_the_number_from_nobody(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    come(said(A, HEIR, wamid="1", at=ago(30)))

    come(said(A, ANA, wamid="late", at=ago(90)))

    with scope(hotel):
        owner = Conversation.objects.get(user_id=HEIR)
        assert owner.wa_id == A
        assert GuestIdentity.objects.get(kind="phone").guest_id == owner.guest_id
        assert not StaffTask.objects.exists()


def test_a_late_change_of_number_leads_nobody_back(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    renamed(previous=ANA, current="AR.3", wa_id=C, at=ago(30))

    come(moved(A, B, wamid="late", at=ago(60), user_id=ANA))

    with scope(hotel):
        assert addresses() == [(C, "AR.3")]
        assert GuestIdentity.objects.get(kind="phone").value == f"+{C}"


@pytest.mark.parametrize("first", ["number", "id"])
def test_number_and_id_may_change_in_two_webhooks(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, first: str
) -> None:
    at = ago(60)
    come(said(A, ANA, wamid="1", at=ago(90)))

    if first == "id":
        renamed(previous=ANA, current="AR.2", wa_id=B, at=at)
    come(moved(A, B, wamid="2", at=at, user_id=ANA))
    if first == "number":
        renamed(previous=ANA, current="AR.2", wa_id=B, at=at)

    with scope(hotel):
        assert addresses() == [(B, "AR.2")]
        known = set(Guest.objects.get().identities.values_list("value", flat=True))
        assert known == {ANA, "AR.2", f"+{B}"}


def test_a_change_and_what_is_written_after_it_may_come_together(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))

    come(moved(A, B, wamid="2", at=ago(60), user_id=ANA), said(B, "AR.2", wamid="3", at=ago(50)))

    with scope(hotel):
        assert addresses() == [(B, "AR.2")]
        assert not StaffTask.objects.exists()


def test_only_what_a_guest_sent_opens_the_window(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, ANA, wamid="1", at=ago(90_000)))
    with scope(hotel):
        opened_at = Conversation.objects.get().last_inbound_at

    come(moved(A, B, wamid="2", at=ago(60), user_id=ANA))

    with scope(hotel):
        assert Conversation.objects.get().last_inbound_at == opened_at
        assert Message.objects.filter(kind="system").exists()


def test_an_id_of_somebody_unknown_is_noted(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    at = ago(60)

    for _ in range(2):
        renamed(previous="AR.5", current="AR.6", wa_id=B, at=at)

    with scope(hotel):
        notice = AccountNotice.objects.get()
        assert (notice.field, notice.account) == ("user_id_update", payloads.PHONE_NUMBER_ID)
        assert notice.content["user_id"] == {"previous": "AR.5", "current": "AR.6"}
        assert not Guest.objects.exists()


def test_an_id_that_is_told_again_leads_nobody_back(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    long_ago = ago(60)
    renamed(previous=ANA, current="AR.2", wa_id=B, at=long_ago)
    renamed(previous="AR.2", current="AR.3", wa_id=C, at=ago(40))

    read_all_again()
    renamed(previous=ANA, current="AR.2", wa_id=B, at=long_ago)

    with scope(hotel):
        assert addresses() == [(C, "AR.3")]
        assert AccountNotice.objects.count() == 2


@pytest.mark.parametrize("sort", ["pin", "keep_in_chat", "reaction", "edit"])
def test_what_was_done_to_another_message_is_not_answered(line: WhatsAppNumber, meta: Sandbox, sort: str) -> None:
    come(payloads.unsupported(sort=sort, sent_at=ago(1)))
    work()

    assert ledger(meta) == []


def test_a_kind_that_nobody_knows_is_kept_and_not_answered(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    come(payloads.message("request_welcome", sent_at=ago(1)))
    work()

    assert ledger(meta) == []
    with scope(hotel):
        assert Message.objects.get().kind == "unknown"


def test_a_poll_is_answered(line: WhatsAppNumber, meta: Sandbox) -> None:
    come(payloads.unsupported(sort="poll_creation", sent_at=ago(1)))
    work()

    assert len(ledger(meta)) == 1


def test_a_text_of_a_known_guest_costs_few_queries(line: WhatsAppNumber) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    body = payloads.value(said(A, ANA, wamid="2", at=ago(60)))
    deliver(payloads.as_bytes(payloads.envelope(body)))

    with CaptureQueriesContext(connection) as queries:
        ingest_some(now=clock.now())

    assert len(queries) <= 19


def test_a_guest_who_moves_waits_for_whoever_answers_them(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter, caplog: pytest.LogCaptureFixture
) -> None:
    come(said(A, ANA, wamid="1", at=ago(90)))
    with scope(hotel):
        talk_id = Conversation.objects.get().pk
    holds, go_on = threading.Event(), threading.Event()
    failed: list[Exception] = []

    def answer() -> None:
        """Do as those who answer: hold the mailbox, and then write to the conversation."""
        try:
            with tenant_scope(hotel.pk, actor="test"):
                Mailbox.objects.select_for_update().get(pk=talk_id)
                holds.set()
                go_on.wait(30)
                Conversation.objects.filter(pk=talk_id).update(why="repeats")
        except Exception as error:  # told to the test
            failed.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=answer)
    thread.start()
    assert holds.wait(30)
    deliver(
        payloads.as_bytes(payloads.envelope(payloads.value(said(B, ANA, wamid="2", at=ago(50))) | {"contacts": []}))
    )
    moving = threading.Thread(target=read_in_a_thread)
    moving.start()
    wait_until_somebody_waits()
    go_on.set()
    thread.join()
    moving.join()

    assert failed == []
    assert "could not be read" not in caplog.text
    with scope(hotel):
        assert addresses() == [(B, ANA)]


def read_in_a_thread() -> None:
    try:
        ingest_some(now=clock.now())
    finally:
        connection.close()


def wait_until_somebody_waits() -> None:
    """Return once a statement waits for a lock that another holds."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(asked)
            if cursor.fetchone()[0]:
                return
