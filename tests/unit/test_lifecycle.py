"""The table of legal moves."""

from __future__ import annotations

import pytest

from bookings.lifecycle import BEGINNINGS, BLOCKING, MOVES, IllegalMove, Status, booking_status, check_move, sources_of


def test_every_status_has_its_line_and_can_be_reached() -> None:
    reached = set(BEGINNINGS).union(*MOVES.values())

    assert set(MOVES) == set(Status)
    assert reached == set(Status)


def test_nobody_becomes_a_block_or_what_they_are_already() -> None:
    assert not any(Status.BLOCKED in moves for moves in MOVES.values())
    assert not any(status in moves for status, moves in MOVES.items())


def test_a_cancelled_stay_stays_cancelled() -> None:
    assert MOVES[Status.CANCELLED] == frozenset()


@pytest.mark.parametrize(
    ("now", "then"), [("expired", "checked_in"), ("cancelled", "confirmed"), ("blocked", "confirmed")]
)
def test_a_move_that_is_not_in_the_table_is_refused(now: str, then: str) -> None:
    with pytest.raises(IllegalMove):
        check_move(now, then)


def test_who_may_become_confirmed_is_read_from_the_table() -> None:
    assert set(sources_of(Status.CONFIRMED)) == {"pre_reserved", "checked_in", "expired"}


def test_what_was_given_up_blocks_nobody() -> None:
    assert set(Status) - set(BLOCKING) == {Status.CHECKED_OUT, Status.CANCELLED, Status.EXPIRED}


@pytest.mark.parametrize(
    ("stays", "status"),
    [
        (["cancelled", "confirmed"], "confirmed"),
        (["confirmed", "pre_reserved", "checked_in"], "checked_in"),
        (["confirmed", "pre_reserved"], "pre_reserved"),
        (["expired", "cancelled"], "expired"),
        ([], "cancelled"),
    ],
)
def test_a_booking_is_called_after_the_liveliest_of_its_stays(stays: list[str], status: str) -> None:
    assert booking_status(stays) == status
