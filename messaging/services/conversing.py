"""Answering what a guest says: understood, decided, done and said in one transaction, with a row that says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from bookings.models import Source
from bookings.services.quotes import create_quotes
from messaging import ownership, purposes
from messaging.dialogue.deeds import deeds
from messaging.dialogue.shapes import (
    Decision,
    Done,
    Facts,
    HandOver,
    Heard,
    Hold,
    Place,
    Refused,
    Reply,
    Tap,
)
from messaging.dialogue.state import Asked, Offered, from_json, to_json
from messaging.dialogue.step import SPOKEN, happened, needs, step
from messaging.dialogue.wording import word
from messaging.models import AnswerRules, BotTurn, Conversation, Direction, Message, SenderType, Talk
from messaging.nlu import to_json as understanding_json
from messaging.nlu import understand
from messaging.queries import dialogue as asking
from messaging.queries.extras import find_addable
from messaging.queries.own_words import own_texts
from messaging.services.bot_effects import Answering, perform
from messaging.services.saying import say
from messaging.services.showing import pictures_of
from messaging.whatsapp import outgoing
from tenants.errors import DomainError

# Of the rules and texts here and in messaging/dialogue and messaging/nlu: a trace says by which an answer was made.
VERSION = "1"
PREFIX = "talk:"
# A decision, what came of it, what that leads to, and once more: after that something goes in circles.
MOST_ROUNDS = 4
# WhatsApp's own limits for words above buttons, and for words alone.
MOST_ABOVE_BUTTONS, MOST_WORDS = 1024, 4096
SPOKEN_KINDS = frozenset({"voice", "audio"})
# A yes to these is acted on at once.
IRREVOCABLE = frozenset({Asked.CONFIRM, Asked.CANCEL_SURE, Asked.CHANGE_SURE, Asked.EXTRA_SURE})


def converse(conversation: Conversation, new: Sequence[Message], *, rules: AnswerRules, now: datetime) -> list[Message]:
    """Answer a burst of messages, and return what was written. Whoever calls has the conversation's mailbox in hand."""
    talk = Talk.objects.filter(conversation=conversation).first() or Talk(changed_at=now)
    new = not_yet_acted_on(new, talk)
    if not new:
        return []
    at_hand = Answering(
        conversation=conversation,
        rules=rules,
        place=asking.get_place(rules.tenant),
        types=asking.list_types(),
        state=from_json(talk.before if is_anew(new, talk) else talk.state),
        away=now - talk.changed_at,
        now=now,
        said_at=new[-1].sent_at,
    )
    if at_hand.state.asked in IRREVOCABLE and has_somebody_spoken(conversation, since=talk.changed_at):
        at_hand.state = replace(at_hand.state, is_put=False)
    before, written = to_json(at_hand.state), list[Message]()
    for group in groups_of(new):
        written += answer_group(at_hand, group)
    talk.conversation, talk.changed_at = conversation, now
    talk.state, talk.before = to_json(at_hand.state), before
    talk.answers, talk.has_acted = [message.pk for message in new], at_hand.has_acted
    talk.save()
    return written


def has_somebody_spoken(conversation: Conversation, *, since: datetime) -> bool:
    """Return whether something else was said to the guest since the bot's question: a yes may be to that."""
    said = Message.objects.filter(conversation=conversation, direction=Direction.OUT, sent_at__gt=since)
    return said.exclude(content_key__startswith="nudge:").exists()


def is_anew(new: Sequence[Message], talk: Talk) -> bool:
    """Return whether an answer is made once more, together with what the guest wrote on."""
    return any(message.pk in talk.answers for message in new)


def not_yet_acted_on(new: Sequence[Message], talk: Talk) -> list[Message]:
    """Return messages without those that led to something that was done: it stays done, and is not done twice."""
    done = set(talk.answers) if talk.has_acted else set()
    return [message for message in new if message.pk not in done]


def groups_of(new: Sequence[Message]) -> list[list[Message]]:
    """Return messages as they are answered: words in a row are one thought, and each button is one of its own."""
    groups: list[list[Message]] = []
    for message in new:
        if not groups or tap_of(message) or tap_of(groups[-1][-1]):
            groups.append([])
        groups[-1].append(message)
    return groups


def tap_of(message: Message) -> Tap | None:
    """Return which of our buttons a message is; None for words, and for buttons of something else."""
    prefix, _colon, rest = message.content.get("choice_id", "").partition(":")
    turn, _colon, action = rest.partition(":")
    if f"{prefix}:" != PREFIX or not (turn.isascii() and turn.isdigit()) or len(turn) > 6:
        return None
    name, _colon, value = action.partition(":")
    return Tap(int(turn), name, value)


