"""Somebody unknown names a booking: they learn nothing, and whoever it belongs to decides, once, within a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bookings.codes import new_code
from bookings.models import Booking
from messaging.models import CodeClaim, Conversation, GuestMerge, Message, WhatsAppNumber, WhatsAppTemplate
from messaging.services import code_claims
from messaging.services.code_claims import answer_claim, claim_booking, find_code
from messaging.services.merging import merge
from sandbox.app import Sandbox
from tenants import clock
from tenants.models import Guest, StaffTask, Tenant
from tests.cast import Enter
from tests.messaging.guests import ago, come, tapped
from tests.messaging.line import ledger
from tests.messaging.talk import send_all, talk_with

REAL = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(120)]
OWNER, ASKER, THIRD = "5491155550000", "5491166661234", "5491177770000"
CODE, NONE = "ACDEF34", "ACDEF36"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ACDEF34", "ACDEF34"),
        ("acdef34", "ACDEF34"),
        ("Hola, mi reserva es ACDEF34, gracias", "ACDEF34"),
        ("el código es acdef34.", "ACDEF34"),
        ("A C D E F 3 4", "ACDEF34"),
        ("código ACD-EF-34", "ACDEF34"),
        ("XKQMRTA", "XKQMRTA"),
        ("PAGO CON TARJETA", None),
        ("tarjeta", None),
        ("3466779", None),
        ("mi código es ACDEF345", None),
        ("gracias", None),
        ("llego a las 7 y 4 personas", None),
        ("", None),
    ],
)
def test_a_code_is_found_inside_a_text(text: str, code: str | None) -> None:
    assert find_code(text) == code


def test_nearly_every_code_that_we_make_is_found() -> None:
    found = sum(find_code(f"mi reserva es {code}") == code for code in (new_code() for _ in range(2000)))

    assert found > 1850


class Scene:
    """Somebody with a booking, somebody else who names it, and a third."""

    def __init__(self, hotel: Tenant, scope: Enter) -> None:
        self.owner, self.asker, self.third = (talk_with(it, hotel, scope) for it in (OWNER, ASKER, THIRD))
        with scope(hotel):
            self.booking = Booking.objects.create(
                guest=self.owner.guest, code=CODE, source="desk", currency="ARS", total=0, deposit=0
            )

    def claim(self, code: str = CODE, *, talk: Conversation | None = None, later: timedelta = timedelta()) -> str:
        return claim_booking(talk or self.asker, code, now=clock.now() + later).words

    def buttons(self) -> list[str]:
        return [it["id"] for it in self.question().content["buttons"]]

    def question(self) -> Message:
        return Message.objects.filter(conversation=self.owner, kind="buttons").latest("id")

    def heard(self, talk: Conversation) -> list[str]:
        return list(Message.objects.filter(conversation=talk).order_by("id").values_list("text", flat=True))

    def guest_of_booking(self) -> int:
        return Booking.objects.get().guest_id

    def is_one(self) -> bool:
        return Guest.objects.filter(merged_into=self.owner.guest).exists()


@pytest.fixture
def scene(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> Any:
    made = Scene(hotel, scope)
    with scope(hotel):
        yield made


class TestClaims:
    pytestmark = REAL

    def test_ones_own_booking_is_simply_returned(self, scene: Scene) -> None:
        claimed = claim_booking(scene.owner, "acdef 34", now=clock.now())

        assert (claimed.booking, claimed.words) == (scene.booking, "")
        assert not CodeClaim.objects.exists()

    def test_a_code_that_is_anothers_and_one_that_is_nobodys_are_answered_alike(self, scene: Scene) -> None:
        right, wrong = scene.claim(CODE), scene.claim(NONE, talk=scene.third)

        assert right.encode() == wrong.encode()
        assert "confirmación" in right
        assert scene.heard(scene.asker) == scene.heard(scene.third) == []
        assert scene.guest_of_booking() == scene.owner.guest_id
        assert GuestMerge.objects.get().state == "proposed"

    def test_the_guest_of_the_booking_is_asked_and_sees_no_whole_number(self, scene: Scene) -> None:
        scene.claim()

        question = scene.question()
        assert "•••• 1234" in question.text
        assert ASKER not in str(question.content)
        assert CODE in question.text

    def test_a_yes_merges_and_tells_both(self, scene: Scene) -> None:
        scene.claim()

        assert answer_claim(scene.owner, scene.buttons()[0], now=clock.now())

        assert scene.is_one()
        assert Conversation.objects.get(pk=scene.asker.pk).guest_id == scene.owner.guest_id
        assert claim_booking(Conversation.objects.get(pk=scene.asker.pk), CODE, now=clock.now()).booking
        assert "Confirmado" in scene.heard(scene.asker)[-1]
        assert "Gracias" in scene.heard(scene.owner)[-1]

    def test_pressed_twice_it_happens_once(self, scene: Scene) -> None:
        scene.claim()
        yes, no = scene.buttons()

        pressed = [answer_claim(scene.owner, it, now=clock.now()) for it in (yes, yes, no)]

        assert pressed == [True, True, True]
        assert CodeClaim.objects.get().state == "agreed"
        assert len(scene.heard(scene.asker)) == 1
        assert not StaffTask.objects.exists()

    def test_a_no_tells_the_asker_nothing_and_a_person_looks(self, scene: Scene) -> None:
        scene.claim()

        answer_claim(scene.owner, scene.buttons()[1], now=clock.now())

        assert not scene.is_one()
        assert scene.heard(scene.asker) == []
        assert GuestMerge.objects.get().state == "refused"
        assert CODE in StaffTask.objects.get(kind="identity_conflict").title

    @pytest.mark.parametrize("who", ["asker", "third"])
    def test_pressed_by_somebody_else_nothing_happens(self, scene: Scene, who: str) -> None:
        scene.claim()

        assert answer_claim(getattr(scene, who), scene.buttons()[0], now=clock.now())

        assert not scene.is_one()
        assert CodeClaim.objects.get().state == "asked"
        assert scene.heard(scene.asker) == scene.heard(scene.third) == []

    @pytest.mark.parametrize("choice", ["claim:nonsense:yes", "claim:::yes", "claim:"])
    def test_a_made_up_token_does_nothing(self, scene: Scene, choice: str) -> None:
        scene.claim()

        answer_claim(scene.owner, choice, now=clock.now())

        assert not scene.is_one()

    def test_another_button_is_not_ours(self, scene: Scene) -> None:
        assert not answer_claim(scene.owner, "confirm:42", now=clock.now())
        assert not answer_claim(scene.owner, "", now=clock.now())

    def test_after_a_day_it_is_too_late(self, scene: Scene) -> None:
        scene.claim()

        answer_claim(scene.owner, scene.buttons()[0], now=clock.now() + timedelta(hours=24, seconds=1))

        assert not scene.is_one()
        assert CodeClaim.objects.get().state == "expired"

    def test_asked_again_the_guest_is_not_bothered_again(self, scene: Scene) -> None:
        assert scene.claim() == scene.claim()

        assert Message.objects.filter(conversation=scene.owner).count() == 1
        assert list(CodeClaim.objects.order_by("id").values_list("state", flat=True)) == ["asked", "repeated"]

    @pytest.mark.parametrize("code", [CODE, NONE])
    def test_after_five_a_day_nobody_is_asked_and_the_words_are_the_same(self, scene: Scene, code: str) -> None:
        heard = [scene.claim(code) for _ in range(7)]

        assert heard[:5] == [heard[0]] * 5
        assert heard[5:] == [code_claims.ENOUGH] * 2
        assert CodeClaim.objects.count() == 5
        assert scene.claim(code, later=timedelta(hours=25)) == heard[0]

    def test_many_who_name_one_booking_do_not_flood_its_guest(self, scene: Scene, hotel: Tenant, scope: Enter) -> None:
        talks = [talk_with(f"54911888800{n:02}", hotel, scope) for n in range(5)]

        heard = {scene.claim(talk=talk) for talk in talks}

        assert len(heard) == 1
        assert Message.objects.filter(conversation=scene.owner).count() == 3
        assert StaffTask.objects.count() == 2

    def test_who_never_wrote_to_us_is_asked_by_a_person(self, scene: Scene) -> None:
        Booking.objects.update(guest=Guest.objects.create(name="De Booking.com"))

        assert scene.claim() == scene.claim(NONE)

        assert CodeClaim.objects.order_by("id")[0].state == "to_staff"
        assert StaffTask.objects.get().link == f"/admin/tenants/guest/{scene.asker.guest_id}/change/"

    def test_past_the_24_hours_a_template_goes_or_a_person_does_it(self, scene: Scene, line: WhatsAppNumber) -> None:
        Conversation.objects.filter(pk=scene.owner.pk).update(last_inbound_at=clock.now() - timedelta(hours=30))
        without = scene.claim()
        WhatsAppTemplate.objects.create(
            waba_id=line.waba_id,
            name=code_claims.TEMPLATE,
            language="es_AR",
            status="APPROVED",
            components=[],
            synced_at=clock.now(),
        )

        assert scene.claim(talk=scene.third) == without

        sent = Message.objects.get(conversation=scene.owner)
        assert (sent.kind, sent.content["body"], sent.content["language"]) == ("template", ["•••• 0000", CODE], "es_AR")
        assert [it["value"].rsplit(":", 1)[1] for it in sent.content["buttons"]] == ["yes", "no"]
        assert StaffTask.objects.count() == 1

    def test_whoever_has_others_keeps_them(self, scene: Scene) -> None:
        merge(absorbed=scene.third.guest, kept=scene.asker.guest, source="staff", now=clock.now())  # type: ignore[arg-type]
        scene.claim()

        answer_claim(scene.owner, scene.buttons()[0], now=clock.now())

        assert scene.guest_of_booking() == scene.asker.guest_id
        assert Guest.objects.filter(merged_into=None).count() == 1

    def test_what_cannot_be_merged_now_a_person_merges(self, scene: Scene) -> None:
        scene.claim()
        Guest.objects.filter(pk=scene.asker.guest_id).update(erased_at=clock.now())

        answer_claim(scene.owner, scene.buttons()[0], now=clock.now())

        assert not scene.is_one()
        assert "falta unir" in StaffTask.objects.get().title


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_buttons_go_to_meta_and_the_tap_comes_back(
    line: WhatsAppNumber, meta: Sandbox, hotel: Tenant, scope: Enter
) -> None:
    scene = Scene(hotel, scope)
    with scope(hotel):
        scene.claim()
    send_all()
    (sent,) = ledger(meta)
    buttons = sent["payload"]["interactive"]["action"]["buttons"]

    come(tapped(OWNER, buttons[0]["reply"]["id"], wamid="tap", at=ago(1)))
    with scope(hotel):
        tap = Message.objects.get(wamid="tap")
        answer_claim(tap.conversation, tap.content["choice_id"], now=clock.now())
    send_all()

    assert sent["payload"]["to"] == f"+{OWNER}"
    assert {entry["payload"]["to"] for entry in ledger(meta)[1:]} == {f"+{OWNER}", f"+{ASKER}"}
    with scope(hotel):
        assert scene.is_one()
