"""Where people are logged in: what they see of it, and how they end it from afar."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tenants import clock
from tenants.login import sessions
from tenants.models import Session, User
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
PHONE, DESK = "Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Safari/537.36", "Mozilla/5.0 (X11; Linux)"


def log_in(user: User, *, agent: str, address: str = "203.0.113.7") -> Client:
    client = Client(headers={"User-Agent": agent}, REMOTE_ADDR=address)
    client.post(reverse("admin:login"), {"username": user.username, "password": PASSWORD})
    assert SESSION_KEY in client.session
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("sessions")).status_code == 200


def row_of(client: Client) -> Session:
    return Session.objects.get(pk=client.session.session_key)


def test_people_see_where_they_are_logged_in_and_nobody_elses(clerk: User, owner: User) -> None:
    here = log_in(clerk, agent=DESK)
    log_in(clerk, agent=PHONE, address="203.0.113.8")
    log_in(owner, agent="Olgas own browser")

    page = here.get(reverse("sessions")).content.decode()

    assert "Esta sesión" in page
    assert "Chrome · Android" in page
    assert "203.0.113.8" in page
    assert "Olgas own browser" not in page


def test_a_page_never_shows_the_key_of_a_session(clerk: User) -> None:
    here, there = log_in(clerk, agent=DESK), log_in(clerk, agent=PHONE)

    page = here.get(reverse("sessions")).content.decode()

    assert str(row_of(there).handle) in page
    assert str(there.session.session_key) not in page


def test_what_a_browser_calls_itself_is_shown_as_text(clerk: User) -> None:
    here = log_in(clerk, agent=DESK)
    log_in(clerk, agent="<script>alert(1)</script>" + "x" * 500)

    page = here.get(reverse("sessions")).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_ending_a_session_logs_that_browser_out(clerk: User) -> None:
    here, there = log_in(clerk, agent=DESK), log_in(clerk, agent=PHONE)

    here.post(reverse("end_sessions"), {"handle": row_of(there).handle})

    assert (is_in(here), is_in(there)) == (True, False)


def test_all_others_end_at_once(clerk: User) -> None:
    here, *others = [log_in(clerk, agent=DESK) for _ in range(4)]

    here.post(reverse("end_sessions"), {"handle": "others"})

    assert is_in(here)
    assert not any(map(is_in, others))


def test_nobody_ends_the_sessions_of_others(clerk: User, owner: User) -> None:
    here, theirs = log_in(clerk, agent=DESK), log_in(owner, agent=PHONE)

    here.post(reverse("end_sessions"), {"handle": row_of(theirs).handle})
    here.post(reverse("end_sessions"), {"handle": "others"})

    assert is_in(theirs)


@pytest.mark.parametrize("handle", ["", "nonsense", "' OR 1=1 --", "00000000-0000-0000-0000-000000000000"])
def test_a_session_that_does_not_exist_is_ended_without_a_fault(clerk: User, handle: str) -> None:
    here = log_in(clerk, agent=DESK)

    assert here.post(reverse("end_sessions"), {"handle": handle}).status_code == 302
    assert is_in(here)


def test_strangers_see_no_list(client: Client) -> None:
    assert not is_in(client)
    assert client.post(reverse("end_sessions"), {"handle": "others"}).status_code == 302


def test_use_is_written_at_most_every_five_minutes(clerk: User) -> None:
    here = log_in(clerk, agent=DESK)
    begun = row_of(here).last_seen_at

    with (
        clock.stopped_at(begun + timedelta(minutes=4)),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        assert is_in(here)
    assert not [query for query in queries.captured_queries if query["sql"].startswith("UPDATE")]

    with clock.stopped_at(begun + timedelta(minutes=6)):
        assert is_in(here)
    assert row_of(here).last_seen_at == begun + timedelta(minutes=6)


def test_where_a_session_began_survives_what_is_saved_in_it(clerk: User) -> None:
    here = log_in(clerk, agent=DESK)
    before = row_of(here)

    store = here.session
    store["something"] = "else"
    store.save()

    after = row_of(here)
    assert (after.created_at, after.address, after.agent, after.handle) == (
        before.created_at,
        "203.0.113.7",
        DESK,
        before.handle,
    )


def test_sessions_that_have_run_out_are_forgotten(clerk: User) -> None:
    here, old = log_in(clerk, agent=DESK), log_in(clerk, agent=PHONE)
    Session.objects.filter(pk=old.session.session_key).update(expire_date=clock.now())

    sessions.forget_expired(clock.now())

    assert [row.pk for row in Session.objects.all()] == [here.session.session_key]
