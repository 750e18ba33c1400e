"""Questions about the house: from what the business has written down, else from what it is made of, else to the staff."""

from __future__ import annotations

from messaging.dialogue.extras import offer_extra
from messaging.dialogue.replies import leave_to_person, signature, tell
from messaging.dialogue.shapes import AskStaff, Decision, Facts, Heard, OwnBooking, Place, Reply
from messaging.dialogue.state import State
from messaging.nlu import Understanding
from messaging.nlu.topics import word_of

INTENTS = frozenset({"location", "amenities", "checkin_info", "payment", "parcel"})
# Of which question a topic is; of the others the house's things.
OWNERS = {
    **dict.fromkeys(("late_checkout", "early_checkin", "luggage", "keys"), "checkin_info"),
    **dict.fromkeys(("invoice", "deposit"), "payment"),
}
# So many things of one question are answered.
MOST_TOPICS = 6
# What a machine promises to nobody.
FOR_PEOPLE = frozenset({"refund", "discount", "complaint"})


def inform(state: State, intent: str, heard: Heard, facts: Facts) -> Decision:
    """Answer what is asked about the house; what is not known is asked of the staff, and the guest is told so."""
    topics = topics_for(intent, heard.understanding)
    if len(topics) == 1:
        return inform_of(topics[0], state, intent, heard, facts, key="has_amenity")
    told = []
    for topic in topics:
        told.append(inform_of(topic, state, intent, heard, facts, key="has_this"))
        state = told[-1].state
    known = [it for it in told if not it.effects]
    unknown = [it for it in told if it.effects]
    if not known:
        return unknown[0]
    replies = tuple({signature((reply,)): reply for it in known for reply in it.replies}.values())
    # The staff read the whole message, and are asked once.
    rest = (Reply("staff_will_answer_rest"),) if unknown else ()
    asked = unknown[0].effects if unknown else ()
    return Decision(state, (*replies, *rest), asked, " > ".join(it.rule for it in [*known, *unknown[:1]]))


def inform_of(topic: str, state: State, intent: str, heard: Heard, facts: Facts, *, key: str) -> Decision:
    """Answer one question; of several things the answer names what it is about."""
    if facts.addable is not None and facts.addable.topic == topic:
        return offer_extra(state, facts.addable)
    for known in (topic, intent):
        if text := facts.knowledge.get(known):
            decision = tell(state, "knowledge", rule=f"knows_{known}", values={"text": text})
            return with_place(decision, facts) if intent == "location" else decision
    if intent == "amenities" and (names := facts.amenities.get(topic)):
        what = word_of(topic, heard.text).capitalize()
        return tell(state, key if what else "has_amenity", rule=f"has_{topic}", values={"what": what, "names": names})
    if intent == "location" and facts.house.address:
        values = {"house": facts.house.name, "address": facts.house.address}
        return with_place(tell(state, "address", rule="tells_address", values=values), facts)
    if intent == "checkin_info" and topic in ("checkin_info", "hours"):
        hours = {"from": facts.house.check_in_from, "by": facts.house.check_out_by}
        return tell(state, "hours", rule="tells_hours", values=hours)
    if intent == "payment" and (owing := next((it for it in facts.bookings or () if it.due > 0), None)):
        return tell(state, "you_owe", rule="tells_due", values=due_of(owing))
    return ask_staff(state, topic, heard)


def topics_for(intent: str, said: Understanding) -> tuple[str, ...]:
    """Return what one of several questions is about: "¿aceptan mascotas? ¿dónde queda?" has a topic of the first alone."""
    asked = {said.intent, *said.also}
    own = [it for it in said.topics if OWNERS.get(it, "amenities") == intent]
    # "¿Dónde dejo el auto?" is about parking, though it asks for a place.
    lent = [it for it in said.topics if OWNERS.get(it, "amenities") not in asked]
    return tuple(own[:MOST_TOPICS] or lent[:1] or [intent])


def due_of(own: OwnBooking) -> dict[str, object]:
    return {"code": own.code, "due": (own.due, own.currency), "deposit": (own.deposit_due, own.currency)}


def with_place(decision: Decision, facts: Facts) -> Decision:
    """Return an answer with the point on the map, where the business has told it."""
    if facts.house.latitude is None or facts.house.longitude is None:
        return decision
    return Decision(decision.state, (*decision.replies, Place()), decision.effects, decision.rule)


def ask_staff(state: State, topic: str, heard: Heard) -> Decision:
    """Let the staff answer this one question; the bot goes on with everything else."""
    key = "parcel_noted" if topic == "parcel" else "staff_will_answer"
    return Decision(state, (Reply(key),), (AskStaff(topic, heard.text),), f"asks_staff_{topic}")


def for_people(state: State, heard: Heard) -> Decision:
    """Money back, money off and complaints are for a person, whatever else was said."""
    topic = heard.understanding.topic or ""
    return leave_to_person(state, topic, rule=f"for_people_{topic}")
