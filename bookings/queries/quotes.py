"""Questions about prices that somebody was told."""

from __future__ import annotations

from django.db.models import QuerySet

from bookings.codes import read_code
from bookings.models import Quote
from tenants.errors import NotFound


def list_quotes() -> QuerySet[Quote]:
    """Return the quotes of this business with their guests, the newest first."""
    return Quote.objects.select_related("guest").order_by("-id")


def get_quote(code: str) -> Quote:
    """Return a quote by its code, however somebody wrote it.

    :raises NotFound: if this business has none of this code
    """
    quote = list_quotes().filter(code=read_code(code)).first()
    if quote is None:
        raise NotFound
    return quote
