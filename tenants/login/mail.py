"""Mail about getting in. Only where a mail server is set; everything works without, by links that are handed over."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from tasks import queue
from tenants.language import site_language
from tenants.login.access_link import DAYS, access_link_for
from tenants.models import User
from tenants.queries.team import find_first_tenant

# As many people may share an address; each gets a mail.
MOST_PEOPLE = 5


def is_mail_on() -> bool:
    return bool(settings.EMAIL_URL)


def can_mail(user: User) -> bool:
    return is_mail_on() and bool(user.email) and user.is_active


def ask_for_link(who: str) -> None:
    """Have a link mailed to whoever has this name or address. Does the same work when it is nobody's."""
    named = User.objects.filter(username__iexact=who, is_active=True).exclude(email="")[:1]
    addressed = User.objects.filter(email__iexact=who, is_active=True).exclude(email="")[:MOST_PEOPLE]
    people = {user.pk for user in (*named, *addressed)} if who else set()
    with transaction.atomic():
        for user_id in sorted(people or {0}):
            queue.enqueue("tenants.send_access_link", user_id=user_id)


def send_access_link(user_id: int, *, now: datetime) -> None:
    """Mail the person a link, made now: the job that asks for it carries nothing that opens anything.

    :raises OSError: if the mail server does not take it
    """
    user = User.objects.filter(pk=user_id).first()
    if user is None or not can_mail(user):
        return
    with translation.override(language_of(user)):
        link = f"{settings.PUBLIC_URL}{access_link_for(user, now=now)}"
        values = {"user": user, "link": link, "days": DAYS}
        text = render_to_string("tenants/access_link_mail.txt", values)
        subject = _("Su acceso a Conserje")
    EmailMessage(subject, text, to=[user.email]).send()


def language_of(user: User) -> str:
    """Return the language of the first business that the person works for."""
    tenant = find_first_tenant(user)
    return site_language(tenant.language if tenant else settings.LANGUAGE_CODE)
