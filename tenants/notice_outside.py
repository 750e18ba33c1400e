"""Sends a notice out of the house: to the push service of a browser's maker, or by mail. What went wrong comes as a word."""

from __future__ import annotations

import json
import os
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from tenants.login.mail import is_mail_on
from tenants.models import NoticeKind, NoticeReason
from tenants.sealed import CannotUnseal, NoSealingKey
from tenants.services.notice_sending import Outgoing, whole_link
from tenants.services.push_keys import get_push_key, open_push_key
from tenants.values.push_message import (
    CURVE,
    SALT_BYTES,
    BadSubscription,
    TooMuch,
    encrypt,
    read_subscription,
    vapid,
)
from tenants.webhook_client import post
from tenants.webhook_rules import configured_rules

# What a push service keeps for a browser that is off; later nobody needs to be woken by it.
KEPT_FOR = timedelta(hours=4)
# RFC 8292 allows a day.
TOKEN_LASTS = timedelta(hours=12)
GONE = (404, 410)


@dataclass(frozen=True)
class Sent:
    """What became of it: nothing is wrong without a reason."""

    reason: str = ""
    code: int | None = None


def send_outside(sending: Outgoing, *, seconds: float, now: datetime) -> Sent:
    """Send a notice by push or mail. Nothing is raised for what the other side can do."""
    if sending.kind == NoticeKind.PUSH:
        return send_push(sending, seconds=seconds, now=now)
    return send_mail(sending)


def send_push(sending: Outgoing, *, seconds: float, now: datetime) -> Sent:
    try:
        subscription = read_subscription(sending.address, sending.p256dh, sending.auth)
        own = ec.generate_private_key(CURVE)
        body = encrypt(push_content(sending), subscription, own=own, salt=os.urandom(SALT_BYTES))
        signing = open_push_key(get_push_key())
    except (BadSubscription, TooMuch):
        return Sent(NoticeReason.BAD_SUBSCRIPTION)
    except (CannotUnseal, NoSealingKey):
        return Sent(NoticeReason.KEY_UNREADABLE)
    ends_at = int((now + TOKEN_LASTS).timestamp())
    headers = {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "Authorization": vapid(sending.address, key=signing, contact=contact(), ends_at=ends_at),
        "TTL": str(int(KEPT_FOR.total_seconds())),
        "Urgency": "high" if sending.is_urgent else "normal",
        # A push service drops the earlier of two under the same name, so that a second try is no second notice.
        "Topic": f"conserje-{sending.notice_id}",
    }
    answer = post(sending.address, body, headers, rules=configured_rules(), seconds=seconds)
    if answer.status in GONE:
        return Sent(NoticeReason.GONE, answer.status)
    is_refused = answer.status is not None and 400 <= answer.status < 500 and answer.status != 429
    return Sent(NoticeReason.BAD_SUBSCRIPTION if is_refused else answer.fault, answer.status)


def push_content(sending: Outgoing) -> bytes:
    """Return what the browser's worker shows. It may stand on a locked screen, so it says no more than the title."""
    said = {"title": sending.title, "body": sending.business, "url": sending.link, "tag": f"n{sending.notice_id}"}
    return json.dumps(said, ensure_ascii=False).encode()


def contact() -> str:
    """Return where the people of a push service could complain about us."""
    is_public = settings.PUBLIC_URL.startswith("https://")
    return settings.PUBLIC_URL if is_public else "mailto:no-reply@localhost"


def send_mail(sending: Outgoing) -> Sent:
    if not is_mail_on():
        return Sent(NoticeReason.MAIL_OFF)
    with translation.override(sending.language):
        values = {"sending": sending, "link": whole_link(sending)}
        text = render_to_string("tenants/notice_mail.txt", values)
    # A title is written by many, and a line break in it would end the head of the mail.
    subject = f"{' '.join(sending.title.split())} · {sending.business}"
    try:
        EmailMessage(subject, text, to=[sending.address]).send()
    except (OSError, smtplib.SMTPException):
        return Sent(NoticeReason.MAIL_FAILED)
    return Sent()