def answer_group(at_hand: Answering, group: Sequence[Message]) -> list[Message]:
    """Answer messages that are one thought, and write down why they were answered so."""
    heard, facts = hear(at_hand, group), facts_of(at_hand)
    wanted = needs(at_hand.state, heard, facts)
    if wanted.bookings or wanted.extra:
        own = asking.list_own(at_hand.guest.pk, now=at_hand.now, zone=at_hand.place.zone)
        facts = replace(facts, bookings=own)
    if wanted.extra:
        addable = find_addable(
            wanted.extra, facts.bookings or (), now=at_hand.now, zone=at_hand.place.zone, language=at_hand.language
        )
        facts = replace(facts, addable=addable)
    if wanted.search:
        found = asking.search(wanted.search, at_hand.types, now=at_hand.now, language=at_hand.language)
        facts = replace(facts, search=found)
    decision = step(at_hand.state, heard, facts)
    done = carry_out(at_hand, decision, facts)
    written = utter(at_hand, done, group)
    BotTurn.objects.create(
        conversation=at_hand.conversation,
        message=written[0] if written else None,
        answers=[message.pk for message in group],
        at=at_hand.now,
        heard=heard.text[:4096],
        intent=heard.understanding.intent,
        rule=done.rule[:60],
        understanding=understanding_json(heard.understanding),
        facts=asking.told(facts),
        does=deeds(done.effects),
        state=to_json(at_hand.state),
        version=VERSION,
    )
    return written


def hear(at_hand: Answering, group: Sequence[Message]) -> Heard:
    """Return what was said, understood with the guest's day and the names of the house."""
    text = "\n".join(message.text for message in group if message.text)
    here, house = at_hand.said_at.astimezone(at_hand.place.zone), at_hand.place.house
    understanding = understand(
        text,
        today=here.date(),
        country=house.country if house and house.country else "AR",
        names=list(at_hand.types.ids),
    )
    if is_for_bot(text, at_hand.rules):
        understanding = replace(understanding, intent="greeting")
    at_hand.spoken = understanding.language if understanding.language in SPOKEN else ""
    last = group[-1]
    return Heard(
        understanding,
        text,
        kind=last.kind,
        tap=tap_of(last),
        is_voice=any(it.kind == "voice" for it in group),
        is_unheard=any(it.kind in SPOKEN_KINDS and not it.text.strip() for it in group),
    )


def is_for_bot(text: str, rules: AnswerRules) -> bool:
    """Return whether a guest calls the bot back, with nothing else: it greets them."""
    words = ownership.wish_words(rules.bot_words, ownership.BOT_WORDS)
    return ownership.wanted_by_words(text, person_words=frozenset(), bot_words=words) == ownership.BOT


def facts_of(at_hand: Answering) -> Facts:
    return asking.facts_of(
        at_hand.place,
        types=at_hand.types,
        language=at_hand.language,
        guest_name=at_hand.guest.name,
        away=at_hand.away,
        said_at=at_hand.said_at,
        now=at_hand.now,
        staff_hours=(at_hand.rules.staff_from, at_hand.rules.staff_until),
    )


# --- Doing ---------------------------------------------------------------------------------------------------------------


def carry_out(at_hand: Answering, decision: Decision, facts: Facts) -> Decision:
    """Do what was decided, and go on with what came of it; returns all that is to be said."""
    replies, effects, rules = list(decision.replies), list(decision.effects), [decision.rule]
    at_hand.state = decision.state
    for _round in range(MOST_ROUNDS):
        outcomes = [outcome for effect in decision.effects if (outcome := perform(at_hand, effect))]
        if not outcomes:
            break
        for outcome in outcomes:
            decision = happened(at_hand.state, outcome, facts_after(at_hand, outcome, facts))
            at_hand.state = decision.state
            replies += decision.replies
            effects += decision.effects
            rules.append(decision.rule)
    keep_prices(at_hand)
    return Decision(at_hand.state, tuple(replies), tuple(effects), " > ".join(rules))


def facts_after(at_hand: Answering, outcome: Done | Refused, facts: Facts) -> Facts:
    """Return the facts with what there is now, where something was refused that could be had a moment ago."""
    state = at_hand.state
    if not (isinstance(outcome, Refused) and isinstance(outcome.effect, Hold) and state.stay and state.party):
        return facts
    wanted = needs(replace(state, offered=()), Heard(understand("", today=facts.today), ""), facts).search
    if wanted is None:
        return facts
    return replace(facts, search=asking.search(wanted, at_hand.types, now=at_hand.now, language=at_hand.language))


