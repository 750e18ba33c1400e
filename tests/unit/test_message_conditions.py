"""For whom a message is, and who may know how to get in."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bookings.message_conditions import NOT_CONFIRMED, OVERDUE, UNPAID, Facts, why_no_access, why_not

NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)
PAID = Facts(frozenset({"confirmed"}), frozenset({3}), "whatsapp", Decimal(0))


@pytest.mark.parametrize(
    ("conditions", "facts", "expected"),
    [
        ({}, PAID, ""),
        ({}, replace(PAID, statuses=frozenset({"cancelled"})), "status"),
        ({}, replace(PAID, statuses=frozenset({"cancelled", "confirmed"})), ""),
        ({"statuses": []}, PAID, ""),
        ({"statuses": ["checked_out"]}, PAID, "status"),
        ({"source": ["whatsapp"], "types": [3], "balance_due": False}, PAID, ""),
        ({"source": ["web"]}, PAID, "source"),
        ({"types": [4]}, PAID, "type"),
        ({"types": [4, 3]}, PAID, ""),
        ({"balance_due": True}, PAID, "nothing_due"),
        ({"balance_due": True}, replace(PAID, balance=Decimal("-1")), "nothing_due"),
        ({"balance_due": False}, replace(PAID, balance=Decimal("0.01")), "something_due"),
    ],
)
def test_a_message_is_for_whom_its_rule_means(conditions: dict[str, Any], facts: Facts, expected: str) -> None:
    assert why_not(conditions, facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (PAID, ""),
        (replace(PAID, statuses=frozenset({"checked_in"})), ""),
        (replace(PAID, balance=Decimal(-5)), ""),
        (replace(PAID, balance=Decimal("0.01")), UNPAID),
        (replace(PAID, statuses=frozenset({"pre_reserved"}), hold_expires_at=NOW + timedelta(hours=1)), NOT_CONFIRMED),
        (replace(PAID, statuses=frozenset({"pre_reserved"}), hold_expires_at=NOW), OVERDUE),
        (replace(PAID, statuses=frozenset({"checked_out"})), NOT_CONFIRMED),
        (replace(PAID, statuses=frozenset({"cancelled"})), NOT_CONFIRMED),
        (replace(PAID, statuses=frozenset()), NOT_CONFIRMED),
    ],
)
def test_the_way_in_is_told_to_who_is_expected_and_owes_nothing(facts: Facts, expected: str) -> None:
    assert why_no_access(facts, now=NOW) == expected
