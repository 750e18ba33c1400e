"""Every address there is, with what stands in its places for numbers and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from config.tenancy_audit import lodging
from config.tenancy_audit.belonging import AnyModel, label, tables_with_tenant
from config.tenancy_audit.stage import Side
from tenants.models import User

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# What a place is called where the name of the table alone does not say it: (table, column).
PLACES = {
    "task_id": ("tenants.stafftask", "pk"),
    "key_id": ("tenants.apikey", "pk"),
    "webhook_id": ("tenants.webhookendpoint", "pk"),
    "delivery_id": ("tenants.webhookdelivery", "pk"),
    "member_id": ("tenants.membership", "pk"),
    "identity_id": ("tenants.guestidentity", "pk"),
    "user_id": ("tenants.user", "pk"),
    "person_id": ("tenants.user", "pk"),
    "assignee": ("tenants.user", "pk"),
    "later_id": ("messaging.scheduledreply", "pk"),
    **lodging.PLACES,
}
# Nobody's row has this number: what it answers is what a stranger's must answer too.
NOBODY = 987_654_321_987


class UnknownPlace(LookupError):
    """Nobody says of which table a number in an address or an argument is; the message names it."""


@dataclass(frozen=True)
class Route:
    """One address: `/admin/tenants/guest/<path:object_id>/change/`."""

    template: str
    name: str
    callback: Callable[..., Any]
    is_expression: bool = False

    @property
    def places(self) -> tuple[str, ...]:
        return tuple(PLACE.findall(self.template))

    def filled(self, values: Mapping[str, Any]) -> str:
        """Return the address with these values in its places."""
        return PLACE.sub(lambda place: str(values[place.group(1)]), self.template)

    def __str__(self) -> str:
        return self.template


def every_route() -> list[Route]:
    """Return all addresses, in the order in which they are looked for."""
    return list(walk(get_resolver().url_patterns, "/"))


def walk(patterns: Any, prefix: str, is_expression: bool = False) -> Iterator[Route]:
    for pattern in patterns:
        template = prefix + str(pattern.pattern)
        odd = is_expression or not isinstance(pattern.pattern, RoutePattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, template, odd)
        elif isinstance(pattern, URLPattern):
            yield Route(template, pattern.name or "", pattern.callback, odd)


def page_model(route: Route) -> AnyModel | None:
    """Return the table whose page of the desk this is."""
    for model in admin.site._registry:
        if route.template.startswith(f"/admin/{model._meta.app_label}/{model._meta.model_name}/"):
            return model
    return None


def row_in(side: Side, place: str) -> Any:
    """Return what a row of this side puts into a place of an address, or into an argument of a task.

    :raises UnknownPlace: if nobody says of which table it is
    """
    model, column = table_of(place)
    row = side.rows.get(label(model))
    if row is None:
        raise UnknownPlace(f"there is no row for {place}")
    return row.pk if column == "pk" else getattr(row, column)


def table_of(place: str) -> tuple[AnyModel, str]:
    """Return which table and column a place names: `guest_id` is the key of `guest`, the rest is in PLACES.

    :raises UnknownPlace: if nobody says
    """
    if place in PLACES:
        name, column = PLACES[place]
        return apps.get_model(name), column
    models: list[AnyModel] = [*tables_with_tenant(), User]
    known = {f"{model._meta.model_name}_id": model for model in models}
    if place not in known:
        raise UnknownPlace(f"nobody says of which table {place} is")
    return known[place], "pk"
