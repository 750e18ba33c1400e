"""The client and the sandbox's Graph, which refuses what Meta would: everything that can be said is accepted as it is."""

from __future__ import annotations

from typing import Any

import pytest
from prometheus_client import REGISTRY

from messaging.whatsapp.client import (
    Account,
    Profile,
    check_subscription,
    get_number,
    get_profile,
    list_templates,
    mark_read,
    send,
    set_profile,
    subscribe,
    upload,
)
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.outgoing import (
    AskPhone,
    AskPlace,
    BadContent,
    Buttons,
    Choice,
    Content,
    File,
    LinkButton,
    Menu,
    Picture,
    Place,
    Reaction,
    Recipient,
    Row,
    Section,
    TemplateButton,
    TemplateMessage,
    Text,
    TooLong,
    Voice,
)
from sandbox.app import Sandbox
from tests.messaging.whatsapp.test_faults import CODES

ANA = Recipient("5491155550000")
MEDIA = {"picture": "image/png", "file": "application/pdf", "voice": "audio/ogg; codecs=opus"}
CONTENTS: list[Content] = [
    Text("Hola, ¿qué tal? 😀", preview_url=True),
    Buttons("¿Confirma?", (Choice("1", "Sí"), Choice("2", "No")), header="Turno", footer="Casa"),
    Menu("Elija", "Ver", (Section("Jueves", (Row("1", "10:00", "Dra."), Row("2", "11:00"))),)),
    LinkButton("Pague la seña", "Pagar", "https://example.com/p/42"),
    Place(-34.6037, -58.3816, "Casa", "Av. Corrientes 1000"),
    AskPlace("¿Dónde está?"),
    AskPhone("¿Su teléfono?"),
    Picture(link="https://example.com/a.jpg", caption="Cómo llegar"),
    Reaction("wamid.A1", "👍"),
    TemplateMessage("recordatorio", "es_AR", ("Ana", "jueves\n10:00"), buttons=(TemplateButton(0, "si"),)),
]


def entries(graph: Sandbox) -> list[dict[str, Any]]:
    found: Any = graph.world.ledger.since(0)["entries"]
    return list(found)


def counted(name: str, outcome: str) -> float:
    return REGISTRY.get_sample_value(f"{name}_count", {"outcome": outcome}) or 0.0


@pytest.mark.parametrize("content", CONTENTS, ids=lambda content: content.kind)
def test_meta_accepts_each_kind_of_content(graph: Sandbox, account: Account, content: Content) -> None:
    receipt = send(account, content, recipient=ANA, reply_to="wamid.A1", opaque="out:7")

    (entry,) = entries(graph)
    assert (receipt.wamid, entry["outcome"], entry["opaque"]) == (entry["wamid"], "accepted", "out:7")
    assert (receipt.wa_id, receipt.held) == ("5491155550000", False)
    assert entry["payload"]["context"] == {"message_id": "wamid.A1"}


@pytest.mark.parametrize("kind", MEDIA)
def test_what_was_uploaded_can_be_sent(graph: Sandbox, account: Account, kind: str) -> None:
    media_id = upload(account, b"\x89bytes\r\n--x\r\n", MEDIA[kind], 'reserva "ñ".pdf')
    content: Content = {"picture": Picture(media_id), "file": File(media_id, filename="a.pdf")}.get(
        kind, Voice(media_id)
    )  # type: ignore[assignment]  # of three kinds

    receipt = send(account, content, recipient=ANA, opaque="out:7")

    stored = graph.world.files.find(media_id)
    assert stored is not None
    assert (stored.content, stored.mime_type) == (b"\x89bytes\r\n--x\r\n", MEDIA[kind])
    assert entries(graph)[0]["wamid"] == receipt.wamid


@pytest.mark.parametrize(
    ("data", "mime_type", "error"),
    [
        *(
            (b"x", "image/gif", BadContent),
            (b"", "image/png", BadContent),
            (b"x" * (5 << 20) + b"x", "image/png", TooLong),
        ),
        (b"x" * (500 * 1024 + 1), "image/webp", TooLong),
    ],
)
def test_a_file_that_meta_does_not_take_is_not_sent(
    graph: Sandbox, account: Account, data: bytes, mime_type: str, error: type[BadContent]
) -> None:
    with pytest.raises(error):
        upload(account, data, mime_type, "a")

    assert graph.world.connections() == 0


