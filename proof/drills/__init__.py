"""Faults made on purpose, each with the promises that must hold. `manage.py drill NAME`."""

from __future__ import annotations

from collections.abc import Callable

from proof.drills.broker_away import broker_down, broker_hung
from proof.drills.double_booking import double_booking
from proof.drills.worker_kill import worker_kill
from proof.result import DrillResult

DRILLS: dict[str, Callable[..., DrillResult]] = {
    "broker-down": broker_down,
    "broker-hung": broker_hung,
    "double-booking": double_booking,
    "worker-kill": worker_kill,
}
