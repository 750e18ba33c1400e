"""What an account is at Meta: its number's health, its templates, and whether webhooks come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from messaging.whatsapp.exchange import Exchange
from messaging.whatsapp.faults import Remedy, SendFault
from messaging.whatsapp.graph import Account, call

# Meta keeps 250 templates for most, some thousands for a few.
PAGE, MOST_PAGES = 100, 60
TEMPLATE_FIELDS = ("id", "name", "language", "status", "category", "rejected_reason", "parameter_format")
NUMBER_FIELDS = (
    *("verified_name", "display_phone_number", "quality_rating", "code_verification_status", "platform_type"),
    *("throughput", "webhook_configuration", "name_status", "status"),
)
# Which address wins, where several are set (Meta's order).
WEBHOOK_OF = ("phone_number", "whatsapp_business_account", "application")


@dataclass(frozen=True, slots=True)
class Template:
    """A text that Meta has, in one language; `components` as Meta writes them."""

    id: str
    name: str
    language: str
    status: str
    category: str
    rejected_reason: str
    parameter_format: str
    components: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """An app that gets the account's webhooks, and where, if not at the app's own address."""

    app_id: str
    name: str
    override_url: str


@dataclass(frozen=True, slots=True)
class Number:
    """How Meta sees the number."""

    display_phone_number: str
    verified_name: str
    quality: str
    throughput: str
    platform_type: str
    code_verification: str
    webhook_url: str
    name_status: str
    status: str


def list_templates(account: Account, *, exchange: Exchange | None = None) -> list[Template]:
    """Return all templates of the account, in every state. All pages together take no longer than one exchange.

    :raises SendFault: with a remedy
    """
    if exchange is None:
        with Exchange() as own:
            return list_templates(account, exchange=own)
    fields = ",".join((*TEMPLATE_FIELDS, "components"))
    found: list[Template] = []
    after = ""
    for _ in range(MOST_PAGES):
        params = {"fields": fields, "limit": PAGE} | ({"after": after} if after else {})
        page = call(account, "GET", waba(account), "message_templates", exchange=exchange, params=params)
        found += [template(row) for row in rows(page)]
        after = next_page(page)
        if not after:
            return found
    return found


def template(row: dict[str, Any]) -> Template:
    parts = row.get("components")
    known = tuple(part for part in parts if isinstance(part, dict)) if isinstance(parts, list) else ()
    return Template(**{name: text(row, name) for name in TEMPLATE_FIELDS}, components=known)


def next_page(page: dict[str, Any]) -> str:
    """Return the cursor of the next page. Meta's ready-made address is not used: it would carry the token in its query."""
    paging = inner(page, "paging")
    return text(inner(paging, "cursors"), "after") if paging.get("next") else ""


def check_subscription(account: Account, *, exchange: Exchange | None = None) -> list[Subscription]:
    """Return the apps that get the account's webhooks. Without one none come, whatever else is set up.

    :raises SendFault: with a remedy
    """
    page = call(account, "GET", waba(account), "subscribed_apps", exchange=exchange)
    return [subscription(row) for row in rows(page)]


def subscription(row: dict[str, Any]) -> Subscription:
    app = inner(row, "whatsapp_business_api_data")
    return Subscription(text(app, "id"), text(app, "name"), text(row, "override_callback_uri"))


def subscribe(account: Account, *, exchange: Exchange | None = None) -> None:
    """Let the token's app get the account's webhooks.

    :raises SendFault: with a remedy
    """
    call(account, "POST", waba(account), "subscribed_apps", exchange=exchange)


def get_number(account: Account, *, exchange: Exchange | None = None) -> Number:
    """Return how Meta sees the number: its name, quality and throughput.

    :raises SendFault: with a remedy
    """
    params = {"fields": ",".join(NUMBER_FIELDS)}
    row = call(account, "GET", account.phone_number_id, exchange=exchange, params=params)
    webhooks = inner(row, "webhook_configuration")
    return Number(
        display_phone_number=text(row, "display_phone_number"),
        verified_name=text(row, "verified_name"),
        quality=text(row, "quality_rating"),
        throughput=text(inner(row, "throughput"), "level"),
        platform_type=text(row, "platform_type"),
        code_verification=text(row, "code_verification_status"),
        webhook_url=next(filter(None, (text(webhooks, whose) for whose in WEBHOOK_OF)), ""),
        name_status=text(row, "name_status"),
        status=text(row, "status"),
    )


def waba(account: Account) -> str:
    """Return the id of the account that the number belongs to.

    :raises SendFault: if nobody has entered it
    """
    if not account.waba_id:
        raise SendFault(Remedy.NEVER, None, "no account id")
    return account.waba_id


def rows(page: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the objects of a list; what is none is left out."""
    data = page.get("data")
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else []


def inner(row: dict[str, Any], name: str) -> dict[str, Any]:
    value = row.get(name)
    return value if isinstance(value, dict) else {}


def text(row: dict[str, Any], name: str) -> str:
    """Return a text; ids come as numbers too."""
    value = row.get(name)
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
