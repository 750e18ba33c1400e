"""Many of the staff who take one conversation at the same moment: one has it, and all others are told who."""

from __future__ import annotations

from threading import Barrier

import pytest

from messaging.errors import ConversationTaken
from messaging.models import Conversation, ConversationEvent, WhatsAppNumber
from messaging.ownership import is_anothers, taken_by
from messaging.services import holding
from tenants import clock
from tenants.models import Tenant
from tests.cast import Enter, enter, make_person
from tests.messaging.talk import talk_with
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)

HOW_MANY = 8


def test_of_many_who_take_a_conversation_at_once_one_has_it(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    talk = talk_with("5491155550000", hotel, scope)
    people = [make_person(f"persona{number}", hotel) for number in range(HOW_MANY)]

    def take(number: int) -> str:
        person = people[number]
        with enter(hotel, actor=f"user:{person.pk}"):
            try:
                holding.take(conversation_id=talk.pk, person=person, now=clock.now())
            except ConversationTaken as error:
                return error.fields["assignee"]
        return ""

    told = at_once(HOW_MANY, take)

    with scope(hotel):
        talk.refresh_from_db()
        assert talk.person is not None
        assert sorted(told) == ["", *[talk.person.username] * (HOW_MANY - 1)]
        assert ConversationEvent.objects.filter(kind="claimed").count() == 1


def test_without_the_lock_several_believe_that_they_have_it(line: WhatsAppNumber, hotel: Tenant, scope: Enter) -> None:
    talk = talk_with("5491155550000", hotel, scope)
    people = [make_person(f"persona{number}", hotel) for number in range(HOW_MANY)]
    looked = Barrier(HOW_MANY)

    def take(number: int) -> bool:
        person = people[number]
        with enter(hotel):
            found = Conversation.objects.get(pk=talk.pk)
            if is_anothers(holding.lease_of(found), person.pk, now=clock.now()):
                return False
            looked.wait(timeout=60)
            lease = taken_by(person.pk, now=clock.now(), lasts=holding.how_long())
            Conversation.objects.filter(pk=talk.pk).update(
                owner=lease.owner, person=person, held_until=lease.until, why=lease.why
            )
        return True

    assert sum(at_once(HOW_MANY, take)) == HOW_MANY
