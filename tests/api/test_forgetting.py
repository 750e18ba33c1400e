"""Stored answers are forgotten after a day, each business's in its own scope."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tasks.tenants import forget_answers
from tenants import clock
from tenants.models import StoredAnswer, Tenant
from tests.cast import Enter

pytestmark = pytest.mark.django_db


def test_what_is_older_than_a_day_is_forgotten(hotel: Tenant, neighbour: Tenant, scope: Enter) -> None:
    now = clock.now()
    for tenant in (hotel, neighbour):
        with scope(tenant):
            for hours in (23, 25):
                StoredAnswer.objects.create(
                    key=f"k{hours}",
                    request_hash="h",
                    status=201,
                    body=b"{}",
                    created_at=now - timedelta(hours=hours),
                )

    with scope(hotel):
        forget_answers(tenant_id=hotel.pk)

    left = {}
    for tenant in (hotel, neighbour):
        with scope(tenant):
            left[tenant.slug] = sorted(StoredAnswer.objects.values_list("key", flat=True))
    assert left == {hotel.slug: ["k23"], neighbour.slug: ["k23", "k25"]}
