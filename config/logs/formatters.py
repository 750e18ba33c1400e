"""Two ways to write a log line: JSON for machines, plain text for people. Both mask, neither ever raises."""

from __future__ import annotations

import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import orjson

from config.logs.fields import describe, mask_field, mask_value
from config.logs.masking import mask_text
from config.logs.tracing import TRACE_KEY
from tenants.trace import task_name, tenant_id, trace_id

# What logging itself puts on a record; everything else is somebody's `extra`.
STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "server_time"}
# Beyond what JSON escapes: what a terminal obeys or takes for a line's end, and what turns the reading direction.
ESCAPED = r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
UNSEEN = re.compile(f"[{ESCAPED}]")
CONTROL = re.compile(rf"[\x00-\x1f{ESCAPED}\ud800-\udfff]")
OWN_PLACE = {"ts", "level", "logger", "msg", "role", "pid", "exception", "stack"}
PLAIN_WORD = re.compile(r"[\w./:@+*-]+")


class SafeFormatter(logging.Formatter):
    """A formatter that writes a line whatever the record holds."""

    def __init__(self, *, role: str) -> None:
        super().__init__()
        self.role = role

    def format(self, record: logging.LogRecord) -> str:
        try:
            return self.write(fields_of(record, role=self.role))
        except Exception as error:  # a line about a broken record is better than no line and a failing request
            message = f"unprintable record ({type(error).__name__})"
            return self.write({**start_of(record), "logger": mask_text(str(record.name)), "msg": message})

    def write(self, fields: dict[str, Any]) -> str:
        raise NotImplementedError


class JsonFormatter(SafeFormatter):
    """One JSON object a line."""

    def write(self, fields: dict[str, Any]) -> str:
        line = orjson.dumps(fields).decode()
        return UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


class ConsoleFormatter(SafeFormatter):
    """Time, level, logger and message, then what else is known; a traceback indented below."""

    def write(self, fields: dict[str, Any]) -> str:
        rest = {name: value for name, value in fields.items() if name not in OWN_PLACE and value is not None}
        head = f"{fields['ts'][11:23]} {fields['level']:<7} {fields['logger']}: {fields['msg']}"
        lines = [visible("  ".join([head, *(f"{name}={word(value)}" for name, value in rest.items())]))]
        # Indented, so that no line of a traceback passes for a line of the log.
        for name in ("exception", "stack"):
            lines += [f"    {visible(line)}" for line in fields.get(name, "").splitlines()]
        return "\n".join(lines)


def fields_of(record: logging.LogRecord, *, role: str) -> dict[str, Any]:
    """Return everything a record says, masked and as plain JSON.

    :raises Exception: what a foreign object on the record raises
    """
    fields = start_of(record) | {"msg": message_of(record), "role": role, "pid": record.process}
    request = getattr(record, "request", None)
    sent = getattr(request, "META", {})
    fields["trace"] = trace_id.get() or sent.get(TRACE_KEY)
    fields |= {"tenant": tenant_id.get() or None, "task": task_name.get() or None}
    if record.exc_info or record.exc_text:
        fields["exception"] = mask_text(traceback_of(record))
    if record.stack_info:
        fields["stack"] = mask_text(record.stack_info)
    for name, value in vars(record).items():
        # Celery hands its whole context over as `data`; the message has said it already.
        if name not in STANDARD and not (name == "data" and is_celery(record)):
            fields[name if name not in fields else f"extra_{name}"] = mask_field(name, value)
    return fields


def start_of(record: logging.LogRecord) -> dict[str, Any]:
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    return {"ts": f"{moment[:-6]}Z", "level": record.levelname, "logger": record.name}


def message_of(record: logging.LogRecord) -> str:
    """Return the message with its arguments, masked; both side by side if they do not fit each other."""
    try:
        message, arguments = str(hide_argument(record.msg)), record.args
        return mask_text(fill(message, arguments, by_name=not is_celery(record)) if arguments else message)
    except Exception:  # the arguments' own methods may raise anything
        return f"{mask_field('', record.msg)} {mask_field('', record.args)}"


def fill(message: str, arguments: Any, *, by_name: bool) -> str:
    """Put the arguments into the message, dicts and lists among them masked by their names first."""
    if isinstance(arguments, Mapping):
        hidden: Any = mask_value(arguments) if by_name else arguments
    else:
        hidden = tuple(hide_argument(argument) for argument in arguments)
    try:
        return str(message % hidden)
    except (TypeError, ValueError, KeyError):  # a hidden number no longer suits %d
        return str(message % arguments)


def hide_argument(argument: Any) -> Any:
    """Return an argument so that its text shows no field that its name would hide."""
    if isinstance(argument, Mapping | list | tuple | set | frozenset):
        return mask_value(argument)
    if hasattr(type(argument), "_meta") or hasattr(argument, "META") or hasattr(argument, "query"):
        return describe(argument)
    return argument


def traceback_of(record: logging.LogRecord) -> str:
    if not record.exc_info:
        return record.exc_text or ""
    return "".join(traceback.format_exception(*record.exc_info)).rstrip()


def is_celery(record: logging.LogRecord) -> bool:
    """Tell whether Celery wrote the record. Its `name` is a task's, and its arguments are ids by our own rule."""
    return str(record.name).startswith("celery.")


def word(value: Any) -> str:
    """Return a value so that a blank or an equals sign in it cannot pass for another pair."""
    if isinstance(value, str) and PLAIN_WORD.fullmatch(value):
        return value
    return orjson.dumps(value).decode()


def visible(text: str) -> str:
    """Return a text on one line, each control character as its escape."""
    return CONTROL.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
