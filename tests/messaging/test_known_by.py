"""By what a guest is known: ids and names that Meta tells beside, and numbers that are written in two ways."""

from __future__ import annotations

import pytest

from messaging.models import Conversation, WhatsAppNumber
from sandbox.app import Sandbox
from tenants.models import Guest, GuestIdentity, Tenant
from tests.cast import Enter
from tests.messaging.guests import ago, come, said
from tests.messaging.line import ledger
from tests.messaging.talk import say_in, send_all
from tests.messaging.whatsapp import payloads

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(120)]

A, B = "5491155550000", "5491166660000"


def named(wa_id: str, user_id: str, *, username: str = "", parent: str = "") -> tuple[dict[str, object], ...]:
    return (
        payloads.contact(wa_id=wa_id, user_id=user_id, username=username)
        | ({"parent_user_id": parent} if parent else {}),
    )


def known(guest: Guest) -> set[tuple[str, str]]:
    return set(guest.identities.values_list("kind", "value"))


def test_all_that_meta_tells_of_a_guest_is_kept(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, "AR.1", wamid="1", at=ago(9)), contacts=named(A, "AR.1", username="@Ana.Paz", parent="AR.ENT.77"))

    with scope(hotel):
        assert known(Guest.objects.get()) == {
            ("phone", f"+{A}"),
            ("bsuid", "AR.1"),
            ("parent_bsuid", "AR.ENT.77"),
            ("username", "Ana.Paz"),
        }


def test_a_guest_without_a_number_is_known_and_answered(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    come(said("", "AR.1", wamid="1", at=ago(9)), contacts=named("", "AR.1", username="ana"))
    come(said("", "AR.1", wamid="2", at=ago(8)))

    with scope(hotel):
        talk = Conversation.objects.get()
        say_in(talk, "hola")
    send_all()

    assert ledger(meta)[0]["payload"]["recipient"] == "AR.1"
    with scope(hotel):
        assert known(talk.guest) == {("bsuid", "AR.1"), ("username", "ana")}


def test_what_is_told_later_is_kept_too_and_once(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, "AR.1", wamid="1", at=ago(9)))

    for number in (2, 3):
        come(
            said(A, "AR.1", wamid=str(number), at=ago(9 - number)),
            contacts=named(A, "AR.1", username="ana", parent="AR.ENT.77"),
        )

    with scope(hotel):
        assert {("username", "ana"), ("parent_bsuid", "AR.ENT.77")} < known(Guest.objects.get())


def test_a_name_is_whoevers_it_is_now_and_leads_to_nobody(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, "AR.1", wamid="1", at=ago(9)), contacts=named(A, "AR.1", username="ana"))

    come(said(B, "AR.2", wamid="2", at=ago(8)), contacts=named(B, "AR.2", username="ana"))

    with scope(hotel):
        first, second = Guest.objects.order_by("id")
        assert GuestIdentity.objects.get(kind="username").guest == second
        assert known(first) == {("phone", f"+{A}"), ("bsuid", "AR.1")}


def test_what_comes_late_does_not_take_a_name_back(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, "AR.1", wamid="1", at=ago(9)))
    come(said(B, "AR.2", wamid="2", at=ago(8)), contacts=named(B, "AR.2", username="ana"))

    come(said(A, "AR.1", wamid="late", at=ago(30)), contacts=named(A, "AR.1", username="ana"))

    with scope(hotel):
        assert GuestIdentity.objects.get(kind="username").guest == Guest.objects.order_by("id")[1]


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("+54 11 15 5555-0000", "5491155550000"),
        ("+54 11 5555-0000", "5491155550000"),
        ("+54 9 381 555-0101", "543815550101"),
        ("+52 55 1234 5678", "5215512345678"),
        ("+52 1 55 1234 5678", "525512345678"),
        ("+55 11 8765-4321", "5511987654321"),
        ("+55 11 98765-4321", "551187654321"),
    ],
)
def test_a_number_that_staff_typed_is_the_guests_who_writes_in_the_other_form(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter, typed: str, arrives: str
) -> None:
    with scope(hotel):
        ana = Guest.objects.create(name="Ana")
        GuestIdentity.objects.create(guest=ana, kind="phone", value=typed)

    come(said(arrives, "", wamid="1", at=ago(9)))
    with scope(hotel):
        talk = Conversation.objects.get()
        say_in(talk, "hola")
    send_all()

    assert talk.guest_id == ana.pk
    # Answers go to the form that arrived.
    assert ledger(meta)[0]["payload"]["to"] == f"+{arrives}"
