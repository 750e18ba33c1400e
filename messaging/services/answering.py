"""Looking at a conversation that waits: what is new is answered together, or waited for, in one transaction.

Two steps, as with every row here. The first moves the moment of the next look on and commits, so that a worker that dies over
a conversation leaves it to somebody else, later each time; the second locks the mailbox, and answers.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models.functions import TruncSecond
from django.utils.translation import gettext_noop as _
from prometheus_client import Counter, Histogram

from messaging import ownership, purposes
from messaging.mailbox.machines import Heard, is_machine, words_of
from messaging.models import AnswerRules, BotMode, Conversation, Mailbox, Message, MessageState, SenderType
from messaging.rings import ADVANCE
from messaging.services.code_claims import answer_claim
from messaging.services.consenting import heed_consents
from messaging.services.drafting import answer_as_allowed, mode_for
from messaging.services.holding import hand_back, hand_over, lease_of, stop_waiting
from messaging.services.replies import apologise, tell_person_comes
from messaging.services.saying import say
from messaging.whatsapp.outgoing import Text
from messaging.window import is_open
from tasks.doorbell import ring
from tenants.scoping import current_tenant_id, tenant_scope

ACTOR = "task:messaging.advance"
# A look that ends neither well nor badly has lost its worker: so long it is left alone, doubled each time.
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 600.0
MOST_FAILURES = 5
# More are left to the next look, which comes at once.
MOST_MESSAGES = 50
# Meta tells whole seconds: what a guest asks for right after somebody's words seems to come before them.
METAS_SECOND = timedelta(seconds=1)
# So much of what was said in the last hour is looked at.
MOST_BEFORE = 60

LOOKS = Counter("conversation_looks_total", "Looks at conversations by what came of them", ["result"])
WAITED = Histogram(
    "conversation_answer_seconds",
    "From a guest's message in our hands to the answer written",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 120, 600),
)

log = logging.getLogger(__name__)

# What would be lost with the machine here is a pause, and nothing waits for it to be on disk.
CLAIM = """
    UPDATE messaging_mailbox SET failures = failures + 1,
           ready_at = statement_timestamp() + make_interval(secs => least(%(longest)s, %(first)s * power(2, failures)))
    WHERE conversation_id = (
        SELECT conversation_id FROM messaging_mailbox WHERE ready_at <= statement_timestamp()
        ORDER BY ready_at LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING conversation_id, tenant_id, failures, set_config('synchronous_commit', 'off', true)
"""

LOCK = "SELECT FROM messaging_mailbox WHERE conversation_id = %s FOR UPDATE"
LOOKED = """
    UPDATE messaging_mailbox SET ready_at = %(again_at)s, failures = 0, error = '',
           waiting_since = CASE WHEN %(again_at)s::timestamptz IS NOT NULL THEN waiting_since END
    WHERE conversation_id = %(id)s
"""


def advance_one(*, now: datetime) -> bool:
    """Look at the conversation that waits longest, and return whether there was one. Call it until there is none."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"longest": LONGEST_PAUSE, "first": FIRST_PAUSE})
        row = cursor.fetchone()
    if row is None:
        return False
    conversation_id, tenant_id, failures, _without_waiting = row
    try:
        look(conversation_id, tenant_id, now=now)
    except Exception as error:  # whatever failed: this conversation waits, all others go on
        log.exception("a conversation could not be answered", extra={"conversation_id": conversation_id})
        LOOKS.labels("failed").inc()
        note_failure(conversation_id, tenant_id, failures=failures, error=type(error).__name__, now=now)
    return True


def note_failure(conversation_id: int, tenant_id: int, *, failures: int, error: str, now: datetime) -> None:
    """Write down what failed; after too many failures a person is asked, and the conversation waits for a new message."""
    with tenant_scope(tenant_id, actor=ACTOR):
        box = Mailbox.objects.filter(pk=conversation_id)
        if failures < MOST_FAILURES:
            box.update(error=error[:200])
            return
        box.update(error=error[:200], ready_at=None, failures=0)
        hand_over(
            conversation_id,
            why="stuck",
            now=now,
            kind="conversation_stuck",
            title=_("WhatsApp: el bot no pudo contestar"),
        )


def look(conversation_id: int, tenant_id: int, *, now: datetime) -> None:
    """Answer what is new in a conversation, or say when to look again; nobody else does meanwhile."""
    with tenant_scope(tenant_id, actor=ACTOR):
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [conversation_id])
        conversation = Conversation.objects.select_related("guest").get(pk=conversation_id)
        again_at = answer(conversation, now=now)
        with connection.cursor() as cursor:
            cursor.execute(LOOKED, {"id": conversation_id, "again_at": again_at})
        if again_at is not None:
            after = max(0.0, (again_at - now).total_seconds())
            transaction.on_commit(partial(ring, ADVANCE._replace(after=after)), robust=True)


