"""Figures with their floors. `manage.py bench NAME`."""

from __future__ import annotations

from collections.abc import Callable

from proof.benches.availability import bench_availability
from proof.benches.calendar import bench_calendar
from proof.benches.endtoend import bench_endtoend
from proof.benches.health import bench_health
from proof.benches.inbox import bench_inbox
from proof.benches.json import bench_json
from proof.benches.media import bench_media
from proof.benches.memory import bench_memory
from proof.benches.nlu import bench_nlu
from proof.benches.prereserve import bench_prereserve
from proof.benches.tenants import bench_tenants
from proof.benches.webhook import bench_webhook
from proof.result import BenchResult

BENCHES: dict[str, Callable[[Callable[[str], None]], BenchResult]] = {
    "availability": bench_availability,
    "calendar": bench_calendar,
    "endtoend": bench_endtoend,
    "health": bench_health,
    "inbox": bench_inbox,
    "json": bench_json,
    "media": bench_media,
    "memory": bench_memory,
    "nlu": bench_nlu,
    "prereserve": bench_prereserve,
    "tenants": bench_tenants,
    "webhook": bench_webhook,
}
