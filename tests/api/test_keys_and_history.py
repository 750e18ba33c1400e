"""Keys are made and revoked by people over the API, and what they do is in the history."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tenants import clock
from tenants.models import Tenant, User
from tests.api.conftest import Api, as_person, make_key, with_key

pytestmark = pytest.mark.django_db

WANTED = {"name": "Programa", "scopes": ["guests:read"]}


def test_a_key_is_made_used_and_revoked(owner: User) -> None:
    boss = as_person(owner)

    status, made = boss.post("/keys", WANTED)
    program = with_key(made["secret"])
    before = program.get("/guests")[0]
    revoked = boss.post(f"/keys/{made['id']}/revoke")
    after = program.get("/guests")

    assert (status, before, revoked[0], after[0], after[1]["code"]) == (201, 200, 200, 401, "key_revoked")
    assert boss.post(f"/keys/{made['id']}/revoke")[1]["code"] == "key_already_revoked"
    assert all("secret" not in it and "digest" not in it for it in boss.get("/keys")[1]["items"])


@pytest.mark.parametrize(
    "change",
    [
        {"scopes": ["keys:write"]},
        {"scopes": []},
        {"scopes": ["guests:read"] * 50},
        {"expires_at": "2026-11-21T12:00:00"},
        {"expires_at": "never"},
        {"tenant": 1},
    ],
)
def test_a_key_that_cannot_be_is_refused(owner: User, change: dict[str, object]) -> None:
    assert as_person(owner).post("/keys", {**WANTED, **change})[0] == 400


def test_a_key_void_from_the_start_is_refused(owner: User) -> None:
    past = (clock.now() - timedelta(minutes=1)).isoformat()

    status, problem = as_person(owner).post("/keys", {**WANTED, "expires_at": past})

    assert (status, problem["code"]) == (422, "expires_in_the_past")


def test_a_neighbours_key_does_not_exist_here(owner: User, neighbour: Tenant) -> None:
    theirs, secret = make_key(neighbour)

    assert as_person(owner).post(f"/keys/{theirs.pk}/revoke")[0] == 404
    assert with_key(secret).get("/me")[0] == 200


def test_the_history_names_who_and_no_private_value(api: Api) -> None:
    _, guest = api.post("/guests", {"name": "Ana Paz"})

    _, page = api.get(f"/audit-events?table=tenants_guest&row={guest['id']}")

    (event,) = page["items"]
    assert (event["action"], event["actor"], event["private_columns"]) == (
        "insert",
        api.get("/me")[1]["actor"],
        ["name", "note"],
    )
    assert "Ana" not in str(event)


def test_the_history_of_the_neighbour_is_not_ours(api: Api, neighbours_api: Api) -> None:
    neighbours_api.post("/guests", {"name": "Bruno"})

    assert api.get("/audit-events?table=tenants_guest") == (200, {"items": [], "next": None})
