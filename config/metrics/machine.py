"""What our processes use of this machine, by role, as the operating system sees them from outside."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from django.conf import settings
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily

# What is measured of each role: the metric's name and its help.
MEASURES = {
    "conserje_processes": "Running processes",
    "conserje_process_cpu_seconds": "Processor time of the running processes and of their ended children",
    "conserje_process_memory_bytes": "Memory; where Linux tells, pages that several share are divided among them",
    "conserje_process_open_files": "Open files and sockets",
}


def ask_processes() -> dict[str, Any]:
    """Add up what the processes of each role use."""
    roles: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(MEASURES, 0.0))
    for role, process in our_processes():
        try:
            usage = measure(process, role)
        except psutil.Error:  # it ended meanwhile
            continue
        for name, value in usage.items():
            roles[role][name] += value
    return {"roles": dict(roles)}


def our_processes() -> Iterator[tuple[str, psutil.Process]]:
    """Yield the processes that work on the same data as this one, each with its role."""
    ours = settings.VAR.resolve()
    for process in psutil.process_iter():
        try:
            environment = process.environ()
            # Left unset it is the checkout's own; two checkouts side by side must not count each other's processes.
            if "CONSERJE_ROLE" in environment and folder_of(process, environment) == ours:
                yield environment["CONSERJE_ROLE"], process
        except (psutil.Error, OSError):  # another user's, or gone
            continue


def folder_of(process: psutil.Process, environment: dict[str, str]) -> Path:
    """Return the data folder that a process was started with."""
    return (Path(process.cwd()) / (environment.get("CONSERJE_VAR") or "var")).resolve()


def measure(process: psutil.Process, role: str) -> dict[str, float]:
    """Return what one process uses.

    :raises psutil.Error: if it has ended
    """
    with process.oneshot():
        times = process.cpu_times()
        # With the time of its recycled children a role's sum does not fall at every recycling. Those of the supervisor
        # are other roles' processes.
        children = 0.0 if role == "manage" else times.children_user + times.children_system
        return {
            "conserje_processes": 1,
            "conserje_process_cpu_seconds": times.user + times.system + children,
            "conserje_process_memory_bytes": memory(process),
            "conserje_process_open_files": process.num_fds(),
        }


def memory(process: psutil.Process) -> float:
    """Return the memory that can be laid at one process's door, or all it sees where the system does not tell."""
    try:
        full = process.memory_full_info()
    except psutil.AccessDenied:
        return float(process.memory_info().rss)
    return float(getattr(full, "pss", full.uss))


def describe_processes(answer: dict[str, Any]) -> Iterator[Metric]:
    """Yield the metrics of an answer of `ask_processes`."""
    for name, about in MEASURES.items():
        metric = GaugeMetricFamily(name, about, labels=["role"])
        for role, usage in answer["roles"].items():
            metric.add_metric([role], usage[name])
        yield metric


def ask_disk() -> dict[str, Any]:
    """Ask how much room is left where our files lie."""
    return {"free": shutil.disk_usage(settings.VAR).free}


def describe_disk(answer: dict[str, Any]) -> Iterator[Metric]:
    """Yield the metric of an answer of `ask_disk`."""
    metric = GaugeMetricFamily("conserje_disk_free_bytes", "Room left on the disk of a folder", labels=["folder"])
    metric.add_metric(["var"], answer["free"])
    yield metric
