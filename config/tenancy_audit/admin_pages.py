"""Tries each page for people with the other business: its numbers in our addresses, our lists, choices and actions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey
from django.test import Client
from django.urls import reverse

from config.tenancy_audit.belonging import AnyModel, is_of_tenant, label, names_tenant
from config.tenancy_audit.dump import dump
from config.tenancy_audit.finding import Finding
from config.tenancy_audit.routes import NOBODY, Route, UnknownPlace, page_model, row_in
from config.tenancy_audit.stage import Side, Stage
from config.tenancy_audit.visitor import as_owner, call

PAGES = "config/tenancy_audit/admin_pages.py"
SCOPED = "let the page ask for rows of its business alone: inherit TenantAdmin"

# Addresses whose places lead to no row of a business, with the reason.
WITHOUT_ROWS = {
    "static": "files of the program itself",
    "photo": "a picture that is meant to be seen, under a key that nobody guesses",
    "notice": "a random word that only its receiver has",
    "login_link": "a signed word that only its receiver has",
    "access_link": "a signed word that only its receiver has",
    "app_list": "there are no pages of apps: DeskSite.app_index",
    "app_index": "there are no pages of apps: DeskSite.app_index",
    "view_on_site": "tried with every table by try_shortcut",
}
# The desk's last address catches whatever no other one does.
CATCH_ALL = "(?P<url>.*)$"
# What a page without places takes in its form: the number of a row, by field.
FORMS = {
    "choose": {"tenant": "tenant_id"},
    "calendar_new": {"unit": "unit_id"},
    **{page: {"plan": "rateplan_id"} for page in ("price_set", "price_clear", "price_raise")},
}
# Pages about tables of no business that its people may open nevertheless, with the reason.
SHARED_PAGES: dict[str, str] = {}


def try_page(route: Route, stage: Stage) -> list[Finding]:
    """Return the ways in which our owner reaches something of theirs at this address."""
    if route.name in WITHOUT_ROWS or route.template.endswith(CATCH_ALL):
        return []
    if route.is_expression:
        return [Finding(f"page {route}", "cannot be tried: it is a regular expression", "write it with path()")]
    client, before = as_owner(stage.ours), dump(stage.theirs)
    findings = list(try_places(route, stage, client) if route.places else try_list(route, stage, client))
    if dump(stage.theirs) != before:
        findings.append(Finding(f"page {route}", "changes rows of another business", SCOPED))
    return findings


def try_places(route: Route, stage: Stage, client: Client) -> Iterator[Finding]:
    """Put their numbers into the address: the answer is that to a number which nobody has."""
    seen = []
    for method in ("GET", "POST"):
        theirs = call(client, method, route.filled(values_of(route, stage.theirs)), {} if method == "POST" else None)
        nobodys = call(
            client, method, route.filled(dict.fromkeys(route.places, NOBODY)), {} if method == "POST" else None
        )
        seen.append(theirs.status_code)
        if theirs.status_code == 405:
            continue
        if not is_refusal(route, theirs):
            yield Finding(
                f"page {route}", f"{method} answers {theirs.status_code} for a row of another business", SCOPED
            )
        elif theirs.status_code != nobodys.status_code:
            yield Finding(f"page {route}", f"{method} tells that another business has such a row", SCOPED)
    if set(seen) == {405}:
        yield Finding(f"page {route}", "cannot be tried: it takes neither GET nor POST", f"let {PAGES} know its method")
    if route.name.endswith("_change"):
        yield from try_own(route, stage, client)


def try_own(route: Route, stage: Stage, client: Client) -> Iterator[Finding]:
    """Open our own row's page: it must open, or the refusals prove nothing, and offer nothing of theirs."""
    model = page_model(route)
    if model is None or not names_tenant(model):
        return
    answer = call(client, "GET", route.filled(values_of(route, stage.ours)))
    if answer.status_code != 200:
        mend = "give owners the right, or correct the page"
        yield Finding(f"page {route}", f"answers {answer.status_code} to the owner of the row", mend)
    if stage.theirs.token in text_of(answer):
        yield Finding(f"page {route}", "shows something of another business", SCOPED)


