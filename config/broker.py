"""How Celery connects to its broker: a worker waits and reconnects for ever, a publisher gives up at once.

The figures and traps behind each value are in docs/explanation/queues.md.
"""

from __future__ import annotations

from typing import Any

KEY_PREFIX = "conserje:"


def worker_transport(*, visibility_timeout: int, keepalive: dict[int, int]) -> dict[str, Any]:
    """Return the profile of those who consume. Its socket timeout must exceed the blocking pop's one second."""
    return {
        "global_keyprefix": KEY_PREFIX,
        "visibility_timeout": visibility_timeout,
        # Redelivery is looked for every 5 s instead of every 100 s, and a dead looker's mutex blocks 60 s instead of 300.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "unacked_mutex_expire": 60,
        "socket_timeout": 30,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "socket_keepalive_options": keepalive,
        "health_check_interval": 10,
    }


def publisher_transport(worker: dict[str, Any], *, timeout: float) -> dict[str, Any]:
    """Return the profile of the doorbell: one try, bounded by `timeout` for connecting and for each answer."""
    return worker | {
        "socket_timeout": timeout,
        "socket_connect_timeout": timeout,
        "health_check_interval": 0,
        "max_retries": 0,
        "interval_start": 0,
        "interval_step": 0,
        "interval_max": 0,
        "retry_on_timeout": False,
    }
