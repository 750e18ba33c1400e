"""Figures with their floors. `manage.py bench NAME`."""

from __future__ import annotations

from collections.abc import Callable

from proof.benches.availability import bench_availability
from proof.benches.calendar import bench_calendar
from proof.benches.health import bench_health
from proof.benches.json import bench_json
from proof.benches.memory import bench_memory
from proof.benches.prereserve import bench_prereserve
from proof.benches.tenants import bench_tenants
from proof.result import BenchResult

BENCHES: dict[str, Callable[[Callable[[str], None]], BenchResult]] = {
    "availability": bench_availability,
    "calendar": bench_calendar,
    "health": bench_health,
    "json": bench_json,
    "memory": bench_memory,
    "prereserve": bench_prereserve,
    "tenants": bench_tenants,
}
