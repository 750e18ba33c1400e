"""English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PICK: Final = "Here is what I can offer; tell me the number or the name of the one you like:"
NOTHING_ELSE: Final = (
    "I found nothing else either. Tell me other dates and I will look again, or ask to talk to someone from the team."
)
PAST: Final = "Those nights are over: you can book from {on} on. "
TOO_LONG: Final = "The most nights in a row that I can book is {number}. "
CAPACITY: Final = "There is not enough space for {party}: it takes {number} at most. "
CLOSED: Final = "The night of {on} is closed for bookings. "
CLOSED_TO_ARRIVAL: Final = "Arrivals are not possible on {on}. "
CLOSED_TO_DEPARTURE: Final = "Departures are not possible on {on}. "
MIN_NIGHTS: Final = "For those dates the minimum is {number} nights. "
MAX_NIGHTS: Final = "For those dates the most nights you can stay is {number}. "
FULL: Final = "There is nothing left {stay} for {party}. "
NO_PRICE: Final = "I have no price for those nights yet. "

TEXTS: Final[Mapping[str, str]] = {
    # Asking for nights and people.
    "ask_dates": "When would you like to come? Tell me your arrival and departure, for example “12 to 15 March”.",
    "ask_dates_past": (
        "Those nights are over. When would you like to come? "
        "Tell me your arrival and departure, for example “12 to 15 March”."
    ),
    "ask_dates_change": (
        "All right, I have not booked anything. What should be different: the dates, the people or the lodging? "
        "For example “three nights” or “four of us”."
    ),
    "ask_dates_wrong": (
        "Sorry, I got that wrong. What day do you arrive and what day do you leave? "
        "For example “arriving 12 March, leaving the 15th”."
    ),
    "ask_check_in": "What day do you arrive? For example “12 March”.",
    "ask_nights": "How many nights will you stay from {check_in}? Tap an option or write the number.",
    "ask_people": (
        "How many people are coming {stay}? For example “2 adults and 1 child”; if all are adults, the number is enough."
    ),
    "ask_adults": "And how many adults are coming with the children {stay}? The number is enough.",
    "ask_dates_sure": "I understood: {stay}. Is that right? Answer yes or no.",
    "ask_which_night": (
        "It is past midnight, so I ask to be sure: do you want the night that has already begun ({begun}) "
        "or the next one ({next})? Tap an option."
    ),
    # Booking.
    "ask_name": "*{name}*: what name should the booking be under? Write first and last name.",
    "ask_confirm": (
        "Nothing is booked yet. It would be:\n"
        "\n"
        "*{name}*\n"
        "Dates: {stay} ({nights})\n"
        "People: {party}\n"
        "Total: {total}, taxes included\n"
        "Deposit to confirm: {deposit}\n"
        "\n"
        "Shall I hold it for you? Answer yes or no."
    ),
    # What there is.
    "options": "Here is what there is {stay} for {party}. Tell me the number or the name of the one you like:",
    "option": "*{number}.* {name}: {total} in total for {nights}, taxes included",
    "option_dated": "*{number}.* {name}, {stay}: {total} in total for {nights}, taxes included",
    "sold_meanwhile": (
        "Sorry, while we were talking that was taken or its price changed, and I have not booked anything. "
        "You had asked for a stay {stay} for {party}. " + PICK
    ),
    "instead_past": PAST + PICK,
    "instead_too_long": TOO_LONG + PICK,
    "instead_capacity": CAPACITY + PICK,
    "instead_closed": CLOSED + PICK,
    "instead_closed_to_arrival": CLOSED_TO_ARRIVAL + PICK,
    "instead_closed_to_departure": CLOSED_TO_DEPARTURE + PICK,
    "instead_min_nights": MIN_NIGHTS + PICK,
    "instead_max_nights": MAX_NIGHTS + PICK,
    "instead_full": FULL + PICK,
    "instead_no_price": NO_PRICE + PICK,
    "none_past": PAST + NOTHING_ELSE,
    "none_too_long": TOO_LONG + NOTHING_ELSE,
    "none_capacity": CAPACITY + NOTHING_ELSE,
    "none_closed": CLOSED + NOTHING_ELSE,
    "none_closed_to_arrival": CLOSED_TO_ARRIVAL + NOTHING_ELSE,
    "none_closed_to_departure": CLOSED_TO_DEPARTURE + NOTHING_ELSE,
    "none_min_nights": MIN_NIGHTS + NOTHING_ELSE,
    "none_max_nights": MAX_NIGHTS + NOTHING_ELSE,
    "none_full": FULL + NOTHING_ELSE,
    "none_no_price": NO_PRICE + NOTHING_ELSE,
    "stale_availability": (
        "The calendar of another portal has not answered for a while, so this availability is still to be confirmed."
    ),
    # After an answer.
    "stale_button": "That button belongs to an earlier question, so I changed nothing. Tell me in words what you need.",
    "not_taken": "All right, I will not book anything. If you like, tell me other dates and I will look again.",
    "dropped": "All right, we leave it there: I have not booked anything.",
    "kept": "All right, your booking stays as it is.",
    "held": "Done, it is on hold as *{code}*, not confirmed yet.\nHeld until {expires}.",
    "cancelled": "Done, I cancelled your booking *{code}*.",
    "changed": "Done, I changed your booking *{code}*: {units}, {stay}, for {party}. The total is now {total}.",
    "not_changed": "That was not possible, and your booking is as it was. {words}",
    "refused": "I could not hold it. {words}",
    "too_many_holds": (
        "You already have unpaid holds, so I cannot hold another one for you. "
        "Pay or cancel one, or ask to talk to someone from the team."
    ),
    # What a guest has booked.
    "no_booking": "I find no current booking made from this phone. If you have the code of one, write it here.",
    "your_bookings": "Here is what you have:",
    "booking_pre_reserved": (
        "*{code}* (on hold, not confirmed): {units}, {stay}\n"
        "Held until {expires}\n"
        "Deposit still needed to confirm it: {deposit}\n"
        "Still to pay in all: {due}"
    ),
    "booking_confirmed": "*{code}* (confirmed): {units}, {stay}\nStill to pay: {due}",
    "booking_checked_in": "*{code}* (under way): {units}, {stay}\nStill to pay: {due}",
    "ask_which_booking": "Which of your bookings do you mean? Tap its code or write it.",
    "ask_cancel_sure_free": (
        "Your booking *{code}*: {units}, {stay}. Cancelling it now is free of charge. "
        "Shall I cancel it? Answer yes or no."
    ),
    "ask_cancel_sure_fee": (
        "By the cancellation policy, cancelling your booking *{code}* now ({units}, {stay}) costs {fee}. "
        "Shall I cancel it anyway? Answer yes or no."
    ),
    "cannot_change": (
        "That is not possible, and your booking is as it was. {words} "
        "Tell me other dates or how many are coming, and I will look."
    ),
    "ask_change_to": (
        "Your booking *{code}* is {stay}. What would you like to change? Tell me the new dates or how many are coming, "
        "for example “13 to 16 March” or “3 of us”."
    ),
    "ask_change_sure": (
        "There is room: your booking *{code}* would become {units}, {stay} ({nights}), for {party}.\n"
        "The total would be {total} (now it is {before}).\n"
        "Shall I change it? Answer yes or no."
    ),
    # About the house, and what is for people.
    "knowledge": "{text}",
    "address": "{house} is here:\n{address}",
    "hours": "Check-in is from {from} and check-out is until {by}.",
    "you_owe": "For your booking *{code}* there is {due} still to pay.\nOf that, {deposit} is missing from the deposit.",
    "staff_will_answer": (
        "I do not know that, so I asked the team: they will answer here. With everything else I can go on helping you."
    ),
    "staff_will_answer_rest": "The rest I do not know, so I asked the team: they will answer here.",
    "parcel_noted": (
        "I told the team about your parcel: they will answer here. With everything else I can go on helping you."
    ),
    "person_comes": "I am leaving this conversation to someone from the team, who will answer here as soon as they can.",
    "ask_extra_sure": "{name} for your booking *{code}*: {price}. Shall I add it?",
    "extra_taken": "Another guest arrives on {day}, so I cannot offer you {name}.",
    "extra_gone": "That cannot be added to your booking any more. It is as it was.",
    "extra_added": "Done, I added {name} to your booking *{code}*. The total is now {total}.",
    "person_comes_later": (
        "I am leaving this conversation to someone from the team. Nobody is there at this hour: they will answer here from "
        "{from} on."
    ),
    "nudge": "Are you still thinking of coming {stay}? There is still room, at the price I told you.",
    "ask_what_file": (
        "I got what you sent, but I cannot see what it is. A proof of payment or a question? "
        "Tap an option or tell me in words."
    ),
    # Small talk.
    "welcome": (
        "Hello! I am the automatic assistant of *{house}* 👋 I can tell you what there is and what it costs, book it, "
        "and show, change or cancel your booking. What do you need?"
    ),
    "go_on_with": "Hello again!\nWe were looking at a stay {stay}.\nShall we go on or start over? Tap an option.",
    "fresh_start": "All right, we start over. What do you need? For example “a room for two, 12 to 15 March”.",
    "thanks": "You are welcome. If you need anything else, write to me here.",
    "goodbye": "See you! Whenever you need something, write to me here.",
    "anything_else": "All right. Can I help you with anything else? Tell me what you need.",
    "voice_unheard": (
        "I could not hear your voice note well. Could you write it? "
        "If you prefer, somebody of the team will listen to it."
    ),
    "not_understood": (
        "I did not understand that. Here is what I can do:\n"
        "• tell you what there is and what it costs\n"
        "• book it\n"
        "• show, change or cancel your booking\n"
        "• give you the address\n"
        "Tell me what you need, or ask to talk to a person."
    ),
    "again": "As I was saying:",
    "has_amenity": "Yes, we have that in: {names}.",
    "has_this": "{what}: yes, in {names}.",
    "missed": "I did not quite get that.",
    "offered_again": "Tell me the number or the name of the one you like:",
    # Buttons: WhatsApp shows 20 characters.
    "button_extra_yes": "Yes, add it",
    "button_extra_no": "No, thanks",
    "button_person": "Talk to someone",
    "button_yes": "Yes",
    "button_no": "No",
    "button_other_dates": "Other dates",
    "button_night_begun": "The one begun",
    "button_night_next": "The next one",
    "button_nights_1": "1 night",
    "button_nights_2": "2 nights",
    "button_nights_3": "3 nights",
    "button_book": "Book it",
    "button_hold": "Yes, hold it",
    "button_change": "No, change something",
    "button_cancel": "Yes, cancel it",
    "button_keep": "No, leave it as is",
    "button_change_yes": "Yes, change it",
    "button_file_payment": "Proof of payment",
    "button_file_question": "A question",
    "button_go_on": "Go on",
    "button_anew": "Start over",
}
