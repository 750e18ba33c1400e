"""The drill that cuts connections while everybody wants the same nights: it sees what it is there to see."""

from __future__ import annotations

import pytest

from proof.drills.double_booking import double_booking
from proof.result import DrillResult
from tests.races.nights import no_constraint

pytestmark = [pytest.mark.django_db(transaction=True, databases=["default", "owner"]), pytest.mark.timeout(300)]


def drill() -> DrillResult:
    return double_booking(short=True, seed=7, say=lambda _: None)


def test_the_drill_fails_without_the_constraint() -> None:
    with no_constraint():
        result = drill()

    assert not result.passed
    assert "no night is sold twice" in result.details["broken"]
    assert result.details["overlaps"] > 0
