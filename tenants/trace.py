"""Who is being served right now, for the logs: trace, tenant and task travel with the work. A leaf: it imports nothing."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar

trace_id: ContextVar[str] = ContextVar("trace_id", default="")
tenant_id: ContextVar[str] = ContextVar("tenant_id", default="")
task_name: ContextVar[str] = ContextVar("task_name", default="")


def new_trace_id() -> str:
    """Return a name for one request or one job and all that follows from it."""
    return secrets.token_hex(8)


@contextmanager
def log_context(*, trace: str | None = None, tenant: str | None = None, task: str | None = None) -> Iterator[None]:
    """Carry what is given for the length of the block; what is not given stays as it was."""
    with ExitStack() as undo:
        for variable, value in ((trace_id, trace), (tenant_id, tenant), (task_name, task)):
            if value is not None:
                undo.callback(variable.reset, variable.set(value))
        yield
