"""Structured logs without secrets: configuration, context and middleware (docs/reference/logs.md)."""

from __future__ import annotations

from typing import Any, Literal

from config.logs.tracing import trace_middleware
from tenants.trace import log_context, new_trace_id, task_name, tenant_id, trace_id

__all__ = ["log_context", "logging_config", "new_trace_id", "task_name", "tenant_id", "trace_id", "trace_middleware"]

# Those that say too much at the general level, or print SQL (which holds guests' words) when debugging.
LEVELS = {
    "django": "INFO",
    "django.server": "INFO",
    "django.request": "WARNING",
    "django.template": "INFO",
    "django.db.backends": "WARNING",
    "psycopg": "WARNING",
    "celery": "INFO",
    "celery.worker.strategy": "WARNING",  # "received", one line a task; tasks/base.py says more in its own
    "celery.app.trace": "WARNING",
    "kombu": "WARNING",
    "amqp": "WARNING",
    "_granian": "INFO",
    "granian.access": "INFO",
    "tornado.access": "WARNING",
    "urllib3": "WARNING",
    "asyncio": "WARNING",
    "py.warnings": "WARNING",
}


def logging_config(*, format: Literal["json", "console"] | str, level: str, role: str) -> dict[str, Any]:
    """Return Django's LOGGING: every logger ends at one handler on stderr, in one format, masked."""
    formatter = "JsonFormatter" if format == "json" else "ConsoleFormatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"config.logs.formatters.{formatter}", "role": role}},
        "handlers": {
            # The level stands here too: some loggers above have one of their own.
            "stderr": {
                "class": "logging.StreamHandler",
                "stream": "ext://sys.stderr",
                "formatter": "line",
                "level": level,
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        # An empty list takes away the handlers that these libraries have put there themselves.
        "loggers": {name: {"level": own, "handlers": [], "propagate": True} for name, own in LEVELS.items()},
    }
