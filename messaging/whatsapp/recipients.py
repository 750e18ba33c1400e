"""Whom a message goes to: a phone number, or the business-scoped id of a guest who has told none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from messaging.whatsapp.refusals import BadContent

USER_ID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
PHONE = re.compile(r"[0-9]{5,20}")
# A number of the test kind is allowed in one form and reported in the other: what to try after 131030.
BRAZIL_LONG, BRAZIL_SHORT = re.compile(r"(55\d\d)9(\d{8})"), re.compile(r"(55\d\d)(\d{8})")
ARGENTINA, MEXICO = re.compile(r"549(\d{10})"), re.compile(r"521(\d{10})")


@dataclass(frozen=True, slots=True)
class Recipient:
    """A guest as Meta knows them; the phone number is used where there is one."""

    wa_id: str = ""
    user_id: str = ""

    def address(self) -> dict[str, str]:
        """Return the field that says whom a message is for.

        The form decides, not the name of our column: user ids have been seen where a number should be, and in `to` one
        would be lost without a word. A number without its + could get our own country's code in front.

        :raises BadContent: if nobody is named
        """
        phone = self.wa_id.removeprefix("+")
        if PHONE.fullmatch(phone):
            return {"to": f"+{phone}"}
        user_id = self.user_id or self.wa_id
        if not USER_ID.fullmatch(user_id):
            raise BadContent(field="recipient")
        return {"recipient": user_id}


def other_form(wa_id: str) -> str:
    """Return the number as Meta may know it besides, or nothing. Only ever tried after a refusal."""
    phone = wa_id.removeprefix("+")
    if found := ARGENTINA.fullmatch(phone):
        return f"54{found[1]}"
    if found := MEXICO.fullmatch(phone):
        return f"52{found[1]}"
    if found := BRAZIL_LONG.fullmatch(phone):
        return f"{found[1]}{found[2]}"
    if found := BRAZIL_SHORT.fullmatch(phone):
        return f"{found[1]}9{found[2]}"
    return ""
