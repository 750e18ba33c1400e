"""The addresses under which the world reaches a business: each leads to one business, in whatever spelling."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict
from tenants.models import ChannelIdentifier, Tenant


class IdentifierTaken(Conflict):
    """The address leads to a business already; which one is nobody's business."""

    code = "identifier_taken"
    default_detail = _("Esa dirección ya está en uso.")


def add_identifier(*, tenant: Tenant, kind: str, value: str) -> ChannelIdentifier:
    """Let an address lead to a business. Every process knows within two seconds (tenants/resolver.py).

    :raises IdentifierTaken: if it leads to one already
    :raises BadIdentifier: if the value can be no address of this kind
    """
    return saved(ChannelIdentifier(tenant=tenant, kind=kind, value=value))


def change_identifier(*, identifier: ChannelIdentifier, value: str, is_active: bool) -> ChannelIdentifier:
    """Write an address anew; one that is not active leads nowhere and still cannot be another's.

    :raises IdentifierTaken: if the new one leads to a business already
    :raises BadIdentifier: if the value can be no address of its kind
    """
    identifier.value, identifier.is_active = value, is_active
    return saved(identifier)


def saved(identifier: ChannelIdentifier) -> ChannelIdentifier:
    """Write a row; its constraint decides.

    :raises IdentifierTaken: if there is one already
    """
    try:
        with transaction.atomic():
            identifier.save()
    except IntegrityError as error:
        raise IdentifierTaken from error
    return identifier
