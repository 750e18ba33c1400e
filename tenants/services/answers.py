"""Forgetting the answers that were kept for those who ask again."""

from __future__ import annotations

from datetime import datetime, timedelta

from tenants.models import StoredAnswer

# Who has not asked again by then has given up. A run a day, so some are kept for nearly two.
KEPT_FOR = timedelta(hours=24)
BATCH = 5000


def forget_answers(*, now: datetime) -> bool:
    """Delete the oldest answers of the scope's business whose time is over, and return whether there may be more."""
    oldest = StoredAnswer.objects.filter(created_at__lt=now - KEPT_FOR).order_by("created_at").values("pk")[:BATCH]
    deleted, _ = StoredAnswer.objects.filter(pk__in=oldest).delete()
    return deleted == BATCH
