"""Questions about how members are reached, and what they were told."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet

from tenants.errors import NotFound
from tenants.models import Membership, Notice, NoticeChannel, NoticeHours, NoticeRules, User
from tenants.scoping import current_tenant_id
from tenants.values.notices import Hours, Member, Way

MOST_SHOWN = 50


def get_notice_rules() -> NoticeRules:
    """Return the rules of this business; one that never wrote any has the usual ones."""
    return NoticeRules.objects.first() or NoticeRules()


def list_reachable_members() -> list[Member]:
    """Return everybody who works here with their ways and hours: three queries, however many they are."""
    here = Membership.objects.filter(tenant_id=current_tenant_id(), is_active=True, user__is_active=True)
    roles = dict(here.order_by("user_id").values_list("user_id", "role"))
    ways: dict[int, list[Way]] = defaultdict(list)
    for channel in NoticeChannel.objects.filter(is_active=True, user__in=roles).order_by("pk"):
        ways[channel.user_id].append(Way(channel.pk, channel.delay))
    hours = {row.user_id: hours_of(row) for row in NoticeHours.objects.filter(user__in=roles)}
    return [Member(person, role, tuple(ways[person]), hours.get(person, Hours())) for person, role in roles.items()]


def hours_of(row: NoticeHours) -> Hours:
    """Return a member's hours as the deciding part takes them."""
    return Hours(
        quiet=(row.quiet_from, row.quiet_to) if row.quiet_from and row.quiet_to else None,
        urgent_anyway=row.urgent_anyway,
        duty=(row.duty_from, row.duty_to) if row.duty_from and row.duty_to else None,
        duty_days=frozenset(row.duty_days),
    )


def find_notice_hours(person: User) -> NoticeHours:
    """Return a member's hours; whoever never wrote any has none."""
    return NoticeHours.objects.filter(user=person).first() or NoticeHours(user=person)


def list_notice_channels(person: User) -> QuerySet[NoticeChannel]:
    """Return a member's ways, in the order of their turns."""
    return NoticeChannel.objects.filter(user=person).order_by("delay", "pk")


def get_notice_channel(channel_id: int) -> NoticeChannel:
    """Return a way to reach a member.

    :raises NotFound: if this business has none of this number
    """
    channel = NoticeChannel.objects.select_related("user").filter(pk=channel_id).first()
    if channel is None:
        raise NotFound
    return channel


def list_notices_of_task(task_id: int) -> QuerySet[Notice]:
    """Return who was told of a task, or was not, in the order in which it was decided."""
    rows = Notice.objects.filter(task=task_id).select_related("user", "channel")
    return rows.order_by("step", "due_at", "pk")[:MOST_SHOWN]


def list_tests_of(person: User) -> QuerySet[Notice]:
    """Return the newest tests of a member's ways."""
    rows = Notice.objects.filter(user=person, task=None).select_related("channel")
    return rows.order_by("-pk")[:MOST_SHOWN]
