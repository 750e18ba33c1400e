"""The two ways in: a program's key (`Authorization: Bearer csj_...`), and the session of somebody logged in.

Both are asked of the database in each call, with the business: a revoked key, a suspended business or a role taken away
counts from the next call on, in every process.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from rest_framework.authentication import BaseAuthentication, CSRFCheck, get_authorization_header
from rest_framework.request import Request

from tenants import clock
from tenants.api.caller import Caller, caller_by_key, caller_by_membership
from tenants.api.problems import (
    CsrfFailed,
    KeyExpired,
    KeyRevoked,
    KeyUnknown,
    NoMembership,
    TenantSuspended,
    TenantUnclear,
)
from tenants.login.sessions import CHOSEN_TENANT
from tenants.models import ApiKey, Membership, Tenant, User
from tenants.queries.keys import find_key
from tenants.queries.team import list_memberships


class KeyAuthentication(BaseAuthentication):
    """Lets in a program that shows a key."""

    def authenticate(self, request: Request) -> tuple[Caller, ApiKey] | None:
        """Return the program.

        :raises KeyUnknown: if it is no key of ours
        :raises KeyRevoked: if somebody made it void
        :raises KeyExpired: if its time is over
        :raises TenantSuspended: if its business is not served
        """
        scheme, _, shown = get_authorization_header(request).partition(b" ")
        if scheme.lower() != b"bearer":
            return None
        key = find_key(shown.strip().decode("latin-1"))
        if key is None:
            raise KeyUnknown
        if key.revoked_at:
            raise KeyRevoked
        if key.expires_at and key.expires_at <= clock.now():
            raise KeyExpired
        refuse_unserved(key.tenant)
        return caller_by_key(key), key

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="conserje"'


def refuse_unserved(tenant: Tenant) -> None:
    """Stop here for a business that is suspended or closed.

    :raises TenantSuspended: if it is
    """
    if not tenant.is_served:
        raise TenantSuspended


class SessionAuthentication(BaseAuthentication):
    """Lets in somebody who is logged in, for one of the businesses they work for."""

    def authenticate(self, request: Request) -> tuple[Caller, None] | None:
        """Return the person in their role.

        :raises CsrfFailed: if a call that writes did not come from a page of ours
        :raises TenantUnclear: if they work for several and did not say for which this is
        :raises NoMembership: if they do not work there
        :raises TenantSuspended: if that business is not served
        """
        user = getattr(request._request, "user", None)
        if not isinstance(user, User) or not user.is_active:
            return None
        refuse_forged(request)
        member = choose_membership(request._request, user)
        refuse_unserved(member.tenant)
        return caller_by_membership(member, user), None


def refuse_forged(request: Request) -> None:
    """Check the token that only our own pages know.

    :raises CsrfFailed: if it is missing or wrong
    """
    check = CSRFCheck(lambda _: None)  # type: ignore[arg-type]  # asked for its checks alone
    check.process_request(request._request)
    if check.process_view(request._request, no_view, (), {}):
        raise CsrfFailed


def no_view(request: HttpRequest) -> HttpResponse:
    """Stand for the view in Django's check, which looks at it for a mark that ours does not have."""
    raise NotImplementedError


def choose_membership(request: HttpRequest, user: User) -> Membership:
    """Return the person's place in the business that the header names, or the session's, or the only one they have.

    :raises TenantUnclear: if there are several
    :raises NoMembership: if there is none
    """
    mine = list_memberships(user)
    if named := request.headers.get("Conserje-Tenant"):
        mine = mine.filter(tenant__slug=named.replace("\0", ""))
    elif chosen := request.session.get(CHOSEN_TENANT):
        mine = mine.filter(tenant_id=chosen)
    found = list(mine[:2])
    if not found:
        raise NoMembership
    if len(found) > 1:
        raise TenantUnclear
    return found[0]
