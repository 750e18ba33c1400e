"""Serves a worker's metrics where no web process sees its folder: in a container of its own."""

from __future__ import annotations

from wsgiref.simple_server import WSGIServer

from django.conf import settings
from prometheus_client import CollectorRegistry, start_http_server

from config.metrics.collectors import QuestionCollector
from config.metrics.multiprocess import FolderCollector


def serve_if_wanted() -> WSGIServer | None:
    """Serve on METRICS_PORT from a thread of the worker's main process, if that setting is given."""
    return serve(settings.METRICS_PORT) if settings.METRICS_PORT else None


def serve(port: int) -> WSGIServer:
    """Serve the counts of this machine's processes and what they use. The network between the containers guards it."""
    ours = CollectorRegistry()
    ours.register(FolderCollector(settings.METRICS_FOLDER))
    ours.register(QuestionCollector("processes"))
    server, _ = start_http_server(port, addr="0.0.0.0", registry=ours)  # noqa: S104 (asked from another container)
    return server
