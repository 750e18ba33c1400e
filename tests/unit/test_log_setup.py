"""Where log lines go, what they belong to, and how a request gets its trace."""

from __future__ import annotations

import io
import logging
import logging.config
import re
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import orjson
import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.logs import log_context, logging_config, new_trace_id, trace_id, trace_middleware
from config.logs.formatters import JsonFormatter


def written(record: logging.LogRecord) -> dict[str, Any]:
    fields = orjson.loads(JsonFormatter(role="test").format(record))
    assert isinstance(fields, dict)
    return fields


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Configure logging as Django does, on a stream of this test; put the loggers back afterwards."""
    loggers = [
        logging.getLogger(),
        *(logging.getLogger(name) for name in logging_config(format="json", level="INFO", role="x")["loggers"]),
    ]
    before = [(logger, logger.level, list(logger.handlers), logger.propagate) for logger in loggers]

    def configure(**options: str) -> io.StringIO:
        stream = io.StringIO()
        monkeypatch.setattr(sys, "stderr", stream)
        logging.config.dictConfig(logging_config(role="test", **options))
        return stream

    yield configure
    for logger, level, handlers, propagate in before:
        logger.setLevel(level)
        logger.handlers[:], logger.propagate = handlers, propagate


def test_every_logger_ends_at_one_masked_handler(logs: Callable[..., io.StringIO]) -> None:
    stream = logs(format="json", level="INFO")

    for name in ("django.request", "django.server", "celery.worker", "_granian", "py.warnings", "anything"):
        logging.getLogger(name).warning("from +5491122334455")

    lines = [orjson.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["msg"] for line in lines] == ["from ***55"] * 6
    assert {line["role"] for line in lines} == {"test"}


def test_sql_is_never_printed(logs: Callable[..., io.StringIO]) -> None:
    stream = logs(format="console", level="DEBUG")

    logging.getLogger("django.db.backends").debug("(0.001) SELECT 'Juan'")
    logging.getLogger("django.db.backends.schema").debug("CREATE TABLE guest")

    assert stream.getvalue() == ""


def test_a_level_holds_for_the_loggers_that_have_one_of_their_own(logs: Callable[..., io.StringIO]) -> None:
    stream = logs(format="console", level="ERROR")

    logging.getLogger("celery").warning("quiet")
    logging.getLogger("celery").error("loud")

    assert "quiet" not in stream.getvalue()
    assert "loud" in stream.getvalue()


def test_a_context_ends_with_its_block() -> None:
    with log_context(trace="outer", tenant="1"), log_context(task="inner.task"):
        inside = written(logging.makeLogRecord({"msg": "hello"}))
    outside = written(logging.makeLogRecord({"msg": "hello"}))

    assert (inside["trace"], inside["tenant"], inside["task"]) == ("outer", "1", "inner.task")
    assert (outside["trace"], outside["tenant"], outside["task"]) == (None, None, None)


def test_a_new_trace_is_sixteen_hexadecimal_digits() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", new_trace_id())


def traced(headers: dict[str, str]) -> tuple[str, str, HttpRequest]:
    """Send a request through the middleware; return the trace inside, the one answered, and the request."""
    inside: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        inside.append(trace_id.get())
        return HttpResponse()

    request = RequestFactory().get("/", headers=headers)
    response = trace_middleware(view)(request)
    return inside[0], response.headers["X-Request-ID"], request


def test_a_well_formed_trace_is_carried_and_answered() -> None:
    inside, answered, _ = traced({"X-Request-ID": "Req-42"})

    assert inside == answered == "Req-42"


@pytest.mark.parametrize("sent", ["", "a" * 65, "a b", "a\nb", "a\n", "ñ", "a_b", "<script>"])
def test_a_malformed_trace_is_replaced(sent: str) -> None:
    inside, answered, _ = traced({"X-Request-ID": sent})

    assert re.fullmatch(r"[0-9a-f]{16}", answered)
    assert inside == answered


def test_a_line_written_after_the_request_still_finds_its_trace() -> None:
    _, answered, request = traced({})

    fields = written(logging.makeLogRecord({"msg": "Not Found: /", "request": request, "status_code": 404}))

    assert fields["trace"] == answered
    assert fields["request"] == "GET /"


def test_a_request_is_shown_without_its_query() -> None:
    request = SimpleNamespace(method="GET", path="/x", META={}, GET={"token": "abc123"})

    fields = written(logging.makeLogRecord({"msg": "%s", "args": (request,), "request": request}))

    assert (fields["msg"], fields["request"]) == ("GET /x", "GET /x")
