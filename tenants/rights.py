"""Who may do what: one page. A right is `area:read` or `area:write`; roles have rights, and so have API keys."""

from __future__ import annotations

from collections.abc import Iterable

OWNER, MANAGER, DESK, HOUSEKEEPER, READ_ONLY = ROLES = ("owner", "manager", "desk", "housekeeper", "read_only")

READ, WRITE = "read", "write"

# What the tables of an area are about. Every tenant table has a line, and the admin asks here.
AREAS = {
    "tenants.guest": "guests",
    "tenants.guestidentity": "guests",
    "messaging.guestmerge": "guests",
    "messaging.guestconsent": "guests",
    "messaging.codeclaim": "guests",
    "tenants.stafftask": "tasks",
    "tenants.auditevent": "audit",
    "tenants.tenant": "business",
    "tenants.channelidentifier": "business",
    "tenants.membership": "team",
    "tenants.apikey": "keys",
    "tenants.storedanswer": "keys",
    "bookings.property": "lodging",
    "bookings.unittype": "lodging",
    "bookings.photo": "lodging",
    "bookings.extra": "lodging",
    "bookings.holdrule": "lodging",
    "bookings.messagerule": "lodging",
    "bookings.unit": "units",
    "bookings.rateplan": "rates",
    "bookings.season": "rates",
    "bookings.taxrule": "rates",
    "bookings.exchangerate": "rates",
    "bookings.ratechange": "rates",
    "bookings.quote": "bookings",
    "bookings.booking": "bookings",
    "bookings.reservation": "bookings",
    "bookings.bookingevent": "bookings",
    "bookings.waitlistentry": "bookings",
    "bookings.staymessage": "bookings",
    "bookings.folioentry": "folio",
    "messaging.conversation": "messages",
    "messaging.message": "messages",
    "messaging.mediafile": "messages",
    "messaging.sendattempt": "messages",
    "messaging.statusevent": "messages",
    "messaging.conversationevent": "messages",
    "messaging.conversationnote": "messages",
    "messaging.conversationmark": "messages",
    "messaging.scheduledreply": "messages",
    "messaging.cannedreply": "messages",
    "messaging.talk": "messages",
    "messaging.botturn": "messages",
    "messaging.draft": "messages",
    "messaging.nlucase": "messages",
    "messaging.bottext": "lodging",
    "messaging.knownanswer": "lodging",
    "messaging.topicmode": "channels",
    "messaging.staytext": "lodging",
    "messaging.whatsappnumber": "channels",
    "messaging.connectionstep": "channels",
    "messaging.whatsapptemplate": "channels",
    "messaging.accountnotice": "channels",
    "messaging.answerrules": "channels",
    "tenants.webhookendpoint": "webhooks",
    "tenants.webhookdelivery": "webhooks",
    "tenants.notice": "tasks",
    "tenants.noticechannel": "team",
    "tenants.noticehours": "team",
    "tenants.noticerules": "team",
}
# Areas without a table of their own: the state of a unit (clean, dirty…) is changed by whoever cleans it.
OTHER_AREAS = ("cleaning",)
ALL_AREAS = tuple(dict.fromkeys((*AREAS.values(), *OTHER_AREAS)))

# History is read, never written by hand.
READ_ONLY_AREAS = frozenset({"audit"})


def rights_in(areas: Iterable[str], *kinds: str) -> frozenset[str]:
    """Return the rights of these kinds in these areas."""
    return frozenset(
        f"{area}:{kind}" for area in areas for kind in kinds if not (kind == WRITE and area in READ_ONLY_AREAS)
    )


EVERY_RIGHT = rights_in(ALL_AREAS, READ, WRITE)

# Who is not here may nothing. Owners and managers differ in whom they may appoint (may_appoint).
ROLE_RIGHTS = {
    OWNER: EVERY_RIGHT,
    MANAGER: EVERY_RIGHT - {"business:write"},
    DESK: rights_in(("guests", "tasks", "bookings", "folio", "cleaning", "messages"), READ, WRITE)
    | rights_in(("lodging", "units", "rates", "channels"), READ),
    HOUSEKEEPER: rights_in(("tasks", "cleaning"), READ, WRITE) | rights_in(("units",), READ),
    READ_ONLY: rights_in(
        ("guests", "tasks", "bookings", "folio", "lodging", "units", "rates", "cleaning", "messages", "channels"), READ
    ),
}

# What a key may be given. Rights about people and keys stay with people.
KEY_SCOPES = tuple(sorted(EVERY_RIGHT - rights_in(("team", "keys", "business"), READ, WRITE)))


def rights_of(role: str) -> frozenset[str]:
    """Return what a role may do; an unknown one may nothing."""
    return ROLE_RIGHTS.get(role, frozenset())


def right_for(label: str, action: str) -> str | None:
    """Return the right that an action of the admin (view, add, change, delete) on a table needs; None if nobody has it."""
    area = AREAS.get(label)
    if area is None or action not in ("view", "add", "change", "delete"):
        return None
    return f"{area}:{READ if action == 'view' else WRITE}"


def may_appoint(by: str, role: str) -> bool:
    """Return whether someone with the role `by` may give, change or take away the role `role`."""
    if by == OWNER:
        return role in ROLES
    return by == MANAGER and role in (DESK, HOUSEKEEPER, READ_ONLY)
