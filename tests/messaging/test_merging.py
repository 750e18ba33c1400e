"""Two guests who are one person: what moves, what goes back, who wins, and where answers go."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import ForeignKey

from bookings.models import Booking, UnitType, WaitlistEntry
from messaging.models import Conversation, GuestConsent, GuestMerge, Mailbox, MergeSource, MergeState, WhatsAppNumber
from messaging.services import merging, recognising
from messaging.services.merging import (
    AlreadyMerged,
    GuestErased,
    MergeBusy,
    MergeChain,
    MergeDecided,
    SameGuest,
    merge,
    propose_merge,
    refuse_proposal,
    unmerge,
)
from messaging.whatsapp.items import Sender
from tenants import clock
from tenants.errors import Conflict, DomainError
from tenants.models import AuditEvent, Guest, GuestIdentity, Tenant
from tenants.queries.guests import find_guest, list_guests
from tenants.scoping import tenant_scope
from tenants.services.guests import find_or_create_guest
from tests.cast import Enter
from tests.messaging.guests import ago, come, moved, said

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(120)]

A, B, C = "5491155550000", "5491166660000", "5491177770000"
OTHER_NUMBER = "106700801"


def person(name: str = "", *, phone: str = "", **columns: str) -> Guest:
    guest = Guest.objects.create(name=name, **columns)
    if phone:
        GuestIdentity.objects.create(guest=guest, kind="phone", value=f"+{phone}")
    return guest


def booking(guest: Guest, code: str) -> Booking:
    return Booking.objects.create(guest=guest, code=code, source="desk", currency="ARS", total=0, deposit=0)


def united(absorbed: Guest, kept: Guest) -> GuestMerge:
    return merge(absorbed=absorbed, kept=kept, source=MergeSource.STAFF, now=clock.now())


def whose(*rows: object) -> list[int]:
    return [type(row)._default_manager.get(pk=row.pk).guest_id for row in rows]  # type: ignore[attr-defined]


def test_everything_of_a_guest_becomes_the_others_and_goes_back(in_hotel: Tenant, line: WhatsAppNumber) -> None:
    ana, anita = person("Ana Paz", phone=A), person("Anita", phone=B, language="pt", note="Alérgica")
    hers, others = booking(anita, "ACDEF34"), booking(ana, "ACDEF36")
    talk = Conversation.objects.create(number=line, guest=anita, wa_id=B)
    consent = GuestConsent.objects.create(
        guest=anita, purpose="marketing", is_in=False, at=clock.now(), source="keyword"
    )

    record = united(anita, ana)

    ana.refresh_from_db()
    assert whose(hers, others, talk, consent) == [ana.pk] * 4
    assert (ana.name, ana.language, ana.note) == ("Ana Paz", "pt", "Alérgica")
    assert sorted(ana.identities.values_list("value", flat=True)) == [f"+{A}", f"+{B}"]
    assert list(list_guests()) == [ana]

    unmerge(record=record, now=clock.now())

    ana.refresh_from_db()
    assert whose(hers, others, talk, consent) == [anita.pk, ana.pk, anita.pk, anita.pk]
    assert (ana.name, ana.language, ana.note) == ("Ana Paz", "", "")
    assert anita.identities.get().value == f"+{B}"
    assert Conversation.objects.get().came_from_id is None
    assert set(list_guests()) == {ana, anita}


def test_what_was_given_to_a_third_or_corrected_since_stays(in_hotel: Tenant) -> None:
    ana, anita, rosa = person(), person("Anita", phone=B), person("Rosa")
    given, mine = booking(anita, "ACDEF34"), booking(anita, "ACDEF36")
    record = united(anita, ana)
    Booking.objects.filter(pk=given.pk).update(guest=rosa)
    Guest.objects.filter(pk=ana.pk).update(name="Ana María")

    unmerge(record=record, now=clock.now())

    assert whose(given, mine) == [rosa.pk, anita.pk]
    assert Guest.objects.get(pk=ana.pk).name == "Ana María"


def test_of_a_wait_for_the_same_nights_one_stays(in_hotel: Tenant, cabins: object) -> None:
    ana, anita = person("Ana"), person("Anita")
    nights = {"type": UnitType.objects.all()[0], "check_in": "2027-01-01", "check_out": "2027-01-03"}
    same = [WaitlistEntry.objects.create(guest=guest, **nights) for guest in (ana, anita)]
    other = WaitlistEntry.objects.create(guest=anita, **nights | {"check_out": "2027-01-04"})

    record = united(anita, ana)

    assert whose(*same, other) == [ana.pk, anita.pk, ana.pk]
    assert record.moved == {"bookings.waitlistentry": [other.pk]}


def test_no_reference_to_a_guest_is_forgotten() -> None:
    about = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is Guest
    }

    moving = {f"{model._meta.label_lower}.guest" for model in [*merging.tables(), Conversation]}

    assert {"bookings.booking.guest", "bookings.quote.guest", "tenants.guestidentity.guest"} <= moving
    assert about - moving == {
        "tenants.guest.merged_into",
        "messaging.conversation.came_from",
        "messaging.guestmerge.absorbed",
        "messaging.guestmerge.kept",
    }, "a column that says whose a row is, is called guest; another one needs a line here"


def test_what_makes_no_sense_is_refused(in_hotel: Tenant) -> None:
    ana, anita, rosa, gone = person("Ana"), person("Anita"), person("Rosa"), person()
    Guest.objects.filter(pk=gone.pk).update(erased_at=clock.now())
    united(anita, ana)

    def why(absorbed: Guest, kept: Guest) -> type[DomainError]:
        with pytest.raises(Conflict) as refused:
            united(absorbed, kept)
        return type(refused.value)

    assert why(ana, ana) is SameGuest
    assert why(rosa, gone) is GuestErased
    assert why(gone, rosa) is GuestErased
    assert why(rosa, anita) is AlreadyMerged
    assert why(anita, rosa) is AlreadyMerged
    assert why(ana, rosa) is MergeChain
    assert GuestMerge.objects.count() == 1


def test_a_proposal_is_made_once_and_decided_once(in_hotel: Tenant) -> None:
    ana, anita = person("Ana"), person("Anita")
    proposed = propose_merge(absorbed=anita, kept=ana, source=MergeSource.CODE)

    again = propose_merge(absorbed=ana, kept=anita, source=MergeSource.CODE)
    record = united(ana, anita)

    assert proposed == again == record
    assert (record.state, record.source, record.decided_by) == (MergeState.MERGED, MergeSource.CODE, "test")
    with pytest.raises(MergeDecided):
        refuse_proposal(record=record, now=clock.now())
    unmerge(record=record, now=clock.now())
    with pytest.raises(MergeDecided):
        unmerge(record=record, now=clock.now())


def test_the_audit_knows_who_did_it(in_hotel: Tenant) -> None:
    ana, anita = person("Ana"), person("Anita")

    united(anita, ana)

    changed = AuditEvent.objects.filter(table_name="tenants_guest", row_id=str(anita.pk), action="update")
    assert changed.get().changes["merged_into_id"] == [None, ana.pk]
    assert AuditEvent.objects.filter(table_name="messaging_guestmerge", actor="test").exists()


def test_whoever_is_found_by_an_old_trace_is_the_guest_who_stays(in_hotel: Tenant) -> None:
    ana, anita = person("Ana"), person("Anita")
    united(anita, ana)
    # As a message that was read at the same moment may leave it.
    GuestIdentity.objects.create(guest=anita, kind="phone", value=f"+{B}")

    assert find_guest(kind="phone", value=f"+{B}") == ana
    assert find_or_create_guest(kind="phone", value=f"+{B}") == ana


def test_each_telephone_keeps_its_thread_and_its_answers(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, "", wamid="1", at=ago(90)), said(B, "", wamid="2", at=ago(80)))
    with scope(hotel):
        ana, anita = Guest.objects.order_by("id")
        record = united(anita, ana)

    come(said(B, "", wamid="3", at=ago(70)), said(A, "", wamid="4", at=ago(60)), said(B, "AR.7", wamid="5", at=ago(50)))

    with scope(hotel):
        first, second = Conversation.objects.order_by("id")
        assert (first.guest_id, second.guest_id) == (ana.pk, ana.pk)
        assert [(it.wa_id, it.messages.count()) for it in (first, second)] == [(A, 2), (B, 3)]
        assert find_guest(kind="bsuid", value="AR.7") == ana

        unmerge(record=record, now=clock.now())
    come(said(B, "AR.7", wamid="6", at=ago(40)))

    with scope(hotel):
        second.refresh_from_db()
        assert (second.guest_id, second.messages.count(), second.came_from_id) == (anita.pk, 4, None)


def test_on_another_number_of_ours_each_telephone_begins_its_own_thread(
    line: WhatsAppNumber, hotel: Tenant, scope: Enter
) -> None:
    come(said(A, "", wamid="1", at=ago(90)), said(B, "", wamid="2", at=ago(80)))
    with scope(hotel):
        ana, anita = Guest.objects.order_by("id")
        united(anita, ana)
        WhatsAppNumber.objects.create(phone_number_id=OTHER_NUMBER)

        def first(wa_id: str) -> Conversation:
            number = WhatsAppNumber.objects.get(phone_number_id=OTHER_NUMBER)
            return recognising.begin(number, Sender(wa_id=wa_id), sent_at=clock.now())[0]

        threads = [first(A), first(B)]

    assert [(it.wa_id, it.guest_id, it.came_from_id) for it in threads] == [(A, ana.pk, None), (B, ana.pk, anita.pk)]


def test_one_telephone_of_two_changes_its_number(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    come(said(A, "", wamid="1", at=ago(90)), said(B, "", wamid="2", at=ago(80)))
    with scope(hotel):
        ana, anita = Guest.objects.order_by("id")
        united(anita, ana)

    come(moved(B, C, wamid="3", at=ago(60)))

    with scope(hotel):
        assert list(Conversation.objects.order_by("id").values_list("wa_id", flat=True)) == [A, C]
        assert set(ana.identities.values_list("value", flat=True)) == {f"+{A}", f"+{C}"}


# --- races ---


def at_once(*works: Callable[[], object]) -> list[object]:
    """Do several things in threads of their own, and return what each came to."""
    outcomes: list[object] = [None] * len(works)

    def run(place: int) -> None:
        try:
            outcomes[place] = works[place]()
        except Exception as error:  # told to the test
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def two_guests(hotel: Tenant) -> tuple[Guest, Guest]:
    with tenant_scope(hotel.pk, actor="test"):
        return person("Ana", phone=A), person("Anita", phone=B)


def merging_of(hotel: Tenant, absorbed: Guest, kept: Guest) -> Callable[[], object]:
    def work() -> object:
        with tenant_scope(hotel.pk, actor="test"):
            return united(absorbed, kept)

    return work


def test_of_two_merges_in_opposite_directions_one_wins(hotel: Tenant, scope: Enter) -> None:
    ana, anita = two_guests(hotel)

    outcomes = at_once(merging_of(hotel, anita, ana), merging_of(hotel, ana, anita))

    assert sorted(type(it).__name__ for it in outcomes) == ["AlreadyMerged", "GuestMerge"]
    with scope(hotel):
        assert Guest.objects.filter(merged_into=None).count() == 1
        stays = Guest.objects.get(merged_into=None)
        assert stays.identities.count() == 2


def test_without_the_locks_both_would_be_gone(hotel: Tenant, scope: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, anita = two_guests(hotel)
    barrier = threading.Barrier(2, timeout=30)

    def look_only(*guest_ids: int) -> list[Guest]:
        found = {guest.pk: guest for guest in Guest.objects.filter(pk__in=guest_ids)}
        barrier.wait()
        return [found[guest_id] for guest_id in guest_ids]

    monkeypatch.setattr(merging, "lock_guests", look_only)
    monkeypatch.setattr(merging, "lock_rows", list)
    at_once(merging_of(hotel, anita, ana), merging_of(hotel, ana, anita))

    with scope(hotel):
        assert not Guest.objects.filter(merged_into=None).exists()


def begin_in_thread(hotel: Tenant, *, looked: threading.Event, go_on: threading.Event) -> Callable[[], object]:
    """Return what begins a conversation with the guest of B, and lets others go first once it knows who that is."""

    def work() -> object:
        with tenant_scope(hotel.pk, actor="test"):
            number = WhatsAppNumber.objects.get()
            found = recognising.find_first_owner

            def slowly(guest: Guest, sender: Sender) -> int | None:
                owner = found(guest, sender)
                if not looked.is_set():
                    looked.set()
                    assert go_on.wait(30)
                return owner

            recognising.find_first_owner = slowly
            try:
                return recognising.begin(number, Sender(wa_id=B), sent_at=clock.now())[0].pk
            finally:
                recognising.find_first_owner = found

    return work


def merge_while_a_message_comes(hotel: Tenant) -> tuple[Guest, Conversation]:
    """Return who stays, and the conversation of a message that came while the other was merged."""
    ana, anita = two_guests(hotel)
    looked, go_on = threading.Event(), threading.Event()

    def merge_then() -> None:
        assert looked.wait(30)
        merging_of(hotel, anita, ana)()
        go_on.set()

    begun, _merged = at_once(begin_in_thread(hotel, looked=looked, go_on=go_on), merge_then)
    assert isinstance(begun, int)
    with tenant_scope(hotel.pk, actor="test"):
        return ana, Conversation.objects.get(pk=begun)


def test_a_first_message_that_comes_meanwhile_is_the_remaining_guests(hotel: Tenant, line: WhatsAppNumber) -> None:
    ana, talk = merge_while_a_message_comes(hotel)

    assert (talk.guest_id, talk.wa_id) == (ana.pk, B)


def test_without_a_second_look_it_would_be_nobodys(
    hotel: Tenant, line: WhatsAppNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognising, "is_merged", lambda _guest: False)

    ana, talk = merge_while_a_message_comes(hotel)

    assert talk.guest_id != ana.pk


def test_a_merge_waits_for_whoever_answers_and_gives_up_in_the_end(
    hotel: Tenant, line: WhatsAppNumber, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, anita = two_guests(hotel)
    with tenant_scope(hotel.pk, actor="test"):
        talk = Conversation.objects.create(number=line, guest=anita, wa_id=B)
        Mailbox.objects.create(conversation_id=talk.pk, tenant_id=hotel.pk)
    monkeypatch.setattr(merging, "MOST_TRIES", 3)

    with transaction.atomic():
        Mailbox.objects.select_for_update().get(pk=talk.pk)
        (outcome,) = at_once(merging_of(hotel, anita, ana))

    assert isinstance(outcome, MergeBusy)
    assert isinstance(merging_of(hotel, anita, ana)(), GuestMerge)
