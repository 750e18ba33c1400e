"""What guests see of a business in WhatsApp: read and edited through the Graph."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from messaging.whatsapp.graph import Account, as_json, call
from messaging.whatsapp.limits import link, within, words
from messaging.whatsapp.refusals import BadContent

MOST = {"about": 139, "address": 256, "description": 512, "email": 128, "vertical": 64}
MOST_WEBSITES = 2


@dataclass(frozen=True, slots=True)
class Profile:
    """A business profile. `vertical` is one of Meta's words, such as HOTEL; the picture is shown here, not changed."""

    about: str = ""
    address: str = ""
    description: str = ""
    email: str = ""
    vertical: str = ""
    websites: tuple[str, ...] = ()
    profile_picture_url: str = ""


def get_profile(account: Account) -> Profile:
    """Return the profile as guests see it.

    :raises SendFault: with a remedy
    """
    names = ",".join(field.name for field in fields(Profile))
    path = (account.phone_number_id, "whatsapp_business_profile")
    known = call(account, "GET", *path, params={"fields": names})
    rows = known.get("data")
    row = rows[0] if isinstance(rows, list) and rows and isinstance(rows[0], dict) else {}
    texts = {name: row[name] for name in (*MOST, "profile_picture_url") if isinstance(row.get(name), str)}
    return Profile(**texts, websites=texts_of(row.get("websites")))


def texts_of(things: Any) -> tuple[str, ...]:
    return tuple(thing for thing in things if isinstance(thing, str)) if isinstance(things, list) else ()


def set_profile(account: Account, profile: Profile) -> None:
    """Change the profile. Meta lets an empty `about` or `vertical` stand for what there was.

    :raises BadContent: if Meta would refuse it
    :raises SendFault: with a remedy
    """
    for name, most in MOST.items():
        words(name, getattr(profile, name), most, may_lack=True)
    within("websites", len(profile.websites), MOST_WEBSITES)
    for index, site in enumerate(profile.websites):
        if len(site) > 256:
            raise BadContent(field=f"websites.{index}")
        link(f"websites.{index}", site)
    texts = {name: getattr(profile, name) for name in MOST}
    kept = {name: text for name, text in texts.items() if text or name not in ("about", "vertical")}
    body = {"messaging_product": "whatsapp", **kept, "websites": list(profile.websites)}
    call(account, "POST", account.phone_number_id, "whatsapp_business_profile", **as_json(body))
