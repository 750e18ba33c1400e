"""The control: dials turn all or not at all, the ledger can be read on, and no foreign page steers anything."""

from __future__ import annotations

import pytest
import requests

from tests.sandbox.caller import ANA, NUMBER, Caller


@pytest.mark.parametrize(
    "wrong",
    [
        {"error_5xx": 1.1},
        {"error_5xx": -0.1},
        {"error_5xx": True},
        {"error_5xx": "0.1"},
        {"latency_ms": None},
        {"pair_limit": 1},
        {"next_codes": [131056, "a"]},
        {"media_fault": "meteor"},
        {"jump_hours": "24"},
        {"jump_hours": 1e300},
        {"webhook": 7},
        {"no_such_dial": 1},
    ],
)
def test_a_wrong_dial_turns_none(caller: Caller, wrong: dict[str, object]) -> None:
    before = caller.control("GET", "settings").json()

    answer = caller.control("POST", "settings", json={"drop_status": 0.5} | wrong)

    after = caller.control("GET", "settings").json()
    assert answer.status_code == 400
    assert next(iter(wrong)) in answer.json()["error"]
    assert before | {"now": 0} == after | {"now": 0}


def test_everything_can_be_set_back(caller: Caller) -> None:
    caller.turn(error_5xx=1, pair_limit=True, jump_hours=30, next_codes=[1])

    caller.turn(reset=True)

    dials = caller.control("GET", "settings").json()
    assert (dials["error_5xx"], dials["pair_limit"], dials["clock_hours"], dials["next_codes"]) == (0, False, 0, [])


def test_the_secret_is_not_shown(caller: Caller) -> None:
    answer = caller.control("GET", "settings")

    assert answer.json()["has_secret"] is True
    assert "the-app-secret" not in answer.text


def test_the_ledger_is_read_on_from_where_one_stopped(caller: Caller) -> None:
    caller.text("uno")
    last = caller.control("GET", "ledger").json()["last"]
    caller.text("dos")

    entries = caller.ledger(since=last)

    assert [entry["payload"]["text"]["body"] for entry in entries] == ["dos"]
    assert caller.ledger(since=entries[0]["n"]) == []


def test_emptied_is_empty_and_numbers_go_on(caller: Caller) -> None:
    caller.write(text="Hola")
    caller.text()

    caller.control("DELETE", "ledger")
    caller.text()

    (entry,) = caller.ledger()
    assert entry["n"] == 2
    assert [bubble["author"] for bubble in caller.bubbles()] == ["business"]


def test_a_conversation_is_read_on_from_a_revision(caller: Caller) -> None:
    query = {"guest": ANA, "phone_number_id": NUMBER}
    caller.write(text="Hola")
    seen = caller.control("GET", "chat", params=query).json()["revision"]

    caller.text("Buen día")
    caller.settle()

    news = caller.control("GET", "chat", params=query | {"since": str(seen)}).json()
    assert [bubble["content"]["body"] for bubble in news["bubbles"]] == ["Buen día"]
    assert caller.control("GET", "chat", params=query | {"since": str(news["revision"])}).json()["bubbles"] == []


def test_two_guests_do_not_see_each_other(caller: Caller) -> None:
    caller.write(text="Hola")

    caller.text("Para otra", to="+5491155550002")

    assert len(caller.bubbles()) == 1
    assert len(caller.bubbles("5491155550002")) == 1


def test_a_reaction_shows_on_its_message_and_goes_again(caller: Caller) -> None:
    wamid = caller.text("Hola").json()["messages"][0]["id"]

    caller.write(type="reaction", reply_to=wamid, emoji="👍")
    shown = caller.bubbles()[0]["reactions"]
    caller.write(type="reaction", reply_to=wamid, emoji="")

    assert shown == {"guest": "👍"}
    assert caller.bubbles()[0]["reactions"] == {}


