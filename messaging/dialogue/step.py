"""One step of a conversation: what was said, in the light of what was asked, leads to what is said and done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from messaging.dialogue import answers, booking, extras, info, own
from messaging.dialogue.absorbing import absorb, says_stay
from messaging.dialogue.replies import PERSON, leave_to_person, signature, tell
from messaging.dialogue.shapes import (
    AddExtra,
    Cancel,
    Change,
    Choice,
    ClaimCode,
    Decision,
    Done,
    Facts,
    Heard,
    Hold,
    Needs,
    Place,
    Refused,
    Reply,
    SpeakLanguage,
    TryChange,
    Wanted,
)
from messaging.dialogue.state import Asked, Goal, State, settled

SPOKEN = frozenset({"es", "pt", "en"})
STAYING = frozenset({"availability", "price", "book"})
ABOUT_OWN = frozenset({"cancel", "modify", "my_booking", "payment"})
OWN_QUESTIONS = frozenset({Asked.WHICH_BOOKING, Asked.CANCEL_SURE, Asked.CHANGE_TO, Asked.CHANGE_SURE})
# What may also be the answer to a question about nights and people.
VAGUE = frozenset({"availability", "price", "book", "modify", "confirm", "deny", "greeting", "unknown"})
# The last questions before nights are kept.
CLOSING = frozenset({Asked.NAME, Asked.CONFIRM})
# So often in a row nothing is understood before a person takes over.
MOST_MISSES = 2
# After so long without a word a guest is asked whether they go on with what they had begun.
LONG_AWAY = timedelta(hours=4)
# Thanked or greeted twice, nobody answers twice.
NEED_NO_ANSWER = frozenset({"says_thanks", "says_goodbye", "greets"})
WITHOUT_WORDS = frozenset({"image", "document", "video", "sticker", "contacts", "location", "unsupported"})


def needs(state: State, heard: Heard, facts: Facts) -> Needs:
    """Return what has to be looked up before this message can be answered."""
    said, tap = heard.understanding, heard.tap
    about_own = said.intent in ABOUT_OWN or state.asked in OWN_QUESTIONS or bool(said.codes)
    # Also where a hold is about to be placed: it may be refused, and then something else is offered.
    is_staying = state.goal in (Goal.QUOTE, Goal.BOOK, Goal.NONE) or said.intent in STAYING
    after = answers.after_tap(state, tap) if tap else absorb(staying(state), heard, facts)
    wanted = Wanted(after.stay, after.party, after.units or 1, after.type_id) if after.stay and after.party else None
    # What was offered is looked up again: it may be gone by now, and is not to be offered then.
    return Needs(wanted if is_staying else None, about_own, extras.topic_wanted(state, heard))


def step(state: State, heard: Heard, facts: Facts) -> Decision:
    """Answer a message."""
    language = heard.understanding.language
    spoken = language if language in SPOKEN and language != state.language else ""
    before = replace(state, language=spoken) if spoken else state
    if facts.away >= LONG_AWAY:  # what was said then is not said twice in a row
        before = booking.renewed(replace(before, said=""), facts)
    decision = with_hours(with_also(decide(before, heard, facts), heard, facts), facts)
    if heard.is_unheard and heard.text.strip() and decision.replies:
        decision = replace(decision, replies=(Reply("voice_unheard"), *decision.replies))
    if spoken:
        decision = replace(decision, effects=(SpeakLanguage(spoken), *decision.effects))
    return finished(before, decision)


def with_hours(decision: Decision, facts: Facts) -> Decision:
    """Say when somebody is there again, to whoever is left to people while nobody is; else nothing is said of hours."""
    if facts.staff_back_at is None:
        return decision
    values = {"from": facts.staff_back_at}
    told = tuple(
        Reply("person_comes_later", values) if isinstance(it, Reply) and it.key == "person_comes" else it
        for it in decision.replies
    )
    return replace(decision, replies=told)


def nudge(state: State) -> Decision:
    """Ask once about an offer that the guest neither took nor refused."""
    again = booking.ask_to_confirm(state) if state.taken else booking.offer_again(state)
    question = tuple(it for it in again.replies if isinstance(it, Reply))
    asked = replace(again, replies=(Reply("nudge", {"stay": state.stay}), *question), rule="nudges")
    return finished(replace(state, said=""), asked)


def happened(state: State, outcome: Done | Refused, facts: Facts) -> Decision:
    """Go on after something was done, or could not be."""
    if isinstance(outcome, Done):
        decision = after_done(state, outcome)
    elif isinstance(outcome.effect, Hold):
        decision = booking.not_held(state, outcome, facts)
    elif isinstance(outcome.effect, TryChange):
        decision = own.cannot_change(state, outcome)
    else:
        decision = own.not_changed(state, outcome.words, outcome.code)
    after = finished(state, decision)
    # What was tried is the same message still: whether it was understood is known already.
    misses = max(state.misses, after.state.misses)
    return replace(after, state=replace(after.state, misses=misses))


def after_done(state: State, done: Done) -> Decision:
    if isinstance(done.effect, Hold):
        return booking.held(state, done)
    if isinstance(done.effect, Cancel):
        if done.values.get("is_told"):
            return Decision(state, (), rule="cancelled")
        return tell(state, "cancelled", rule="cancelled", values={"code": done.values["code"]})
    if isinstance(done.effect, AddExtra):
        return extras.extra_added(state, done)
    if isinstance(done.effect, TryChange):
        return own.ask_to_change(state, done)
    if isinstance(done.effect, Change):
        return tell(state, "changed", rule="changed", values=done.values)
    if isinstance(done.effect, ClaimCode):
        return tell(state, "knowledge", rule="code_named", values={"text": done.values["words"]})
    return Decision(state, (), rule="done")


def finished(before: State, decision: Decision) -> Decision:
    """Count the turn; say nothing twice in a row; after misses in a row let a person take over."""
    after = decision.state
    if not decision.rule.startswith(("miss", "tries_")):
        after = replace(after, misses=0)
    said = signature(decision.replies)
    if said == before.said and decision.rule in NEED_NO_ANSWER:
        return replace(decision, state=after, replies=())
    if said and said == before.said and not decision.effects and is_where_it_was(before, after):
        if before.misses:
            return finished(replace(before, said=""), leave_to_person(before, "asks_again", rule="said_it_before"))
        again = (Reply("again"), *decision.replies)
        seen = replace(after, misses=before.misses + 1, is_put=puts_question(again))
        return replace(decision, state=seen, replies=again, rule="says_again")
    if said and said == before.said and not decision.effects and decision.replies:
        # Something is new, and the answer to it the same all the same.
        decision = replace(decision, replies=(Reply("again"), *decision.replies))
        said = signature(decision.replies)
    has_choices = any(isinstance(it, Reply) and it.choices for it in decision.replies)
    if said:
        after = replace(after, is_put=puts_question(decision.replies))
    after = replace(after, said=said or after.said, turn=before.turn + 1 if has_choices else before.turn)
    return replace(decision, state=after)


def puts_question(replies: Sequence[Reply | Place]) -> bool:
    return any(isinstance(it, Reply) and it.key.startswith("ask_") for it in replies)


def is_where_it_was(before: State, after: State) -> bool:
    """Return whether a guest has told nothing new: then the same answer would be no answer."""
    uncounted = {"misses": 0, "turn": 0, "said": "", "is_put": True}
    return replace(after, **uncounted) == replace(before, **uncounted)  # type: ignore[arg-type]


def decide(state: State, heard: Heard, facts: Facts) -> Decision:
    """Return what a message leads to, before it is counted."""
    said = heard.understanding
    if heard.tap is not None:
        return answers.tapped(state, heard, heard.tap, facts)
    if heard.is_unheard and not heard.text.strip():
        return unheard(state)
    if heard.kind in WITHOUT_WORDS and not heard.text.strip():
        return ask_what_file(state)
    if said.topic in info.FOR_PEOPLE:
        return info.for_people(state, heard)
    # "Me llamo Ana" is no call for somebody.
    if said.intent == "human" and not (state.asked == Asked.NAME and said.person_name):
        return leave_to_person(state, "asked_for_person", rule="asks_person")
    if code := own.foreign_code(heard, facts):
        return own.claim(state, code)
    if answer := answers.answered(state, heard, of_offers(state, heard, facts)):
        return answer
    if state.goal in (Goal.QUOTE, Goal.BOOK) and said.intent in VAGUE:
        after = absorb(state, heard, facts)
        if after != state:
            return booking.go_on(begun(after, said.intent), facts, heard=heard)
    return by_intent(state, heard, facts)


def of_offers(state: State, heard: Heard, facts: Facts) -> Facts:
    """Return the facts without what was looked up, where it was for something else than what was offered."""
    is_for_offers = not state.offered or absorb(state, heard, facts).offered == state.offered
    return facts if is_for_offers else replace(facts, search=None)


def by_intent(state: State, heard: Heard, facts: Facts) -> Decision:
    """Return what a message leads to that answers nothing."""
    said = heard.understanding
    if said.intent in STAYING or (said.intent == "modify" and says_stay(said) and not facts.bookings):
        return booking.go_on(begun(absorb(staying(state), heard, facts), said.intent), facts, heard=heard)
    if said.intent == "modify":
        return own.begin_to_change(state, heard, facts)
    if said.intent == "cancel":
        return own.begin_to_cancel(state, heard, facts)
    if said.intent == "my_booking":
        return own.show(state, heard, facts)
    if said.intent in info.INTENTS:
        return with_question(state, info.inform(state, said.intent, heard, facts), facts)
    return small_talk(state, heard, facts)


def with_question(state: State, told: Decision, facts: Facts) -> Decision:
    """Put the question that a guest is about to book by once more, behind what they asked besides: a yes is to that then."""
    question = asked_again(state, facts) if state.asked in CLOSING and told.state == state else None
    if question is None:
        return told
    effects, rule = (*told.effects, *question.effects), f"{told.rule} > {question.rule}"
    return Decision(question.state, (*told.replies, *question.replies), effects, rule)


def staying(state: State) -> State:
    """Return what is known of the stay that a guest asks for: nothing, while they speak of one that they have."""
    return state if state.goal in (Goal.QUOTE, Goal.BOOK) else settled(state)


def begun(state: State, intent: str) -> State:
    goal = Goal.BOOK if intent == "book" else state.goal if state.goal != Goal.NONE else Goal.QUOTE
    return replace(state, goal=goal)


def small_talk(state: State, heard: Heard, facts: Facts) -> Decision:
    said = heard.understanding
    is_staying = state.goal in (Goal.QUOTE, Goal.BOOK)
    if said.intent in ("greeting", "confirm") and is_staying and facts.away >= LONG_AWAY:
        return ask_to_go_on(state)
    if said.intent == "greeting" and (question := asked_again(state, facts)):
        return replace(question, rule="greets_again")
    if said.intent == "greeting":
        return tell(state, "welcome", rule="greets", values={"house": facts.house.name})
    if said.intent in ("thanks", "goodbye"):
        return tell(state, said.intent, rule=f"says_{said.intent}")
    if said.intent in ("confirm", "deny") and state.asked == Asked.NOTHING:
        return tell(state, "anything_else", rule=f"{said.intent}_of_nothing")
    return miss(state, heard, facts)


def ask_to_go_on(state: State) -> Decision:
    """A guest comes back: ask whether they go on with what they had begun, instead of beginning anew."""
    choices = (Choice("go_on", "yes", label="button_go_on"), Choice("go_on", "no", label="button_anew"))
    return tell(state, "go_on_with", rule="comes_back", values={"stay": state.stay}, choices=choices)


def miss(state: State, heard: Heard, facts: Facts) -> Decision:
    """Nothing was understood: ask the same again, or say what can be asked; after that let a person read it."""
    misses = state.misses + 1
    if misses >= MOST_MISSES:
        return leave_to_person(state, "not_understood", rule="misses_too_often")
    missed = replace(state, misses=misses)
    question = asked_again(missed, facts)
    if question is None:
        return tell(missed, "not_understood", rule="miss", choices=(PERSON,))
    return replace(question, replies=(Reply("missed"), *question.replies), rule=f"miss_{state.asked.value}")


def unheard(state: State) -> Decision:
    """Ask for the words of a voice note that could not be heard; of the next one a person hears them."""
    missed = replace(state, misses=state.misses + 1)
    if missed.misses >= MOST_MISSES:
        return leave_to_person(state, "voice_unheard", rule="misses_voice_twice")
    return tell(missed, "voice_unheard", rule="miss_voice", choices=(PERSON,))


def asked_again(state: State, facts: Facts) -> Decision | None:
    """Return the question that waits for an answer once more; None if there is none, or it cannot be put again."""
    if state.offered and not booking.is_still_there(state, facts):
        return booking.offer(state, facts, sold=True)
    if state.asked == Asked.CHOICE and state.offered:
        return booking.offer_again(state)
    if state.asked == Asked.CONFIRM and state.taken:
        return booking.ask_to_confirm(state)
    if state.asked == Asked.NAME and state.taken:
        return booking.ask_name(state)
    if state.asked == Asked.CHANGE_SURE and (one := own.find_own(facts, state.booking)) and state.stay and state.party:
        return own.try_change(state, one.code, state.stay, state.party)
    if state.asked == Asked.EXTRA_SURE and facts.addable is not None:
        return extras.offer_extra(state, facts.addable)
    if state.asked == Asked.CANCEL_SURE and (one := own.find_own(facts, state.booking)):
        return own.ask_to_cancel(state, one)
    if state.goal in (Goal.QUOTE, Goal.BOOK) and booking.misses_something(state):
        return booking.go_on(state, facts)
    return None


def ask_what_file(state: State) -> Decision:
    """Never guess what a picture or a document is."""
    choices = (
        Choice("file", "payment", label="button_file_payment"),
        Choice("file", "question", label="button_file_question"),
        PERSON,
    )
    return tell(replace(state, asked=Asked.WHAT_FILE), "ask_what_file", rule="asks_what_file", choices=choices)


def with_also(decision: Decision, heard: Heard, facts: Facts) -> Decision:
    """Answer what else was asked in the same message, before the question that waits for an answer."""
    # Who moves their stay tells when they arrive, and asks nothing by it.
    no_question = {"checkin_info"} if heard.understanding.intent == "modify" else set()
    wanted = [it for it in heard.understanding.also if it in info.INTENTS and it not in no_question]
    told = [info.inform(decision.state, intent, heard, replace(facts, addable=None)) for intent in wanted[:2]]
    asks_next = any(isinstance(it, TryChange) for it in decision.effects)
    if heard.tap is not None or not told or not (decision.replies or asks_next):
        return decision
    # What the answer says anyhow is not said twice: that the staff were asked, where the house is.
    said = {signature((reply,)) for reply in decision.replies}
    new = {signature((reply,)): reply for it in told for reply in it.replies}
    more = tuple(reply for mark, reply in new.items() if mark not in said)
    effects = tuple(effect for it in told for effect in it.effects)
    return replace(decision, replies=(*more, *decision.replies), effects=(*effects, *decision.effects))
