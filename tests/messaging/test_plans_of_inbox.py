"""How Postgres answers the inbox with 20,000 conversations among others: from indexes, under row-level security.

What is explained is the statement that the application sent, as the application's own role. Nothing is asserted about time;
`manage.py bench inbox` reports that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from messaging.models import Conversation, Message
from messaging.queries import found, inbox, talk
from messaging.services import attention
from proof.inbox import NOW, Inbox, make_inbox
from tenants.scoping import current_tenant_id, tenant_scope
from tests.plans import explained, indexes, kinds, pages, scans, sent

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

TALKS, MESSAGES = "messaging_conversation", "messaging_message"
# Both tables have some 6,000 pages.
FEW_PAGES = 1_500


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Inbox]:
    with django_db_blocker.unblock():
        make_inbox("plans-inbox-next-door", conversations=2_000, each=5)
        yield make_inbox("plans-inbox", conversations=20_000, each=5)
        with connections["owner"].cursor() as cursor:
            cursor.execute("TRUNCATE tenants_tenant, tenants_user CASCADE")
        connections["owner"].close()


@pytest.fixture(autouse=True)
def _at_work(made: Inbox, db: None) -> Iterator[None]:
    with tenant_scope(made.tenant_id, actor="test"):
        yield


@pytest.mark.parametrize(
    ("queue", "index"),
    [
        ("all", "conversation_newest"),
        ("bot", "conversation_newest"),
        ("mine", "conversation_of_person"),
        ("unassigned", "conversation_unassigned"),
        ("waiting", "conversation_waiting"),
        ("snoozed", "conversation_snoozed"),
        ("unread", "conversation_unread"),
    ],
)
@pytest.mark.parametrize("is_deep", [False, True], ids=["first page", "page in the middle"])
def test_a_page_of_a_queue_comes_from_its_own_index(made: Inbox, queue: str, index: str, is_deep: bool) -> None:
    after = (NOW - timedelta(days=182), 10_000) if is_deep else None

    plan = explained(
        sent(lambda: inbox.list_lines(queue, person_id=made.person.pk, limit=51, after=after)), analyze=True
    )

    assert index in indexes(plan)
    assert "Seq Scan" not in scans(plan, TALKS) | scans(plan, MESSAGES)
    # What is last, what the staff said last, and what is unread: each by its index, for these rows alone.
    assert {"message_of_conversation", "message_of_staff", "message_unread"} <= indexes(plan)
    assert pages(plan) < FEW_PAGES


def test_a_page_of_a_queue_is_one_query_however_many_rows_it_has(made: Inbox) -> None:
    counts = []
    for limit in (1, 51, 201):
        with CaptureQueriesContext(connection) as seen:
            inbox.list_lines("all", person_id=made.person.pk, limit=limit)
        counts.append(len(seen))

    assert counts == [1, 1, 1]


def test_who_watches_costs_one_look_at_an_index(made: Inbox) -> None:
    plan = explained(sent(inbox.get_mark), analyze=True)

    assert indexes(plan) == {"conversation_changed"}
    assert pages(plan) < 50


def test_counts_come_from_the_indexes_of_the_queues(made: Inbox) -> None:
    plan = explained(sent(lambda: inbox.count_lines(person_id=made.person.pk)), analyze=True)

    assert {"conversation_waiting", "conversation_unassigned", "conversation_snoozed"} <= indexes(plan)
    assert "Seq Scan" not in scans(plan, TALKS)
    assert pages(plan) < FEW_PAGES


def test_a_thread_comes_from_the_index_of_its_messages(made: Inbox) -> None:
    one = Conversation.objects.latest("last_message_at")

    plan = explained(sent(lambda: talk.list_messages(one.pk, limit=51)), analyze=True)

    assert "message_of_conversation" in indexes(plan)
    assert "Seq Scan" not in scans(plan, MESSAGES)
    assert pages(plan) < FEW_PAGES
    assert "message_of_conversation" in indexes(explained(sent(lambda: talk.get_mark(one.pk))))


def test_what_is_read_is_found_by_the_index_of_what_is_not(made: Inbox) -> None:
    one = Conversation.objects.filter(is_unread=True).first()
    assert one is not None
    with CaptureQueriesContext(connection) as seen:
        attention.read(conversation_id=one.pk, person=made.person)
    (marking,) = [it["sql"] for it in seen if 'SET "is_read"' in it["sql"]]

    assert "message_unread" in indexes(explained(marking))
    assert not Message.objects.filter(conversation=one, direction="in", is_read=False).exists()


@pytest.mark.django_db(databases=["default", "owner"])
def test_words_are_found_by_their_index_and_never_by_reading_a_year_of_messages(made: Inbox) -> None:
    # As the function asks, with its own settings, which an explained call would not show.
    query = f"'desayun':* & '77':* & '={current_tenant_id()}'"
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    plan = explained(
        "SELECT id FROM messaging_message WHERE search @@ %s::tsquery AND tenant_id = %s ORDER BY id DESC LIMIT 50",
        [query, current_tenant_id()],
        using="owner",
    )

    assert indexes(plan) == {"message_search"}
    assert "Seq Scan" not in kinds(plan)
    assert found.find_conversations("desayuno 77", person_id=None)
