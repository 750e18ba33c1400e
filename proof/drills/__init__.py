"""Faults made on purpose, each with the promises that must hold. `manage.py drill NAME`."""

from __future__ import annotations

from collections.abc import Callable

from proof.drills.broker_away import broker_down, broker_full, broker_hung
from proof.drills.chaos import chaos
from proof.drills.double_booking import double_booking
from proof.drills.on_the_line import database_restart, duplicate_webhook, window_closed
from proof.drills.worker_kill import worker_kill
from proof.result import DrillResult

DRILLS: dict[str, Callable[..., DrillResult]] = {
    "broker-down": broker_down,
    "broker-full": broker_full,
    "broker-hung": broker_hung,
    "chaos": chaos,
    "database-restart": database_restart,
    "double-booking": double_booking,
    "duplicate-webhook": duplicate_webhook,
    "window-closed": window_closed,
    "worker-kill": worker_kill,
}
