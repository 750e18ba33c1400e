"""What stands on a log line, in both formats, and that a line comes out whatever is put into it."""

from __future__ import annotations

import logging
import logging.config
import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import orjson
import pytest

from config.logs import log_context
from config.logs.formatters import ConsoleFormatter, JsonFormatter, SafeFormatter
from tenants.models import User

FORMATTERS = [JsonFormatter(role="test"), ConsoleFormatter(role="test")]
both_formats = pytest.mark.parametrize("formatter", FORMATTERS, ids=["json", "console"])


def record_of(message: object, *arguments: object, **more: Any) -> logging.LogRecord:
    """Return a record as a logger makes it."""
    extra, error = more.pop("extra", None), more.pop("exc_info", None)
    exc_info = (type(error), error, error.__traceback__) if error else None
    name = more.pop("name", "tests")
    return logging.getLogger(name).makeRecord(
        name, logging.INFO, "file", 1, message, arguments, exc_info, extra=extra, **more
    )


def fields_in(record: logging.LogRecord) -> dict[str, Any]:
    fields = orjson.loads(FORMATTERS[0].format(record))
    assert isinstance(fields, dict)
    return fields


# --- Fields -----------------------------------------------------------------------------------------------------------


PRIVATE = """text body caption transcript guest_name display_name first_name phone guest_phone wa_id email token dni
    access_token accessToken authorization HTTP_AUTHORIZATION X-Hub-Signature-256 secret password api_key
    clientSecret"""


@pytest.mark.parametrize("name", PRIVATE.split())
def test_a_field_is_hidden_wholly_because_of_its_name(name: str) -> None:
    fields = fields_in(record_of("hello", extra={name: "Juan 77", "deep": [{"more": {name: "Juan 77"}}]}))

    assert fields[name] == "masked 7 chars"
    assert fields["deep"] == [{"more": {name: "masked 7 chars"}}]


@pytest.mark.parametrize("name", ["job_id", "queue_name", "free_bytes", "template_name", "attempts", "context"])
def test_a_technical_field_is_shown(name: str) -> None:
    assert fields_in(record_of("hello", extra={name: "outbound"}))[name] == "outbound"


def test_large_numbers_are_hidden_unless_their_name_speaks_for_them() -> None:
    fields = fields_in(record_of("hello", extra={"who": 5491122334455, "free_bytes": 123456789012, "seen": 1763686800}))

    assert fields["who"] == "***55"
    assert (fields["free_bytes"], fields["seen"]) == (123456789012, 1763686800)


def test_arguments_are_hidden_by_their_names_too() -> None:
    payload = {"contacts": [{"profile": {"name": "Juan"}}], "text": {"body": "hola"}, "n": 3}

    shown = [
        fields_in(record_of("got %s and %s", payload, 5))["msg"],
        fields_in(record_of("got %s", payload))["msg"],
        fields_in(record_of(payload))["msg"],
        fields_in(record_of("%(phone)s wrote %(n)d", {"phone": "4555-1234", "n": 2}))["msg"],
    ]

    assert not [word for word in ("Juan", "hola", "4555") if word in " ".join(shown)]
    assert shown[0].endswith("and 5")
    assert shown[3].endswith("wrote 2")


def test_a_hidden_argument_that_no_longer_fits_its_place_is_hidden_afterwards() -> None:
    assert fields_in(record_of("%(phone)d wrote", {"phone": 5491122334455}))["msg"] == "***55 wrote"


def test_celery_may_name_its_task() -> None:
    context = {"name": "messaging.send", "id": "1", "description": "raised", "exc": "ValueError('+5491122334455')"}
    record = record_of("Task %(name)s[%(id)s] %(description)s: %(exc)s", context, name="celery.app.trace")
    record.data = context

    fields = fields_in(record)

    assert fields["msg"] == "Task messaging.send[1] raised: ValueError('***55')"
    assert "data" not in fields


def test_headers_in_pairs_are_hidden_by_name() -> None:
    fields = fields_in(record_of("hello", extra={"headers": [("Cookie", "a=b"), ("Accept", "text/html")]}))

    assert fields["headers"] == [["Cookie", "masked 3 chars"], ["Accept", "text/html"]]


def test_a_row_shows_its_key_and_not_its_words() -> None:
    fields = fields_in(
        record_of("made %s of %s", User(pk=4, username="juan"), User.objects.all(), extra={"who": User(pk=4)})
    )

    assert fields["msg"].startswith("made User(pk=4) of ")
    assert "juan" not in fields["msg"]
    assert fields["who"] == "User(pk=4)"


# --- Lines ------------------------------------------------------------------------------------------------------------


