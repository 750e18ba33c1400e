"""The desk's pages about what guests are told: rules in boxes, and one guest's messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bookings.admin.stay_messages import REASONS
from bookings.models import MessageRule, StayMessage, UnitType
from tenants import clock
from tenants.models import Guest, Tenant, User
from tests.bookings.rows import plain_booking
from tests.cast import Enter
from tests.desk.conftest import Sit, sit  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


def page(model: str, view: str, *args: object) -> str:
    return reverse(f"admin:bookings_{model}_{view}", args=args)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def rule_form(**values: Any) -> dict[str, Any]:
    known = {"name": "Saldo", "template": "balance", "anchor": "arrival", "at": "11:00", "when_late": "skip"}
    return {"is_active": "on", "side": "before", "how_many": 3, "balance": "", **known, **values}


@pytest.fixture
def desk(owner: User, sit: Sit) -> Client:  # noqa: F811
    return sit(owner)


@pytest.fixture
def message(hotel: Tenant, guest: Guest, scope: Enter) -> StayMessage:
    with scope(hotel):
        rule = MessageRule.objects.create(name="Cómo llegar", template="way", anchor="arrival", days=-3)
        due_at = clock.now() + timedelta(days=3)
        return StayMessage.objects.create(rule=rule, booking=plain_booking(guest), due_at=due_at)


def test_a_rule_is_written_without_json(desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    chosen = {"balance": "due", "sources": ["whatsapp", "web"], "statuses": ["confirmed"], "types": [cabins.pk]}

    answer = desk.post(page("messagerule", "add"), rule_form(**chosen))

    assert answer.status_code == 302, said(answer)
    with scope(hotel):
        rule = MessageRule.objects.get()
    assert rule.days == -3
    assert rule.conditions == {
        **{"balance_due": True, "source": ["web", "whatsapp"]},
        **{"types": [cabins.pk], "statuses": ["confirmed"]},
    }
    assert "3 días antes de la llegada, 11:00" in said(desk.get(page("messagerule", "changelist")))


def test_a_rule_is_shown_as_it_was_written(desk: Client, cabins: UnitType, hotel: Tenant, scope: Enter) -> None:
    desk.post(page("messagerule", "add"), rule_form(balance="paid", sources=["desk"], types=[cabins.pk]))
    with scope(hotel):
        rule = MessageRule.objects.get()

    shown = said(desk.get(page("messagerule", "change", rule.pk)))

    assert '<option value="before" selected' in shown
    assert '<option value="paid" selected' in shown
    assert 'name="how_many" value="3"' in shown
    assert f'value="{cabins.pk}" id="id_types_0" checked' in shown


@pytest.mark.parametrize(("side", "days"), [("before", -3), ("same_day", 0), ("after", 3)])
def test_days_are_counted_to_either_side(desk: Client, hotel: Tenant, scope: Enter, side: str, days: int) -> None:
    desk.post(page("messagerule", "add"), rule_form(side=side))

    with scope(hotel):
        assert MessageRule.objects.get().days == days


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"how_many": ""}, "Diga cuántos días, o elija «el mismo día»."),
        ({"how_many": -1}, "Asegúrese de que este valor es mayor o igual a 0."),
        ({"statuses": ["cancelled"]}, "no es una de las opciones disponibles"),
        ({"name": "Cómo llegar"}, "Ya hay un mensaje automático con ese nombre."),
    ],
)
def test_a_rule_that_cannot_be_meant_is_refused(
    desk: Client, message: StayMessage, values: dict[str, Any], sentence: str
) -> None:
    assert sentence in said(desk.post(page("messagerule", "add"), rule_form(**values)))


def test_a_neighbours_type_is_no_choice(desk: Client, neighbour: Tenant, scope: Enter) -> None:
    from tests.lodging import make_type

    with scope(neighbour):
        theirs = make_type("Suite ajena")

    answer = desk.post(page("messagerule", "add"), rule_form(types=[theirs.pk]))

    assert answer.status_code == 200
    assert "Suite ajena" not in said(answer)


def test_the_desk_reads_a_rule_in_words(
    clerk: User,
    cabins: UnitType,
    hotel: Tenant,
    scope: Enter,
    sit: Sit,  # noqa: F811
) -> None:
    with scope(hotel):
        conditions = {"balance_due": True, "source": ["whatsapp"], "types": [cabins.pk]}
        rule = MessageRule.objects.create(name="Saldo", template="x", anchor="departure", days=1, conditions=conditions)

    shown = said(sit(clerk).get(page("messagerule", "change", rule.pk)))

    assert "1 días después de la salida, 10:00" in shown
    assert "solo si debe algo; WhatsApp; Cabaña para cuatro" in shown


def test_the_desk_chooses_another_moment_for_one_guest(
    clerk: User,
    message: StayMessage,
    hotel: Tenant,
    scope: Enter,
    sit: Sit,  # noqa: F811
) -> None:
    tomorrow = clock.now() + timedelta(days=1)

    answer = sit(clerk).post(
        page("staymessage", "change", message.pk),
        {"due_at_0": f"{tomorrow:%Y-%m-%d}", "due_at_1": "09:00"},
    )

    assert answer.status_code == 302
    with scope(hotel):
        message.refresh_from_db()
    assert message.is_pinned
    assert message.due_at.date() == tomorrow.date()


def test_no_moment_of_the_past_is_taken(desk: Client, message: StayMessage) -> None:
    values = {"due_at_0": "2020-01-01", "due_at_1": "09:00"}

    answer = desk.post(page("staymessage", "change", message.pk), values)

    assert "Ese momento ya pasó." in said(answer)


def test_the_desk_spares_one_guest_a_message(
    clerk: User,
    message: StayMessage,
    hotel: Tenant,
    scope: Enter,
    sit: Sit,  # noqa: F811
) -> None:
    desk = sit(clerk)

    desk.post(reverse("admin:bookings_staymessage_cancel", args=[message.pk]))

    with scope(hotel):
        message.refresh_from_db()
    assert message.state == "skipped"
    assert "una persona lo canceló" in said(desk.get(page("staymessage", "changelist")))


def test_what_has_gone_out_has_no_moment_to_choose(
    desk: Client, message: StayMessage, hotel: Tenant, scope: Enter
) -> None:
    with scope(hotel):
        StayMessage.objects.update(state="sent")

    shown = said(desk.get(page("staymessage", "change", message.pk)))
    again = desk.post(reverse("admin:bookings_staymessage_cancel", args=[message.pk]), follow=True)

    assert 'name="due_at_0"' not in shown
    assert "Ese mensaje ya salió o ya no corresponde." in said(again)


def test_every_reason_has_words() -> None:
    from bookings import message_conditions, stay_moments
    from bookings.services import stay_messages

    conditions = {word for name, word in vars(message_conditions).items() if name.isupper() and isinstance(word, str)}
    # Of a message that was written already; messaging/admin/words.py has its words.
    conditions.discard(message_conditions.MOVED_ON)
    codes = conditions | {stay_moments.LATE, stay_moments.STAY_OVER, stay_messages.RULE_OFF, stay_messages.BY_HAND}

    assert codes == set(REASONS)
