"""Which language somebody is answered in: what they chose, else what their browser asks for, else Spanish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
import pytest
from django.conf import settings as django_settings
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.utils import translation
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from config import errors
from tenants.errors import Conflict, DomainError, NotFound

COOKIE = django_settings.LANGUAGE_COOKIE_NAME


@pytest.mark.parametrize(
    ("asked", "language", "word"),
    [
        ("es", "es", "Recepción"),
        ("es-AR,es;q=0.9,en;q=0.8", "es", "Recepción"),
        ("pt-BR", "pt-br", "Recepção"),
        ("pt", "pt-br", "Recepção"),
        ("pt-PT,pt;q=0.9", "pt-br", "Recepção"),
        ("en-GB", "en", "Front desk"),
        ("fr,en;q=0.5", "en", "Front desk"),
        ("fr", "es", "Recepción"),
        ("*", "es", "Recepción"),
        ("", "es", "Recepción"),
        ("x" * 5000, "es", "Recepción"),
    ],
)
def test_the_browser_s_language_is_answered_or_else_spanish(
    client: Client, asked: str, language: str, word: str
) -> None:
    page = client.get("/", headers={"Accept-Language": asked}).content.decode()

    assert f'<html lang="{language}">' in page
    assert word in page


def test_a_choice_is_kept_and_goes_before_the_browser(client: Client) -> None:
    answer = client.post("/idioma/", {"language": "pt-br", "next": "/?x=1"})

    assert (answer.status_code, answer["Location"]) == (302, "/?x=1")
    assert answer.cookies[COOKIE]["max-age"] > 300 * 86_400
    assert '<html lang="pt-br">' in client.get("/", headers={"Accept-Language": "en"}).content.decode()


@pytest.mark.parametrize("asked", ["es", "pt-br", "en"])
def test_the_page_offers_every_language_in_its_own_name(client: Client, asked: str) -> None:
    page = client.get("/", headers={"Accept-Language": asked}).content.decode()

    for code, name in (("es", "Español"), ("pt-br", "Português Brasileiro"), ("en", "English")):
        current = ' aria-current="true"' if code == asked else ""
        assert f'value="{code}" lang="{code}"{current}>{name}</button>' in page


@pytest.mark.parametrize("chosen", ["", "fr", "xx", "es'; --", "../../etc"])
def test_a_language_that_there_is_not_changes_nothing(client: Client, chosen: str) -> None:
    client.post("/idioma/", {"language": chosen, "next": "/"})

    assert '<html lang="es">' in client.get("/").content.decode()


def test_nobody_is_sent_to_another_site(client: Client) -> None:
    answer = client.post("/idioma/", {"language": "en", "next": "https://example.org/"})

    assert answer["Location"] == "/"


def test_a_choice_needs_the_form_s_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/idioma/", {"language": "en"}).status_code == 403


# --- What goes wrong --------------------------------------------------------------------------------------------------


def test_an_error_page_is_in_the_language_of_who_asks(client: Client) -> None:
    answer = client.get("/nowhere", headers={"Accept-Language": "pt"})

    assert '<html lang="pt-br">' in answer.content.decode()
    assert "Não há nada aqui" in answer.content.decode()
    assert answer["Content-Language"] == "pt-br"


@pytest.mark.parametrize(
    ("asked", "title", "detail"),
    [
        ("es", "No encontrado", "No hay nada en esta dirección."),
        ("pt-BR", "Não encontrado", "Não há nada neste endereço."),
        ("en", "Not found", "There is nothing at this address."),
    ],
)
def test_a_problem_is_in_the_language_of_who_asks(client: Client, asked: str, title: str, detail: str) -> None:
    problem = client.get("/api/nowhere", headers={"Accept-Language": asked}).json()

    assert (problem["title"], problem["detail"], problem["code"]) == (title, detail, "not_found")


def test_an_error_before_the_language_is_set_does_not_speak_that_of_the_last_visitor() -> None:
    request = RequestFactory().get("/", headers={"Accept-Language": "en"})

    with translation.override("pt-br"):
        answer = errors.unavailable(request, OperationalError("gone"))
        left = translation.get_language()

    assert '<html lang="en">' in answer.content.decode()
    assert answer["Vary"] == "Accept-Language"
    assert left == "pt-br"


def problem_of(error: Exception, language: str) -> Mapping[str, Any]:
    class View(APIView):
        permission_classes = ()
        authentication_classes = ()

        def get(self, request: object) -> None:
            raise error

    with translation.override(language):
        answer = View.as_view()(APIRequestFactory().get("/api/thing"))
        problem: Mapping[str, Any] = orjson.loads(answer.content)
        return problem


def test_a_refusal_of_the_plain_core_is_translated_where_it_is_answered() -> None:
    assert problem_of(NotFound(), "en")["detail"] == "That does not exist."
    assert problem_of(Conflict(), "pt-br")["title"] == "Conflito"
    assert problem_of(Conflict(), "es")["detail"] == Conflict.default_detail


def test_the_fields_of_a_refusal_are_translated_and_unknown_words_stay() -> None:
    refusal = DomainError("Cabaña 7 en obra", fields={"name": "Eso no existe.", "note": ""})

    problem = problem_of(refusal, "en")

    assert problem["detail"] == "Cabaña 7 en obra"
    assert problem["fields"] == {"name": "That does not exist.", "note": ""}