def test_a_json_line_has_its_fields() -> None:
    record = record_of("took %d ms", 12, extra={"queue": "nlu", "price": Decimal("120000.50")})
    record.created = datetime(2026, 11, 21, 1, 10, 0, 123000, tzinfo=UTC).timestamp()

    with log_context(trace="abc", tenant="7", task="messaging.send"):
        fields = fields_in(record)

    assert fields == {
        "ts": "2026-11-21T01:10:00.123Z",
        "level": "INFO",
        "logger": "tests",
        "msg": "took 12 ms",
        "role": "test",
        "pid": record.process,
        "trace": "abc",
        "tenant": "7",
        "task": "messaging.send",
        "queue": "nlu",
        "price": "120000.50",
    }


def test_a_console_line_reads_from_left_to_right() -> None:
    record = record_of("took %d ms", 12, extra={"queue": "nlu", "why": "two words", "nothing": None})
    record.created = datetime(2026, 11, 21, 1, 10, 0, 123000, tzinfo=UTC).timestamp()

    with log_context(trace="abc"):
        line = FORMATTERS[1].format(record)

    assert line == '01:10:00.123 INFO    tests: took 12 ms  trace=abc  queue=nlu  why="two words"'


def test_an_extra_field_cannot_pass_for_one_of_ours() -> None:
    fields = fields_in(record_of("hello", extra={"level": "ERROR", "trace": "forged", "pid": 1}))

    assert (fields["level"], fields["trace"]) == ("INFO", None)
    assert (fields["extra_level"], fields["extra_trace"], fields["extra_pid"]) == ("ERROR", "forged", 1)


@both_formats
@pytest.mark.parametrize(
    "trick",
    ["a\n2026 INFO forged", "a\r\nb", "a\x1b[2Jb", "a\x00b", "a\x7f\x9bb", "a\u2028b\u2029c", "a\u202eb", "a\x85b"],
)
def test_a_message_stays_on_its_line(formatter: SafeFormatter, trick: str) -> None:
    line = formatter.format(record_of("%s", trick, extra={"seen": trick, "deep": [trick], trick: trick}))

    assert line.splitlines() == [line]
    assert re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202e]", line) is None


def test_what_json_escapes_is_not_lost() -> None:
    trick = "a\n\x7f\u2028\U0001f600"

    assert fields_in(record_of(trick))["msg"] == trick


def test_a_traceback_is_one_string_in_json_and_indented_on_a_console() -> None:
    try:
        raise ValueError("bad\n12:00:00 INFO forged +5491122334455 token=abc123")
    except ValueError as error:
        record = record_of("failed", exc_info=error)

    fields, console = fields_in(record), FORMATTERS[1].format(record)

    assert fields["exception"].startswith("Traceback (most recent call last):\n")
    assert fields["exception"].endswith("ValueError: bad\n12:00:00 INFO forged ***55 token=***")
    assert all(line.startswith("    ") for line in console.splitlines()[1:])
    assert "5491122" not in console


class Broken:
    """An object that cannot be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("no")


class BrokenDict(dict[str, int]):
    def items(self) -> Any:
        raise RuntimeError("no")


def endless() -> list[Any]:
    inner: list[Any] = []
    inner.append(inner)
    return inner


@both_formats
@pytest.mark.parametrize(
    "thing",
    [
        Broken(),
        BrokenDict(a=1),
        [Broken()],
        {"a": Broken()},
        endless(),
        "\ud800",
        b"\xff\xfe",
        2**200,
        float("nan"),
        {1, 2},
        {(1, 2): 3},
        object(),
        ValueError("x"),
        range(3),
        {"k" * 10_000: "v"},
        {"\ud800": 1},
        datetime.now(UTC),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_whatever_is_logged_a_line_comes_out(formatter: SafeFormatter, thing: object) -> None:
    lines = [
        formatter.format(record_of("hello", extra={"thing": thing})),
        formatter.format(record_of("hello %s", thing)),
        formatter.format(record_of(thing)),
        formatter.format(record_of("too %s many %s", thing)),
        formatter.format(record_of("hello", name="\ud800", extra={"thing": thing})),
    ]

    assert all(line and "\n" not in line for line in lines)
    assert "hello" in lines[0]
    "".join(lines).encode()


def test_arguments_that_do_not_fit_are_shown_beside_the_message() -> None:
    assert fields_in(record_of("one %s two %s", "+5491122334455"))["msg"] == "one %s two %s ['***55']"


def test_a_record_that_cannot_be_read_at_all_still_gives_a_line() -> None:
    record = record_of("hello")
    record.exc_info = ("nonsense",)  # type: ignore[assignment]

    assert fields_in(record)["msg"].startswith("unprintable record")


def test_a_long_list_is_cut() -> None:
    fields = fields_in(record_of("hello", extra={"ids": list(range(150)), "map": {str(key): 1 for key in range(150)}}))

    assert fields["ids"][-1] == "50 more"
    assert fields["map"]["..."] == "50 more"