def try_list(route: Route, stage: Stage, client: Client) -> Iterator[Finding]:
    """Open a page without places: it shows nothing of theirs, and its actions do nothing with it."""
    model, answer = page_model(route), call(client, "GET", route.template)
    if answer.status_code >= 500:
        yield Finding(f"page {route}", f"fails with {answer.status_code}", "correct the page")
    if model is not None and not names_tenant(model):
        if answer.status_code not in (302, 403, 404) and label(model) not in SHARED_PAGES:
            mend = f"let it inherit PlatformAdmin, or name it in SHARED_PAGES in {PAGES} with the reason"
            yield Finding(f"page {route}", "is open to people of a business, and its rows belong to none", mend)
        return
    page = text_of(answer)
    if stage.theirs.token in page or (model is not None and link_to(model, stage.theirs) in page):
        yield Finding(f"page {route}", "shows something of another business", SCOPED)
    if fields := FORMS.get(route.name):
        values = {field: row_in(stage.theirs, place) for field, place in fields.items()}
        status = call(client, "POST", route.template, values).status_code
        if status not in (403, 404):
            yield Finding(f"page {route}", f"answers {status} to a form with a number of another business", SCOPED)
    if model is not None and route.name.endswith("_changelist"):
        yield from try_changelist(route, model, stage, client, page)


def try_changelist(route: Route, model: AnyModel, stage: Stage, client: Client, page: str) -> Iterator[Finding]:
    """Look for their row, run every action on it, and look into what may be chosen."""
    if link_to(model, stage.ours) not in page:
        mend = "give owners the right, or correct the page"
        yield Finding(f"page {route}", "does not show its owner the own row, so nothing is tried", mend)
    # The page repeats what was looked for, so only a link to the row counts.
    if link_to(model, stage.theirs) in text_of(client.get(route.template, {"q": stage.theirs.token}, secure=True)):
        yield Finding(f"page {route}", "finds a row of another business", SCOPED)
    for action in ("delete_selected", *actions_of(model)):
        chosen = {"action": action, "_selected_action": row_key(model, stage.theirs), "post": "yes"}
        call(client, "POST", route.template, chosen)
    references = [field.name for field in model._meta.concrete_fields if isinstance(field, ForeignKey)]
    for name in references:
        if stage.theirs.token in choices_for(model, name, client):
            yield Finding(f"page {route}", f"offers rows of another business for {name}", SCOPED)


def choices_for(model: AnyModel, name: str, client: Client) -> str:
    """Return what the desk offers somebody who looks for a row to refer to."""
    asked = {"app_label": model._meta.app_label, "model_name": str(model._meta.model_name), "field_name": name}
    return text_of(client.get(reverse("admin:autocomplete"), asked, secure=True))


def actions_of(model: AnyModel) -> list[str]:
    """Return the names of what can be done with chosen rows."""
    named: Any = admin.site._registry[model].actions or ()
    return [action if isinstance(action, str) else action.__name__ for action in named]


def try_shortcut(model: AnyModel, stage: Stage) -> list[Finding]:
    """Return whether the desk's short address (`r/type/number`) leads to their row."""
    kind = ContentType.objects.get_for_model(model).pk
    address = reverse("admin:view_on_site", args=[kind, row_key(model, stage.theirs)])
    answer = call(as_owner(stage.ours), "GET", address)
    if is_of_tenant(model) and answer.status_code not in (403, 404):
        return [Finding(f"page {address}", f"answers {answer.status_code} for a row of another business", SCOPED)]
    return []


def values_of(route: Route, side: Side) -> dict[str, Any]:
    """Return what this side's row puts into the places.

    :raises UnknownPlace: if nobody says of which table a place is
    """
    model = page_model(route)
    if model is None:
        return {place: row_in(side, place) for place in route.places}
    return dict.fromkeys(route.places, row_key(model, side))


def row_key(model: AnyModel, side: Side) -> Any:
    """Return the number of this side's row; of a table that belongs to no business, one that may or may not exist."""
    row = side.rows.get(label(model))
    if row is None and names_tenant(model):
        raise UnknownPlace(f"there is no row of {label(model)}: {side.missing.get(label(model))}")
    return row.pk if row is not None else 1


def is_refusal(route: Route, answer: Any) -> bool:
    """Return whether an answer lets nobody in. The desk leads from a row that is not there to its first page."""
    if answer.status_code in (403, 404):
        return True
    to = answer.headers.get("Location", "").partition("?")[0]
    if route.template.endswith("/<path:object_id>/"):  # Django's old address, which leads on to .../change/
        return bool(to.endswith("/change/"))
    return bool(to == reverse("admin:index"))


def link_to(model: AnyModel, side: Side) -> str:
    return f"/{model._meta.app_label}/{model._meta.model_name}/{row_key(model, side)}/change/"


def text_of(answer: Any) -> str:
    """Return the page, which may come in pieces."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(content.decode(errors="replace"))
