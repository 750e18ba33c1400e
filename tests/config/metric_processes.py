"""Processes that count into a folder and end, each in its own way; and how to read what they counted."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from prometheus_client import Metric

ROOT = Path(__file__).resolve().parents[2]

COUNTING = """
import os, signal, sys
from pathlib import Path
from config.metrics.multiprocess import start

start(Path(sys.argv[1]))

from prometheus_client import Counter, Histogram

jobs = Counter("jobs", "Jobs", ["queue"])
seconds = Histogram("job_seconds", "Seconds", ["queue"], buckets=[1, 5])
"""

# Each child counts three jobs and is gone: of ten, three by SIGKILL. Nobody tidies up after them.
CHILDREN = f"""
{COUNTING}
for number in range(int(sys.argv[2])):
    if child := os.fork():
        os.waitpid(child, 0)
        continue
    for queue in ("nlu", "nlu", "outbound"):
        jobs.labels(queue).inc()
        seconds.labels(queue).observe(2)
    if number % 10 < 3:
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(0)
os._exit(0)
"""

LIVING = f"""
{COUNTING}
jobs.labels("nlu").inc(7)
sys.stdout.write("counted\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def run(script: str, *arguments: object) -> str:
    """Run a script in a Python of its own to its end and return what it wrote."""
    command = [sys.executable, "-W", "error", "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def read(metrics: list[Metric]) -> dict[str, float]:
    """Return the values by name and labels, written as Prometheus writes them."""
    return {
        f"{sample.name}{{{','.join(f'{key}={value}' for key, value in sorted(sample.labels.items()))}}}": sample.value
        for metric in metrics
        for sample in metric.samples
    }
