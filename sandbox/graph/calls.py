"""The Graph's front door: the token, the version, the wait, then the call."""

from __future__ import annotations

import re
from collections.abc import Callable

from sandbox.graph import accounts, media
from sandbox.graph.errors import Refused
from sandbox.graph.messages import post_message
from sandbox.web import Answer, Request, json_answer
from sandbox.world import World

Call = Callable[[World, Request, str], Answer]

PATH = re.compile(r"/v\d{1,3}\.\d/(?P<known>[A-Za-z0-9_.]{1,64})(?:/(?P<edge>[a-z_]{1,40}))?/?")
ATTACHMENTS = "/whatsapp_business/attachments/"

CALLS: dict[tuple[str, str], Call] = {
    ("POST", "messages"): post_message,
    ("POST", "media"): media.upload,
    ("GET", "whatsapp_business_profile"): accounts.get_profile,
    ("POST", "whatsapp_business_profile"): accounts.set_profile,
    ("GET", "message_templates"): accounts.list_templates,
    ("GET", "phone_numbers"): accounts.list_numbers,
    ("GET", "subscribed_apps"): accounts.list_subscriptions,
    ("POST", "subscribed_apps"): accounts.subscribe,
    ("DELETE", "subscribed_apps"): accounts.unsubscribe,
    ("POST", "register"): accounts.succeed,
    ("POST", "deregister"): accounts.succeed,
    ("POST", "block_users"): accounts.succeed,
    ("DELETE", "block_users"): accounts.succeed,
}
# What a token asks about itself.
OWN: dict[str, Callable[[World, Request], Answer]] = {"debug_token": accounts.debug_token, "me": accounts.get_me}
# The other edges are those of a number.
OF_ACCOUNTS = frozenset({"message_templates", "phone_numbers", "subscribed_apps"})


def is_graph(path: str) -> bool:
    """Return whether a path belongs to the Graph."""
    return path == ATTACHMENTS or path.startswith("/v")


def call(world: World, request: Request) -> Answer:
    """Answer a call as the Graph would, after the wait that the dials ask for."""
    answer = dispatch(world, request)
    is_media = request.path == ATTACHMENTS or request.path.endswith("/media")
    wait = world.dials.latency_ms + (world.dials.media_latency_ms if is_media else 0)
    answer.wait = wait / 1000
    return answer


def dispatch(world: World, request: Request) -> Answer:
    if request.path == ATTACHMENTS:
        return media.download(world, request)
    found = PATH.fullmatch(request.path)
    if found is None:
        return Refused(100, f"Unknown path components: {request.path}").answer()
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not token.strip() or token.strip() in world.dials.refused_tokens:
        return Refused(190, "Error validating access token: Session has expired.").answer()
    known, edge = found["known"], found["edge"] or ""
    if own := OWN.get(known):
        return own(world, request)
    if not edge:
        return node(world, request, known)
    if made := CALLS.get((request.method, edge)):
        if not world.is_there(known, is_account=edge in OF_ACCOUNTS):
            return missing(request, known)
        return made(world, request, known)
    return Refused(100, f"Unsupported {request.method.lower()} request on {edge}.", subcode=33).answer()


def node(world: World, request: Request, known: str) -> Answer:
    """Answer for a thing itself: a file, or a number of a business."""
    stored = world.files.find(known)
    if stored and request.method == "GET":
        return media.describe(world, request, stored)
    if request.method == "DELETE" and world.files.drop(known):
        return json_answer({"success": True})
    if request.method == "GET" and request.query.get("fields") == "health_status":
        there = world.is_there(known, is_account=True)
        return accounts.get_account(world, request, known) if there else missing(request, known)
    if not world.is_there(known, is_account=False):
        return missing(request, known)
    if request.method == "POST":
        return accounts.succeed(world, request, known)
    if request.method == "GET" and (known in world.numbers or "fields" in request.query):
        return accounts.get_number(world, request, known)
    return missing(request, known)


def missing(request: Request, known: str) -> Answer:
    """Answer for what is not there, or not for this token: Meta tells nobody which."""
    details = (
        f"Unsupported {request.method.lower()} request. Object with ID '{known}' does not exist, "
        "cannot be loaded due to missing permissions, or does not support this operation."
    )
    return Refused(100, details, subcode=33).answer()