def keep_prices(at_hand: Answering) -> None:
    """Keep the price of each offer under a code, so that what a guest accepts is what they were told."""
    new = [one for one in at_hand.state.offered if not one.quote]
    if not new:
        return
    kept = iter(with_quotes(at_hand, new))
    offered = tuple(one if one.quote else next(kept) for one in at_hand.state.offered)
    at_hand.state = replace(at_hand.state, offered=offered)


def with_quotes(at_hand: Answering, new: Sequence[Offered]) -> list[Offered]:
    """Return offers with the code of their price; one that cannot be kept is looked up again when the guest takes it."""
    try:
        quotes = create_quotes(
            orders=[one.wanted for one in new],
            source=Source.WHATSAPP.value,
            now=at_hand.now,
            language=at_hand.language,
            guest=at_hand.guest,
        )
    except DomainError:  # of one of them: the others are kept all the same
        return [new[0]] if len(new) == 1 else [kept for one in new for kept in with_quotes(at_hand, [one])]
    return [
        replace(one, quote=quote.code, total=quote.total, deposit=quote.deposit)
        for one, quote in zip(new, quotes, strict=True)
    ]


# --- Saying --------------------------------------------------------------------------------------------------------------


def utter(at_hand: Answering, decision: Decision, group: Sequence[Message]) -> list[Message]:
    """Write down what is to be said: pictures, one message for all words, and the map."""
    pictures = pictures_of(at_hand, decision)
    contents = [*pictures, *words_of(at_hand, decision), *places_of(at_hand, decision)]
    # What the bot says as it hands over is not the bot's any more, and goes although a person is to answer.
    hands_over = any(isinstance(effect, HandOver) for effect in decision.effects)
    written = partial(
        say,
        conversation=at_hand.conversation,
        now=at_hand.now,
        sender_type=SenderType.SYSTEM if hands_over else SenderType.BOT,
        purpose=purposes.ANSWER,
        answers=[message.pk for message in group],
        rules=at_hand.rules,
    )
    messages = [
        written(
            content=content,
            content_key=f"answer:{group[-1].pk}:{number}" if number else f"answer:{group[-1].pk}",
            reply_to="" if number else group[-1].wamid,
        )
        # The words are the answer; what stands before them has a number below zero.
        for number, content in enumerate(contents, start=-len(pictures))
    ]
    said = [message for message in messages if message is not None]
    # Why they were said is asked of the words.
    return sorted(said, key=lambda message: message.kind == "picture")


def words_of(at_hand: Answering, decision: Decision) -> list[outgoing.Content]:
    """Return all that is said as one message: with the buttons of the last question, if it has some."""
    today = at_hand.now.astimezone(at_hand.place.zone).date()
    replies = [reply for reply in decision.replies if isinstance(reply, Reply)]
    if not replies:
        return []
    language, address = at_hand.language, at_hand.rules.address
    own = own_texts(language)
    spoken = [word(it, language=language, address=address, own=own, today=today) for it in replies]
    bodies = joined([one.body for one in spoken])
    choices = next((one.choices for one in reversed(spoken) if one.choices), ())
    if not choices:
        return [outgoing.Text(body) for body in bodies]
    turn = at_hand.state.turn
    buttons = tuple(
        outgoing.Choice(f"{PREFIX}{turn}:{choice.action}:{choice.value}", label) for choice, label in choices
    )
    if len(bodies) == 1 and outgoing.units(bodies[0]) <= MOST_ABOVE_BUTTONS:
        return [outgoing.Buttons(bodies[0], buttons)]
    asked = next(one.body for one in reversed(spoken) if one.choices)
    return [*(outgoing.Text(body) for body in bodies), outgoing.Buttons(cut_to(asked, MOST_ABOVE_BUTTONS), buttons)]


def joined(parts: Sequence[str]) -> list[str]:
    """Return what is said in as few messages as WhatsApp takes it."""
    bodies: list[str] = []
    for part in (cut_to(it, MOST_WORDS) for it in parts):
        both = f"{bodies[-1]}\n\n{part}" if bodies else part
        if bodies and outgoing.units(both) <= MOST_WORDS:
            bodies[-1] = both
        else:
            bodies.append(part)
    return bodies


def cut_to(text: str, most: int) -> str:
    """Return as much of a text as has so many of WhatsApp's units."""
    while outgoing.units(text) > most:
        text = text[: len(text) - max(1, (outgoing.units(text) - most) // 2)]
    return text


def places_of(at_hand: Answering, decision: Decision) -> list[outgoing.Content]:
    house = asking.house_of(at_hand.place)
    if house.latitude is None or house.longitude is None:
        return []
    places = [it for it in decision.replies if isinstance(it, Place)]
    return [outgoing.Place(house.latitude, house.longitude, house.name, house.address) for _ in places[:1]]
