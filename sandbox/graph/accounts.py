"""What the Graph says about a number and an account: profile, health, templates, subscription."""

from __future__ import annotations

from typing import cast

from sandbox.graph.errors import Refused
from sandbox.graph.limits import text
from sandbox.web import Answer, Request, json_answer
from sandbox.world import World

Json = dict[str, object]

# What a profile may hold, and the longest Meta takes.
PROFILE = {
    "about": 139,
    "address": 256,
    "description": 512,
    "email": 128,
    "vertical": 64,
    "profile_picture_handle": 4096,
}
MOST_WEBSITES = 2
PAGE = 100
APP_ID = "670843887433847"


def get_profile(world: World, request: Request, phone_number_id: str) -> Answer:
    """Return the profile as guests see it."""
    world.know_number(phone_number_id)
    with world.lock:
        profile = dict(world.profiles.get(phone_number_id, {}))
    wanted = request.query.get("fields", "").split(",") if request.query.get("fields") else [*PROFILE, "websites"]
    shown = {name: profile[name] for name in wanted if name in profile}
    return json_answer({"data": [{**shown, "messaging_product": "whatsapp"}]})


def set_profile(world: World, request: Request, phone_number_id: str) -> Answer:
    """Change what is named, and leave the rest."""
    world.know_number(phone_number_id)
    try:
        asked = request.json()
        changes = checked_profile(asked)
    except ValueError:
        return Refused(100, "The request body is not valid JSON.").answer()
    except Refused as refused:
        return refused.answer()
    with world.lock:
        world.profiles.setdefault(phone_number_id, {}).update(changes)
    return json_answer({"success": True})


def checked_profile(asked: object) -> Json:
    """Return the changes of a profile.

    :raises Refused: if one is too long or unknown
    """
    if not isinstance(asked, dict) or asked.get("messaging_product") != "whatsapp":
        raise Refused(100, "The parameter messaging_product is required.")
    changes = {name: value for name, value in cast("Json", asked).items() if name != "messaging_product"}
    if unknown := sorted(set(changes) - {*PROFILE, "websites"}):
        raise Refused(100, f"Unexpected key {unknown[0]!r} on param root.")
    for name in PROFILE.keys() & changes.keys():
        text(changes, name, most=PROFILE[name], least=0)
    sites = changes.get("websites", [])
    if not isinstance(sites, list) or len(sites) > MOST_WEBSITES:
        raise Refused(100, f"Param websites must have at most {MOST_WEBSITES} entries.")
    return changes


def get_number(world: World, request: Request, phone_number_id: str) -> Answer:
    """Return how a number is shown, and how it does."""
    display = world.know_number(phone_number_id)
    known: Json = {
        "verified_name": world.numbers[phone_number_id],
        "display_phone_number": display,
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "name_status": "APPROVED",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
        "status": "CONNECTED",
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
        "webhook_configuration": {"application": world.address.url},
        **world.dials.number_fields,
    }
    wanted = [name for name in request.query.get("fields", "").split(",") if name] or [
        *("verified_name", "display_phone_number", "quality_rating", "code_verification_status"),
    ]
    return json_answer({name: known[name] for name in wanted if name in known} | {"id": phone_number_id})


def list_numbers(world: World, request: Request, waba_id: str) -> Answer:
    """Return the numbers of the account."""
    with world.lock:
        numbers = dict(world.numbers)
    data = [
        {"id": number, "verified_name": name, "display_phone_number": world.know_number(number)}
        for number, name in numbers.items()
    ]
    return json_answer({"data": data})


def list_templates(world: World, request: Request, waba_id: str) -> Answer:
    """Return a page of the catalogue, with a cursor while there is more."""
    listed = world.templates.listed()
    if name := request.query.get("name"):
        listed = [template for template in listed if template["name"] == name]
    size = whole(request.query.get("limit"), PAGE)
    first = whole(request.query.get("after"), 0)
    answer: Json = {"data": listed[first : first + size]}
    if first + size < len(listed):
        query = f"limit={size}&after={first + size}"
        following = f"{request.base_url}{request.path}?{query}"
        answer["paging"] = {"cursors": {"before": str(first), "after": str(first + size)}, "next": following}
    return json_answer(answer)


def list_subscriptions(world: World, request: Request, waba_id: str) -> Answer:
    """Return the apps that hear of this account."""
    app = {"whatsapp_business_api_data": {"id": APP_ID, "name": "Sandbox", "link": "https://example.com/"}}
    return json_answer({"data": [app] if world.is_subscribed else []})


def subscribe(world: World, request: Request, waba_id: str) -> Answer:
    """Let the app hear of this account."""
    world.is_subscribed = True
    return json_answer({"success": True})


def unsubscribe(world: World, request: Request, waba_id: str) -> Answer:
    """Let the app hear no more."""
    world.is_subscribed = False
    return json_answer({"success": True})


def debug_token(world: World, request: Request) -> Answer:
    """Return what a token is: of which app, what it may do, until when."""
    token, ends = request.query.get("input_token", ""), world.dials.token_expires_at
    known: Json = {
        "app_id": APP_ID,
        "application": "Sandbox",
        "type": "SYSTEM_USER",
        "is_valid": token not in world.dials.refused_tokens and (ends == 0 or ends > world.clock.now()),
        "expires_at": ends,
        "scopes": world.dials.token_scopes,
    }
    return json_answer({"data": known})


def get_me(world: World, request: Request) -> Answer:
    """Return who holds the token."""
    return json_answer({"id": "122100200300400"})


def get_account(world: World, request: Request, waba_id: str) -> Answer:
    """Return whether the account may send, and what stands against it."""
    codes = world.dials.health_errors
    word = "BLOCKED" if codes else "AVAILABLE"
    errors: Json = {"errors": [{"error_code": code, "error_description": f"Error {code}"} for code in codes]}
    entities = [{"entity_type": "WABA", "id": waba_id, "can_send_message": word, **(errors if codes else {})}]
    return json_answer({"id": waba_id, "health_status": {"can_send_message": word, "entities": entities}})


def succeed(world: World, request: Request, known: str) -> Answer:
    """Agree: registering, blocking and the like change nothing here."""
    return json_answer({"success": True})


def whole(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 9 else default
