"""A walk through every page there is, as everybody there is. The tests of languages read what is said on the way."""

from __future__ import annotations

import re
from base64 import b32decode
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse

from config import errors
from tenants import clock
from tenants.login import totp
from tenants.models import ApiKey, Membership
from tests.desk.reading import Page
from tests.desk.test_every_page import address

Answers = Iterator[tuple[str, Any]]

OPEN_PAGES = (
    *("/", "/sandbox/", "/api/docs/", "/nowhere", "/admin/login/", "/entrar/olvide/", "/entrar/word/"),
    *("/entrar/clave/a/b/", "/api/nowhere", "/api/v1/me", "/api/v1/guests"),
)
OWN_PAGES = (
    *("/", "/admin/", "/admin/elegir/", "/admin/elegir/?q=zzz", "/admin/nowhere/"),
    *("/entrar/clave/", "/entrar/segundo-paso/", "/entrar/sesiones/"),
    *("/api/v1/me", "/api/v1/guests/0", "/api/v1/guests?limit=0", "/api/v1/staff-tasks?cursor=x"),
)
# What is sent with nothing in it is refused, field by field.
FORMS = ("/admin/login/", "/entrar/olvide/", "/entrar/clave/", "/entrar/codigo/", "/entrar/segundo-paso/")
ERRORS = {
    **{"bad_request": 400, "unknown_host": 400, "csrf_failed": 403, "forbidden": 403, "not_found": 404},
    **{"length_required": 411, "body_too_large": 413, "server_error": 500, "database_unavailable": 503},
}


def tour(language: str, people: Mapping[str, Client], rows: Mapping[type[Model], Model]) -> dict[str, Any]:
    """Return what every page answers in a language, by who asked for what."""
    answers = dict(walk("nobody", Client(), OPEN_PAGES, language))
    answers |= dict(fill_in("nobody", Client(), FORMS, language))
    lists = list(pages_of_lists(rows))
    forms = [path for path in lists if path.endswith(("/add/", "/change/"))]
    for name, client in people.items():
        answers |= dict(walk(name, client, (*OWN_PAGES, *lists), language))
        answers |= dict(fill_in(name, client, (*FORMS, *forms), language))
    answers |= dict(shown_once(people["owner"], rows[Membership].pk))
    return answers | dict(second_step(people["clerk"], people["clerk elsewhere"])) | dict(mishaps(language))


def walk(name: str, client: Client, paths: Iterable[str], language: str) -> Answers:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for path in paths:
        yield f"{name}: {path}", client.get(path)


def fill_in(name: str, client: Client, paths: Iterable[str], language: str) -> Answers:
    """Send each form as good as empty."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    one_row = {"identities-TOTAL_FORMS": "1", "identities-INITIAL_FORMS": "0", "identities-0-kind": "phone"}
    for path in paths:
        yield f"{name} sends {path}", client.post(path, one_row | {"action": "begin", "value": "?"})


def shown_once(owner: Client, member: int) -> Answers:
    """Make a key and a link, and follow the link; the owner's browser has the language by now."""
    key = {"name": "Motor", "scopes": ["guests:read"]}
    yield "owner makes a key", owner.post(address(ApiKey, "add"), key)
    answer = owner.post(reverse("admin:team_hand_link", args=[member]))
    yield "owner hands a link", answer
    link = re.search(r"/entrar/clave/[^\"]+", answer.content.decode())
    assert link, "there is no link on the page"
    yield "member follows the link", owner.get(link[0])
    yield "member chooses a weak password", owner.post(link[0], {"password": "a", "again": "b"})


def second_step(here: Client, elsewhere: Client) -> Answers:
    """Switch the second step on; then the person's other browser has to give a code."""
    page = reverse("second_factor")
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', here.post(page, {"action": "begin"}).content.decode())
    assert secret, "there is no secret on the page"
    code = totp.code_at(b32decode(secret[1].replace(" ", "")), totp.step_at(clock.now()))
    yield "clerk gets codes", here.post(page, {"action": "confirm", "code": code})
    yield "clerk looks at the second step", here.get(page)
    yield "clerk fails to switch it off", here.post(page, {"action": "switch_off", "code": "0"})
    yield "clerk has to give a code", elsewhere.get(reverse("second_step"))
    yield "clerk gives a wrong code", elsewhere.post(reverse("second_step"), {"code": "0"})


def mishaps(language: str) -> Answers:
    """Yield what is said when something goes wrong, to a person and to a program."""
    for code, status in ERRORS.items():
        for path in ("/page", "/api/page"):
            request = RequestFactory().get(path, headers={"Accept-Language": language})
            yield f"{path} {code}", errors.answer(request, status=status, code=code)


def pages_of_lists(rows: Mapping[type[Model], Model]) -> Iterator[str]:
    for model in admin.site._registry:
        lists = address(model, "changelist")
        yield from (lists, f"{lists}?q=zzz", address(model, "add"))
        yield from (address(model, view, rows[model].pk) for view in ("change", "history", "delete"))


def is_page(answer: Any) -> bool:
    return bool(answer.content) and "html" in answer.get("Content-Type", "")


def texts_of(answer: Any) -> list[str]:
    """Return what an answer says: a page, or a problem's words for programs."""
    if is_page(answer):
        return Page(answer.content.decode()).texts
    if "problem+json" not in answer.get("Content-Type", ""):
        return []
    problem = orjson.loads(answer.content)
    fields = [str(word) for words in (problem.get("fields") or {}).values() for word in words]
    return [problem["title"], problem["detail"], *fields]
