"""The API's JSON, through a real view."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from django.utils.translation import gettext_lazy
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView


class Echo(APIView):
    """Answers with what it was sent, or with what the test put on it."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    answer: object = None

    def post(self, request: Request) -> Response:
        return Response(request.data if self.answer is None else self.answer)


Post = Callable[..., tuple[int, str]]


@pytest.fixture
def post() -> Post:
    def send(body: str, answer: object = None) -> tuple[int, str]:
        request = APIRequestFactory().post("/api/echo", body.encode(), content_type="application/json")
        response = Echo.as_view(answer=answer)(request)
        response.render() if hasattr(response, "render") else None
        return response.status_code, response.content.decode()

    return send


def test_what_was_sent_comes_back(post: Post) -> None:
    assert post('{"huésped": "José", "noches": 3}') == (200, '{"huésped":"José","noches":3}')


@pytest.mark.parametrize("body", ["{", "NaN", '{"a": Infinity}', "'a'", "[" * 2000, '"\\ud800"', "\x00"])
def test_what_is_no_json_is_refused_and_never_a_fault_of_ours(post: Post, body: str) -> None:
    status, answer = post(body)

    assert status == 400
    assert json.loads(answer)["status"] == 400


def test_money_goes_out_as_text_to_the_last_digit(post: Post) -> None:
    assert post("{}", {"total": Decimal("120000.50")})[1] == '{"total":"120000.50"}'


def test_moments_ids_and_translations_have_a_form(post: Post) -> None:
    answer = {
        "at": datetime(2026, 11, 21, 12, tzinfo=UTC),
        "id": UUID("12345678123456781234567812345678"),
        "name": gettext_lazy("Recepción"),
        "kinds": {"b", "a"},
    }

    assert json.loads(post("{}", answer)[1]) == {
        "at": "2026-11-21T12:00:00+00:00",
        "id": "12345678-1234-5678-1234-567812345678",
        "name": "Recepción",
        "kinds": ["a", "b"],
    }


def test_what_has_no_form_is_an_error_and_not_a_guess(post: Post) -> None:
    with pytest.raises(TypeError, match="object"):
        post("{}", {"thing": object()})
