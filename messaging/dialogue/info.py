"""Questions about the house: from what the business has written down, else from what it is made of, else to the staff."""

from __future__ import annotations

from messaging.dialogue.extras import offer_extra
from messaging.dialogue.replies import leave_to_person, tell
from messaging.dialogue.shapes import AskStaff, Decision, Facts, Heard, OwnBooking, Place, Reply
from messaging.dialogue.state import State
from messaging.nlu import Understanding

INTENTS = frozenset({"location", "amenities", "checkin_info", "payment", "parcel"})
# Of which question a topic is; of the others the house's things.
OWNERS = {
    **dict.fromkeys(("late_checkout", "early_checkin", "luggage", "keys"), "checkin_info"),
    **dict.fromkeys(("invoice", "deposit"), "payment"),
}
# What a machine promises to nobody.
FOR_PEOPLE = frozenset({"refund", "discount", "complaint"})


def inform(state: State, intent: str, heard: Heard, facts: Facts) -> Decision:
    """Answer a question about the house; what is not known is asked of the staff, and the guest is told so."""
    topic = topic_for(intent, heard.understanding)
    if facts.addable is not None and facts.addable.topic == topic:
        return offer_extra(state, facts.addable)
    for known in (topic, intent):
        if text := facts.knowledge.get(known):
            decision = tell(state, "knowledge", rule=f"knows_{known}", values={"text": text})
            return with_place(decision, facts) if intent == "location" else decision
    if intent == "amenities" and (names := facts.amenities.get(topic)):
        return tell(state, "has_amenity", rule=f"has_{topic}", values={"names": names})
    if intent == "location" and facts.house.address:
        values = {"house": facts.house.name, "address": facts.house.address}
        return with_place(tell(state, "address", rule="tells_address", values=values), facts)
    if intent == "checkin_info" and topic in ("checkin_info", "hours"):
        hours = {"from": facts.house.check_in_from, "by": facts.house.check_out_by}
        return tell(state, "hours", rule="tells_hours", values=hours)
    if intent == "payment" and (owing := next((it for it in facts.bookings or () if it.due > 0), None)):
        return tell(state, "you_owe", rule="tells_due", values=due_of(owing))
    return ask_staff(state, topic, heard)


def topic_for(intent: str, said: Understanding) -> str:
    """Return what one of several questions is about: "¿aceptan mascotas? ¿dónde queda?" has a topic of the first alone."""
    owner = OWNERS.get(said.topic or "", "amenities")
    is_others = owner != intent and owner in (said.intent, *said.also)
    return intent if is_others else said.topic or intent


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
