"""Whatever the description allows, and whatever it does not, is answered as it says: never with a fault of ours.

Every operation is called in process with what schemathesis makes of the description: cases at its edges, and random ones.
Half of the random calls ask for what is there, so that they get behind «there is no such thing». Each call is rolled back,
so that all of them find the same house.

`make fuzz` makes 1,000 random calls of each operation, other ones each time.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

import orjson
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pytest_django import Settings
from schemathesis import Case, CheckContext, GenerationMode, Response
from schemathesis.checks import CheckFunction, not_a_server_error
from schemathesis.config import GenerationConfig
from schemathesis.core import NOT_SET
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi import checks

from bookings.api.stays import StayIn
from tenants.api.schema import api_schema
from tenants.api.views import TenantAPIView
from tenants.models import Tenant, User
from tests.api.faulty import Broken, Misshapen, Unforeseen, Wordless, serving
from tests.api.furnished import Known, furnish
from tests.bookings.api.conftest import _in_november  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db

LONG = "FUZZ_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "25"))
Ask = Callable[[Case[Any]], Response]


def problems_are_told(context: CheckContext, response: Response, case: Case[Any]) -> None:
    """Fail unless a refusal is a problem with a code that programs can rely on."""
    if response.status_code >= 400:
        assert response.headers["content-type"] == ["application/problem+json"]
        problem = orjson.loads(response.content)
        assert problem.get("status") == response.status_code
        assert problem.get("code")


CHECKS: list[CheckFunction] = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    problems_are_told,
]


@lru_cache
def description() -> Any:
    """Return the description as schemathesis reads it."""
    made = schemathesis.openapi.from_dict(orjson.loads(orjson.dumps(api_schema("es"), default=str)))
    # A key in the header decides who calls; methods that are not described are not asked for.
    made.config.generation.with_security_parameters = False
    made.config.phases.coverage.unexpected_methods = set()
    return made


OPERATIONS = {found.ok().label: found.ok() for found in description().get_all_operations()}


@st.composite
def calls(draw: st.DrawFn, operation: Any, known: Known) -> Case[Any]:
    """Make a call: one that the description allows, or does not, or one of its examples; most ask for what is there."""
    mode = draw(st.sampled_from([GenerationMode.POSITIVE] * 4 + [GenerationMode.NEGATIVE]))
    case: Case[Any] = draw(operation.as_strategy(generation_mode=mode))
    if draw(st.booleans()) and (told := examples_of(operation)):
        case.body = draw(st.sampled_from(told))
    if draw(st.integers(0, 3)):
        case.headers.clear()
        case.path_parameters = asked_for(case.path_parameters, known, draw)
        needed = {it.name for it in operation.query if it.is_required}
        query = asked_for(case.query, known, draw)
        case.query = {name: it for name, it in query.items() if name in needed or draw(st.booleans())}
        if case.body is not NOT_SET:
            case.body = asked_for(case.body, known, draw)
    return case


def asked_for(value: Any, known: Known, draw: st.DrawFn, name: str = "") -> Any:
    """Return the same with numbers, codes and days that mean something in our house."""
    if name in known and not isinstance(value, dict | list):
        return draw(st.sampled_from(known[name]))
    if isinstance(value, dict):
        wanted = without_doubles(value, draw)
        return {key: asked_for(it, known, draw, key) for key, it in wanted.items()}
    if isinstance(value, list):
        return [asked_for(it, known, draw) for it in value]
    return value


def without_doubles(body: dict[str, Any], draw: st.DrawFn) -> dict[str, Any]:
    """Return a body that says things in one way, which no description can ask for: a type or a unit, a stay or several."""
    pairs = [({"unit"}, {"unit_type"}), ({"stays"}, set(StayIn().fields))]
    said_twice = [draw(st.sampled_from(pair)) for pair in pairs if pair[0] & set(body) and pair[1] & set(body)]
    return {name: value for name, value in body.items() if not any(name in names for names in said_twice)}


def examples_of(operation: Any) -> list[Any]:
    """Return the bodies that the description shows."""
    content = operation.definition.raw.get("requestBody", {}).get("content", {}).get("application/json", {})
    return [example["value"] for example in content.get("examples", {}).values()]


def edges(operation: Any, known: Known) -> Iterator[Case[Any]]:
    """Yield a call for each edge of each parameter and field: shortest, longest, missing, of another type."""
    modes, options = list(GenerationMode), GenerationConfig(with_security_parameters=False)
    for case in description().iter_coverage_cases(operation, generation_modes=modes, generation_config=options):
        if case.meta.phase.data.parameter_location != ParameterLocation.PATH:
            case.path_parameters = {name: known[name][0] for name in case.path_parameters}
        yield case


@pytest.fixture
def house(hotel: Tenant, owner: User, settings: Settings) -> tuple[str, Known]:
    """A house with something of each, for somebody who may ask as often as they like."""
    settings.API_LIMIT_PER_KEY = settings.API_LIMIT_PER_TENANT = settings.API_LIMIT_FAILURES = 10**6
    return furnish(hotel, owner)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the test's connection, and with it its transaction, after a call; Django's own client does the same."""
    signals = request_started, request_finished
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def ask(house: tuple[str, Known], one_connection: None) -> Ask:
    """Make a call and look at the answer; what it did is taken back."""
    secret, _ = house
    headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
    app = WSGIHandler()

    def asked(case: Case[Any]) -> Response:
        with transaction.atomic():
            response = case.call(headers=headers, app=app)
            connection.check_constraints()  # as a commit would
            transaction.set_rollback(True)
        case.validate_response(response, checks=CHECKS, headers=headers)
        return response

    return asked


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_call_is_answered_as_it_is_described(label: str, house: tuple[str, Known], ask: Ask) -> None:
    operation, (_, known) = OPERATIONS[label], house

    @settings(
        max_examples=EXAMPLES,
        derandomize=not LONG,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(calls(operation, known))
    def at_random(case: Case[Any]) -> None:
        ask(case)

    for case in edges(operation, known):
        ask(case)
    at_random()


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (Broken, "Server error"),
        (Unforeseen, "Undocumented status code"),
        (Misshapen, "Response violates schema"),
        (Wordless, "problems_are_told"),
    ],
)
def test_control_who_breaks_their_word_is_found(
    view: type[TenantAPIView], words: str, ask: Ask, settings: Settings
) -> None:
    (case,) = islice(edges(OPERATIONS["GET /api/v1/me"], {}), 1)
    settings.ROOT_URLCONF = serving(view, case.path)

    with pytest.raises(FailureGroup) as found:
        ask(case)

    assert {words in failure.title for failure in found.value.exceptions} == {True}