def test_a_guest_without_a_number_is_written_to(graph: Sandbox, account: Account) -> None:
    receipt = send(account, Text("Hola"), recipient=Recipient(user_id="AR.900100200300"), opaque="out:7")

    (entry,) = entries(graph)
    assert (entry["payload"]["recipient"], "to" in entry["payload"]) == ("AR.900100200300", False)
    assert (receipt.wamid, receipt.wa_id) == (entry["wamid"], "")


def test_what_is_too_long_does_not_reach_meta(graph: Sandbox, account: Account) -> None:
    with pytest.raises(TooLong):
        send(account, Buttons("b", (Choice("1", "x" * 21),)), recipient=ANA, opaque="out:7")

    assert graph.world.connections() == 0


def test_each_refusal_of_the_graph_says_what_to_do(graph: Sandbox, account: Account) -> None:
    codes = {code: remedy for code, remedy in CODES if code}  # the fake takes 0 for none
    graph.world.dials.next_codes = list(codes)

    told = {fault.code: fault.remedy for fault in (refused(account) for _ in codes)}

    assert told == codes
    assert {entry["outcome"] for entry in entries(graph)} == {"refused"}


def refused(account: Account) -> SendFault:
    with pytest.raises(SendFault) as fault:
        send(account, Text("Hola"), recipient=Recipient("56912345678"), opaque="out:7")
    return fault.value


def test_a_number_of_the_test_kind_is_tried_in_its_other_form_once(graph: Sandbox, account: Account) -> None:
    graph.world.dials.next_codes = [131030]

    receipt = send(account, Text("Hola"), recipient=ANA, opaque="out:7")

    assert [entry["to"] for entry in entries(graph)] == ["5491155550000", "541155550000"]
    assert receipt.wa_id == "541155550000"


def test_both_forms_refused_is_a_refusal(graph: Sandbox, account: Account) -> None:
    graph.world.dials.next_codes = [131030, 131030]

    with pytest.raises(SendFault) as fault:
        send(account, Text("Hola"), recipient=ANA, opaque="out:7")

    assert (fault.value.code, len(entries(graph))) == (131030, 2)


@pytest.mark.parametrize("share", ["error_5xx", "html"])
def test_a_page_in_place_of_an_answer_leaves_things_open(graph: Sandbox, account: Account, share: str) -> None:
    graph.world.dials.turn({share: 1})

    with pytest.raises(SendFault) as fault:
        send(account, Text("Hola"), recipient=ANA, opaque="out:7")

    assert fault.value.remedy in {Remedy.UNKNOWN, Remedy.RETRY_LATER}
    assert (fault.value.remedy == Remedy.UNKNOWN) == (fault.value.code is None)


def test_a_message_accepted_without_an_answer_is_unknown_when_the_time_is_over(
    graph: Sandbox, account: Account
) -> None:
    graph.world.dials.turn({"timeout_after_accept": 1, "hang_seconds": 30})

    with pytest.raises(SendFault) as fault:
        send(account, Text("Hola"), recipient=ANA, opaque="out:7", seconds=1.0)

    assert (fault.value.remedy, fault.value.title) == (Remedy.UNKNOWN, "timed out")
    assert [entry["outcome"] for entry in entries(graph)] == ["accepted"]


def test_a_token_that_has_ended_stops_the_channel(graph: Sandbox, account: Account) -> None:
    graph.world.dials.refused_tokens = [account.token]

    with pytest.raises(SendFault) as fault:
        get_number(account)

    assert (fault.value.remedy, fault.value.code, fault.value.status) == (Remedy.STOP_CHANNEL, 190, 401)


@pytest.mark.parametrize("token", ["", "a b", "a\r\nX: y", "ñ", "a\n"])
def test_what_can_be_no_token_is_not_sent(graph: Sandbox, token: str) -> None:
    with pytest.raises(SendFault) as fault:
        send(Account("106700800", token), Text("Hola"), recipient=ANA, opaque="out:7")

    assert fault.value.remedy == Remedy.STOP_CHANNEL
    assert graph.world.connections() == 0