def answer(conversation: Conversation, *, now: datetime) -> datetime | None:
    """Answer all that is new, together, and return when to look again, if there is reason to."""
    new = list_new(conversation)
    if not new:
        LOOKS.labels("nothing").inc()
        return None
    rules = AnswerRules.objects.select_related("tenant").first() or AnswerRules(tenant_id=current_tenant_id())
    if waits_until := unheard_until(new, now=now):
        LOOKS.labels("waits_for_voice").inc()
        return waits_until
    left = heed_consents(conversation, new, now=now)
    left = [it for it in left if not answer_claim(conversation, it.content.get("choice_id", ""), now=now)]
    said = read_back(conversation, since=min(new[0].sent_at, now - timedelta(hours=1)))
    asked = since_people(left, said)
    wish = last_wish(since_people(left, said, slack=METAS_SECOND), rules)
    if is_answered_by_bot(conversation, wish, rules=rules, now=now) and asked:
        reply(conversation, asked, said, rules=rules, now=now)
    else:
        LOOKS.labels("left_to_staff").inc()
    Message.objects.filter(pk__in=[message.pk for message in new]).update(state=MessageState.SEEN)
    return now if len(new) == MOST_MESSAGES else None


def is_answered_by_bot(conversation: Conversation, wish: str, *, rules: AnswerRules, now: datetime) -> bool:
    """Return whether the bot has this conversation, or has it again since its guest asks for it; else the staff has it."""
    is_bots = ownership.is_bots(lease_of(conversation), now=now)
    if wish == ownership.STAFF:
        give_to_staff(conversation, rules=rules, now=now)
        return False
    if wish == ownership.BOT and not is_bots and rules.is_on:
        hand_back(conversation_id=conversation.pk, now=now, why=ownership.ASKED_FOR_BOT)
        return True
    if is_bots and not rules.is_on:
        hand_over(conversation.pk, why=ownership.BOT_OFF, now=now, kind="person_wanted", title=WANTED)
    return is_bots and rules.is_on


WANTED = _("WhatsApp: un huésped espera a una persona")


def last_wish(new: Sequence[Message], rules: AnswerRules) -> str:
    """Return whom the guest asked for last, a person or the bot; "" if for neither."""
    person_words = ownership.wish_words(rules.person_words, ownership.PERSON_WORDS)
    bot_words = ownership.wish_words(rules.bot_words, ownership.BOT_WORDS)
    wishes = (
        ownership.wanted_by_words(it.text, person_words=person_words, bot_words=bot_words) for it in reversed(new)
    )
    return next((wish for wish in wishes if wish), "")


def give_to_staff(conversation: Conversation, *, rules: AnswerRules, now: datetime) -> None:
    """Leave a conversation to the staff since its guest wants a person, unless one has it already; the guest is told once."""
    if ownership.now_held(lease_of(conversation), now=now).owner == ownership.STAFF:
        return
    is_news = conversation.owner != ownership.NOBODY
    hand_over(conversation.pk, why=ownership.ASKED_FOR_PERSON, now=now, kind="person_wanted", title=WANTED)
    if is_news and is_open(conversation.last_inbound_at, now=now):
        language = conversation.guest.language or rules.tenant.language
        # Not the bot's: what the bot has written is not sent any more.
        say(
            conversation=conversation,
            content=Text(tell_person_comes(language=language)),
            now=now,
            sender_type=SenderType.SYSTEM,
            rules=rules,
        )


def list_new(conversation: Conversation) -> list[Message]:
    """Return what nobody has looked at, in Meta's order: by its whole seconds, then as it came to us."""
    waiting = Message.objects.filter(conversation=conversation, state=MessageState.NEW)
    return list(waiting.order_by(TruncSecond("sent_at"), "id")[:MOST_MESSAGES])