@pytest.mark.parametrize("header", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Host": "evil.example"}])
@pytest.mark.parametrize("path", ["settings", "messages", "media"])
def test_a_page_of_another_site_steers_nothing(caller: Caller, path: str, header: dict[str, str]) -> None:
    answer = caller.control("POST", path, data="{}", headers=header)

    assert answer.status_code == 403


def test_no_file_becomes_a_page(caller: Caller) -> None:
    page = b"<script>alert(1)</script>"
    kept = caller.control("POST", "media", params={"mime_type": "text/html"}, data=page).json()

    answer = caller.control("GET", f"media/{kept['id']}")

    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == "attachment"


def test_state_counts_what_happens(caller: Caller) -> None:
    caller.write(text="Hola")
    caller.text()
    caller.settle()

    state = caller.control("GET", "state").json()

    assert (state["sends"], state["pending"], state["answers"]) == (1, 0, {"200": 4})
    assert state["numbers"] == [{"id": NUMBER, "name": "Las Lomas"}]


def test_profile_health_and_subscription_answer_like_the_graph(caller: Caller) -> None:
    changes = {"messaging_product": "whatsapp", "about": "Cabañas", "websites": ["https://example.com/"]}

    changed = caller.graph("POST", f"{NUMBER}/whatsapp_business_profile", json=changes)
    profile = caller.graph("GET", f"{NUMBER}/whatsapp_business_profile", params={"fields": "about,email"}).json()
    too_long = caller.graph("POST", f"{NUMBER}/whatsapp_business_profile", json=changes | {"about": "a" * 140})
    health = caller.graph("GET", NUMBER, params={"fields": "verified_name,quality_rating"}).json()
    caller.graph("DELETE", "102200300/subscribed_apps")
    apps = caller.graph("GET", "102200300/subscribed_apps").json()["data"]

    assert changed.json() == {"success": True}
    assert profile == {"data": [{"about": "Cabañas", "messaging_product": "whatsapp"}]}
    assert too_long.status_code == 400
    assert health == {"verified_name": "Las Lomas", "quality_rating": "GREEN", "id": NUMBER}
    assert apps == []


def test_a_token_and_an_account_say_how_they_are(caller: Caller) -> None:
    def token() -> dict[str, object]:
        answer: dict[str, object] = caller.graph("GET", "debug_token", params={"input_token": "a"}).json()["data"]
        return answer

    def account() -> dict[str, object]:
        answer = caller.graph("GET", "102200300", params={"fields": "health_status"}).json()
        health: dict[str, object] = answer["health_status"]
        return health

    good = (token(), account())
    caller.turn(token_scopes=["whatsapp_business_messaging"], token_expires_at=1, health_errors=[141006])
    caller.turn(number_fields={"quality_rating": "RED"})
    number = caller.graph("GET", NUMBER, params={"fields": "quality_rating"}).json()

    assert (good[0]["is_valid"], good[0]["expires_at"], good[1]["can_send_message"]) == (True, 0, "AVAILABLE")
    assert (token()["is_valid"], token()["scopes"]) == (False, ["whatsapp_business_messaging"])
    assert account()["can_send_message"] == "BLOCKED"
    assert "141006" in str(account())
    assert number["quality_rating"] == "RED"
    assert caller.graph("GET", "me").json() == {"id": "122100200300400"}


def test_templates_come_in_pages(caller: Caller) -> None:
    templates = [{"name": f"aviso_{turn}", "language": "es", "components": []} for turn in range(5)]
    caller.control("POST", "templates", json={"templates": templates})

    names, url = [], f"{caller.url}/v25.0/102200300/message_templates?limit=2"
    while url:
        page = caller.session.get(url, timeout=10).json()
        names += [template["name"] for template in page["data"]]
        url = page.get("paging", {}).get("next", "")

    assert names == [f"aviso_{turn}" for turn in range(5)]


@pytest.mark.parametrize("path", ["v25.0/1/nonsense", "v25.0/", "vx/1/messages", "v25.0/999"])
def test_an_unknown_call_is_refused_as_the_graph_would(caller: Caller, path: str) -> None:
    answer = caller.session.get(f"{caller.url}/{path}", timeout=10)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, 100)


def test_a_body_that_is_too_large_is_refused_unread(caller: Caller) -> None:
    answer = requests.post(
        f"{caller.url}/_sandbox/media", headers={"Content-Length": "999999999"}, data=iter(()), timeout=10
    )

    assert answer.status_code == 413
