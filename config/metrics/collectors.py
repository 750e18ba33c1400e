"""What is asked anew at each scrape. All questions are asked at once and share one time budget, whatever hangs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from config.health import views as health
from config.health.probe import Probe, collect
from config.metrics.backlog import ask_broker, describe_broker, describe_work
from config.metrics.channels import ask_channels, describe_channels
from config.metrics.machine import ask_disk, ask_processes, describe_disk, describe_processes

BUDGET = 0.6
# Those shared with the health pages share their threads too: a hung server holds one of a process, not two.
PROBES = {
    "database": health.PROBES["work"],
    "broker": Probe(ask_broker),
    "cache": health.PROBES["cache"],
    "processes": Probe(ask_processes),
    "disk": Probe(ask_disk),
    "channels": Probe(ask_channels),
}
SERVERS = ("database", "broker", "cache")
DESCRIBE: dict[str, Callable[[dict[str, Any]], Iterator[Metric]]] = {
    "database": describe_work,
    "broker": describe_broker,
    "processes": describe_processes,
    "disk": describe_disk,
    "channels": describe_channels,
}


class QuestionCollector(Collector):
    """Asks some of the questions at each scrape. What did not answer in time is absent, not zero."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def collect(self) -> Iterable[Metric]:
        """Return the metrics of what answered, and which servers did."""
        answers = collect({name: PROBES[name] for name in self.names}, within=BUDGET)
        up = GaugeMetricFamily("conserje_up", "Whether a part answered: 1 or 0", labels=["part"])
        for name, answer in answers.items():
            answered = answer["status"] != "down"
            if name in SERVERS:
                up.add_metric([name], answered)
            if answered and name in DESCRIBE:
                yield from DESCRIBE[name](answer)
        yield up
