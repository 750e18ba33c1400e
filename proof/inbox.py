"""A business with as many conversations as a bench wants, made by Postgres itself and kept for the next run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connections, transaction

from proof import talk_rows as rows
from proof.lodging import count_of
from tenants.models import Membership, Tenant, User

# The moment at which the data set was made to be.
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
EACH = 10


@dataclass(frozen=True)
class Inbox:
    """What was made, and who of the staff has some of it in hand."""

    tenant_id: int
    person: User
    conversations: int
    messages: int


def make_inbox(
    slug: str, *, conversations: int, each: int = EACH, say: Callable[[str], None] = lambda _: None
) -> Inbox:
    """Return a business with so many conversations of so many messages; one that stands already is taken as it is."""
    tenant, _ = Tenant.objects.get_or_create(slug=slug, defaults={"name": slug.replace("-", " ").title()})
    person, _ = User.objects.get_or_create(username=slug)
    Membership.objects.get_or_create(tenant=tenant, user=person, defaults={"role": "manager"})
    if not count_of("messaging_conversation", tenant):
        say(f"making {conversations} conversations with {conversations * each} messages of {slug}")
        values: dict[str, Any] = {
            "tenant": tenant.pk,
            "person": person.pk,
            "conversations": conversations,
            "each": each,
            "now": NOW,
        }
        with connections["owner"].cursor() as cursor:
            # Tests' servers do not wait for their log; VACUUM would then take no row for one that everybody sees.
            cursor.execute("SET synchronous_commit = on")
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            for statement in rows.STATEMENTS:
                cursor.execute(statement, values)
        settle()
    return Inbox(tenant.pk, person, count_of("messaging_conversation", tenant), count_of("messaging_message", tenant))


def settle() -> None:
    """Let Postgres know what is there, as autovacuum would in a minute."""
    with connections["owner"].cursor() as cursor:
        for table in rows.TABLES:
            cursor.execute(f"VACUUM (ANALYZE) {table}")
