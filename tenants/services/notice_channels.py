"""How a member is reached: what they add, switch and try out, and the hours they keep."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_noop as _

from tenants.errors import Conflict, DomainError
from tenants.models import Notice, NoticeChannel, NoticeKind, User
from tenants.services.notices import ask_to_send
from tenants.values.phone import canonical_phone
from tenants.values.push_message import BadSubscription, read_subscription, to_text
from tenants.values.webhook_url import BadUrl, check_url
from tenants.webhook_rules import configured_rules

MOST_CHANNELS = 10
TEST_STEP = 0


class BadNoticeAddress(DomainError):
    """Nothing can be sent there."""

    code = "bad_notice_address"
    default_detail = _("A esa dirección no se puede avisar: revise el correo, el número con su país o el navegador.")


class TooManyChannels(Conflict):
    """A member has enough of them."""

    code = "too_many_channels"
    default_detail = _("Ya hay diez medios de aviso: apague uno que no se use.")


class ChannelOff(Conflict):
    """It is switched off."""

    code = "notice_channel_off"
    default_detail = _("Ese medio está apagado: enciéndalo antes de probarlo.")


def add_channel(*, person: User, kind: str, address: str, delay: int) -> NoticeChannel:
    """Have a member reached by mail or WhatsApp; one that there was before is switched on again.

    :raises BadNoticeAddress: if nothing can be sent there
    :raises TooManyChannels: if the member has ten
    """
    return keep(person, NoticeKind(kind), checked_address(kind, address), delay=delay)


def checked_address(kind: str, address: str) -> str:
    """Return the address in the one form in which it is kept.

    :raises BadNoticeAddress: if it is none
    """
    if kind == NoticeKind.WHATSAPP:
        if phone := canonical_phone(address):
            return phone
    elif kind == NoticeKind.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            raise BadNoticeAddress from None
        return address
    raise BadNoticeAddress


def subscribe_browser(*, person: User, endpoint: str, p256dh: str, auth: str, label: str) -> NoticeChannel:
    """Have a member reached at the browser that said yes.

    :raises BadNoticeAddress: if that is no subscription of a browser
    :raises TooManyChannels: if the member has ten
    """
    try:
        check_url(endpoint, configured_rules())
        known = read_subscription(endpoint, p256dh, auth)
    except (BadUrl, BadSubscription):
        raise BadNoticeAddress from None
    keys = {"p256dh": to_text(known.point), "auth": to_text(known.auth)}
    return keep(person, NoticeKind.PUSH, endpoint, delay=0, label=label[:80], **keys)


def keep(person: User, kind: NoticeKind, address: str, *, delay: int, **more: str) -> NoticeChannel:
    with transaction.atomic():
        others = NoticeChannel.objects.filter(user=person, is_active=True).exclude(kind=kind, address=address)
        if others.count() >= MOST_CHANNELS:
            raise TooManyChannels
        values = {"delay": delay, "is_active": True, "is_gone": False, **more}
        channel, _created = NoticeChannel.objects.update_or_create(
            user=person, kind=kind, address=address, defaults=values
        )
    return channel


def change_channel(*, channel: NoticeChannel, delay: int | None = None, is_active: bool | None = None) -> None:
    """Move a channel's turn, or switch it on or off."""
    if delay is not None:
        channel.delay = delay
    if is_active is not None:
        channel.is_active, channel.is_gone = is_active, False
    channel.save(update_fields=["delay", "is_active", "is_gone"])


def send_test(*, channel: NoticeChannel, now: datetime) -> Notice:
    """Send a test, once; the notice says what became of it.

    :raises ChannelOff: if it is switched off
    """
    if not channel.is_active:
        raise ChannelOff
    with transaction.atomic():
        notice = Notice.objects.create(user=channel.user, channel=channel, step=TEST_STEP, due_at=now)
        ask_to_send(notice)
    return notice
