"""What became of our messages, and what became of the account."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from messaging.whatsapp.items import AccountUpdate, InboundMessage, StatusUpdate
from tests.messaging.whatsapp import payloads
from tests.messaging.whatsapp.payloads import Json
from tests.messaging.whatsapp.reads import items_of, read, reasons, status_of, wamids


def test_a_status_says_what_became_of_which_message_and_what_it_cost() -> None:
    sent = payloads.status(opaque="out:0192f0", pricing=payloads.priced())

    read = status_of(sent)

    assert read == StatusUpdate(
        phone_number_id=payloads.PHONE_NUMBER_ID,
        wamid="wamid.OUT9",
        status="sent",
        at=datetime.fromtimestamp(payloads.SENT_AT + 10, UTC),
        recipient=payloads.WA_ID,
        user_id=payloads.USER_ID,
        opaque="out:0192f0",
        pricing=payloads.priced(),
        content=sent,
    )


def test_a_failure_says_why() -> None:
    read = status_of(payloads.failed(131047, "Re-engagement message", "More than 24 hours have passed"))

    assert (read.status, read.error_code, read.error_title) == ("failed", 131047, "Re-engagement message")
    assert read.error_detail == "More than 24 hours have passed"


@pytest.mark.parametrize(
    ("error", "code", "detail"),
    [
        ({"code": "131026", "title": "t"}, 131026, ""),
        ({"code": 400, "message": "m"}, 400, "m"),
        ({"title": "t"}, None, ""),
    ],
)
def test_an_error_need_not_be_complete(error: Json, code: int | None, detail: str) -> None:
    read = status_of(payloads.status("failed", errors=[error]))

    assert (read.error_code, read.error_detail) == (code, detail)


@pytest.mark.parametrize("code", [2**31, -(2**31), 10**40, "131.047", "x", True, [1]])
def test_a_code_that_no_column_holds_is_a_flaw_and_the_failure_is_read(code: object) -> None:
    sent = payloads.status("failed", errors=[{"code": code, "title": "t"}])

    reading = read(payloads.envelope(payloads.value(statuses=[sent])))

    assert [getattr(item, "error_code", 0) for item in reading.items] == [None]
    assert reasons(reading) == {"entry[0].changes[0].value.statuses[0].errors[0].code": "wrong_type"}


@pytest.mark.parametrize("word", ["delivered", "read", "played", "deleted", "warning", "Inventado"])
def test_a_word_is_kept_whether_or_not_anybody_knows_it(word: str) -> None:
    assert status_of(payloads.status(word)).status == word


def test_a_recipient_may_be_known_by_id_alone_or_have_it_in_the_wrong_field() -> None:
    sent = payloads.status(recipient_user_id=None)

    assert status_of(sent | {"recipient_id": None, "recipient_user_id": "AR.2"}).user_id == "AR.2"
    in_wrong_field = status_of(sent | {"recipient_id": "AR.2"})
    assert (in_wrong_field.recipient, in_wrong_field.user_id) == ("", "AR.2")


def test_a_status_without_an_id_or_a_word_is_a_flaw_and_the_others_are_read() -> None:
    statuses = [payloads.status(wamid=""), payloads.status(""), payloads.status("read")]

    reading = read(payloads.envelope(payloads.value(statuses=statuses)))

    assert [getattr(item, "status", "") for item in reading.items] == ["read"]
    assert reasons(reading) == {
        "entry[0].changes[0].value.statuses[0]": "no_id",
        "entry[0].changes[0].value.statuses[1]": "no_status",
    }


def test_all_entries_changes_and_items_are_read_in_their_order() -> None:
    def both(number: int) -> Json:
        made = payloads.value(
            *(payloads.text_message(wamid=f"m{number}{n}") for n in range(2)), phone_number_id=str(number)
        )
        return payloads.change(made | {"statuses": [payloads.status(wamid=f"s{number}")]})

    body = payloads.envelope_of(payloads.entry(both(1), both(2), waba_id="A"), payloads.entry(both(3), waba_id="B"))
    reading = read(body)

    assert wamids(reading) == ["m10", "m11", "s1", "m20", "m21", "s2", "m30", "m31", "s3"]
    assert [item.phone_number_id for item in reading.items] == ["1"] * 3 + ["2"] * 3 + ["3"] * 3
    assert reading.faults == ()


def test_the_same_message_twice_is_read_twice_as_the_table_decides() -> None:
    message = payloads.text_message()

    assert wamids(read(payloads.envelope(payloads.value(message, message)))) == ["wamid.A1", "wamid.A1"]


def test_faults_of_the_account_stand_beside_messages() -> None:
    value = payloads.value(payloads.text_message(), errors=[payloads.error(131042, "Payment issue")])

    message, error = items_of(payloads.envelope(value))

    assert isinstance(message, InboundMessage)
    assert error == AccountUpdate(
        field="errors",
        waba_id=payloads.WABA_ID,
        phone_number_id=payloads.PHONE_NUMBER_ID,
        content=payloads.error(131042, "Payment issue"),
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("message_template_status_update", payloads.template_status()),
        ("phone_number_quality_update", payloads.quality_update()),
        ("security", {"display_phone_number": "1", "event": "PIN_CHANGED", "requester": "2"}),
        ("user_preferences", {"user_preferences": [{"wa_id": payloads.WA_ID, "value": "stop", "timestamp": 1}]}),
        ("calls", payloads.value(statuses=[payloads.status("RINGING")])),
        ("history", {"history": [{"threads": []}]}),
        ("a_field_of_tomorrow", {"anything": {"at": ["all"]}}),
    ],
)
def test_every_other_field_is_news_of_the_account(field: str, value: Json) -> None:
    (item,) = items_of(payloads.envelope(value, field=field, time=payloads.SENT_AT))

    assert isinstance(item, AccountUpdate)
    assert (item.field, item.waba_id, item.content) == (field, payloads.WABA_ID, value)
    assert item.at == datetime.fromtimestamp(payloads.SENT_AT, UTC)


def test_news_in_a_list_are_several() -> None:
    change = {"field": "account_alerts", "value": [{"entity_id": "1"}, {"entity_id": "2"}]}

    items = items_of(payloads.envelope_of(payloads.entry(change)))

    assert [getattr(item, "content", None) for item in items] == [{"entity_id": "1"}, {"entity_id": "2"}]


def test_a_partner_s_news_belong_to_the_account_named_inside() -> None:
    (item,) = items_of(payloads.envelope(payloads.partner_added(waba_id="555"), field="account_update", waba_id="9"))

    assert getattr(item, "waba_id", "") == "555"


def test_an_account_s_id_may_come_as_a_number() -> None:
    (item,) = items_of(
        payloads.envelope_of({"id": 102, "changes": [payloads.change({"event": "X"}, field="security")]})
    )

    assert getattr(item, "waba_id", "") == "102"