@pytest.mark.parametrize("number", ["", "..", "1/2", "1?x=", "1\n", "ñ"])
def test_an_id_leads_nowhere_else(graph: Sandbox, number: str) -> None:
    with pytest.raises(SendFault) as fault:
        send(Account(number, "a-token"), Text("Hola"), recipient=ANA, opaque="out:7")

    assert fault.value.remedy == Remedy.NEVER
    assert graph.world.connections() == 0


def test_a_token_is_not_shown_where_an_account_is() -> None:
    assert "hunter2" not in repr(Account("1", "hunter2"))


@pytest.mark.parametrize("typing", [True, False])
def test_a_message_is_marked_as_read(graph: Sandbox, account: Account, typing: bool) -> None:
    wamid = "wamid.A1"

    mark_read(account, wamid, typing=typing)

    receipts: Any = graph.world.ledger.since(0)["receipts"]
    assert [(receipt["wamid"], receipt["typing"]) for receipt in receipts] == [(wamid, typing)]


def test_a_receipt_that_fails_is_never_unknown(graph: Sandbox, account: Account) -> None:
    graph.world.dials.turn({"latency_ms": 5000})

    with pytest.raises(SendFault) as fault:
        mark_read(account, "wamid.A1", typing=False, seconds=1.0)

    assert fault.value.remedy == Remedy.RETRY_LATER


def test_a_profile_is_read_and_changed(graph: Sandbox, account: Account) -> None:
    profile = Profile("Cabañas", "Ruta 40", "Junto al lago", "a@example.com", "HOTEL", ("https://example.com",))

    set_profile(account, profile)

    assert get_profile(account) == profile


@pytest.mark.parametrize(
    "profile", [Profile(about="x" * 140), Profile(websites=("https://a.b",) * 3), Profile(websites=("no address",))]
)
def test_a_profile_that_meta_would_refuse_is_not_sent(graph: Sandbox, account: Account, profile: Profile) -> None:
    with pytest.raises(BadContent):
        set_profile(account, profile)

    assert graph.world.connections() == 0


def test_all_pages_of_templates_are_read(graph: Sandbox, account: Account) -> None:
    rows = [{"name": f"t{n}", "language": "es", "status": "APPROVED", "category": "UTILITY"} for n in range(205)]
    graph.world.templates.replace([dict(row) for row in rows])

    found = list_templates(account)

    assert sorted(template.name for template in found) == sorted(f"t{n}" for n in range(205))
    assert {(template.language, template.status) for template in found} == {("es", "APPROVED")}


def test_without_the_accounts_id_there_are_no_templates(graph: Sandbox) -> None:
    with pytest.raises(SendFault) as fault:
        list_templates(Account("106700800", "a-token"))

    assert fault.value.remedy == Remedy.NEVER


def test_a_subscription_that_is_missing_is_seen_and_made(graph: Sandbox, account: Account) -> None:
    graph.world.is_subscribed = False
    before = check_subscription(account)

    subscribe(account)

    assert (before, len(check_subscription(account))) == ([], 1)


def test_a_numbers_health_is_told(graph: Sandbox, account: Account) -> None:
    number = get_number(account)

    assert (number.quality, number.throughput, number.platform_type) == ("GREEN", "STANDARD", "CLOUD_API")


def test_one_connection_serves_one_call_after_another(graph: Sandbox, account: Account) -> None:
    for number in range(10):
        send(account, Text("Hola"), recipient=ANA, opaque=f"out:{number}")

    assert (graph.world.connections(), len(entries(graph))) == (1, 10)


def test_sends_are_counted_by_outcome(graph: Sandbox, account: Account) -> None:
    name = "whatsapp_send_duration_seconds"
    before = counted(name, "accepted"), counted(name, "slow_pair")
    graph.world.dials.next_codes = [131056]

    with pytest.raises(SendFault):
        send(account, Text("Hola"), recipient=ANA, opaque="out:1")
    send(account, Text("Hola"), recipient=ANA, opaque="out:2")

    assert (counted(name, "accepted"), counted(name, "slow_pair")) == (before[0] + 1, before[1] + 1)