def unheard_until(new: Sequence[Message], *, now: datetime) -> datetime | None:
    """Return until when to wait for the transcript of a voice note among these; None if there is nothing to wait for."""
    waiting = [message.hear_until for message in new if message.hear_until and not message.text]
    still = [moment for moment in waiting if moment > now]
    return min(still) if still else None


class Before(NamedTuple):
    """What was said before, as far as an answer depends on it."""

    sender_type: str
    state: str
    kind: str
    text: str
    sent_at: datetime
    created_at: datetime


def read_back(conversation: Conversation, *, since: datetime) -> list[Before]:
    """Return what was said in a conversation since then, the newest first, and not endlessly much of it."""
    rows = Message.objects.filter(conversation=conversation, sent_at__gte=since).order_by("-sent_at", "-id")
    return [Before(*row) for row in rows.values_list(*Before._fields)[:MOST_BEFORE]]


def since_people(
    new: Sequence[Message], said: Sequence[Before], *, slack: timedelta = timedelta(0)
) -> Sequence[Message]:
    """Return what came after the last words of the staff, from here or from the phone: the bot keeps out of the rest."""
    by_staff = [it.sent_at for it in said if it.sender_type == SenderType.STAFF]
    return [message for message in new if not by_staff or message.sent_at + slack > max(by_staff)]


def reply(
    conversation: Conversation, new: Sequence[Message], said: Sequence[Before], *, rules: AnswerRules, now: datetime
) -> None:
    """Answer all of these messages together. What waited too long is asked about and not acted on."""
    if why := seems_machine(new, said, now=now):
        stop_bot(conversation, why=why, now=now)
        return
    if not is_open(conversation.last_inbound_at, now=now):
        # An outage of a day: only a template may go, and a person knows which.
        hand_over(
            conversation.pk,
            why="window_closed",
            now=now,
            kind="window_closed",
            title=_("WhatsApp: pasaron 24 horas sin contestar"),
        )
        LOOKS.labels("window_closed").inc()
        return
    # By Meta's moment: through an outage a message may have waited before we had it, at Meta's or on disk.
    is_stale = now - new[0].sent_at > timedelta(minutes=rules.stale_minutes)
    is_asked_again = is_stale and mode_for(conversation, new, rules, now=now) == BotMode.AUTO
    answered = ask_again if is_asked_again else answer_as_allowed
    written = answered(conversation, new, rules=rules, now=now)
    LOOKS.labels("asked_again" if is_asked_again else "answered" if written else "unsaid").inc()
    WAITED.observe(max(0.0, (now - new[0].created_at).total_seconds()))


def ask_again(
    conversation: Conversation, new: Sequence[Message], *, rules: AnswerRules, now: datetime
) -> list[Message]:
    """Ask whether what was said is still wanted, and return what was written."""
    stop_waiting(conversation, now=now)
    language = conversation.guest.language or rules.tenant.language
    written = say(
        conversation=conversation,
        content=Text(apologise([message.text for message in new], language=language)),
        now=now,
        purpose=purposes.ANSWER,
        content_key=f"answer:{new[-1].pk}",
        answers=[message.pk for message in new],
        reply_to=new[-1].wamid,
        rules=rules,
    )
    return [written] if written else []


def seems_machine(new: Sequence[Message], said: Sequence[Before], *, now: datetime) -> str:
    """Return why the bot should keep silent here from now on, "" if it need not."""
    answered = [it for it in said if it.sender_type == SenderType.GUEST and it.state == MessageState.SEEN]
    heard = [Heard(words_of(it.kind, it.text), it.created_at) for it in answered]
    return is_machine([words_of(it.kind, it.text) for it in new], heard, now=now)


def stop_bot(conversation: Conversation, *, why: str, now: datetime) -> None:
    """Let the bot keep silent in a conversation, and a person look."""
    LOOKS.labels("bot_stopped").inc()
    hand_over(
        conversation.pk,
        why=why,
        now=now,
        kind="bot_stopped",
        title=_("WhatsApp: el bot calla, parece contestar otra máquina"),
        detail=why,
    )
