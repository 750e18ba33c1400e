"""Everything that is shown is in the language of whoever looks, in words and not in codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db.migrations.loader import MigrationLoader
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, npgettext, pgettext

from config.catalogues import extract
from config.catalogues.text import Text
from tenants.models import Tenant, User
from tenants.scoping import tenant_scope
from tenants.tenancy import Audited
from tests.cast import make_person, make_tenant
from tests.desk.conftest import Sit
from tests.desk.reading import Page
from tests.desk.rows import MAKERS
from tests.desk.tour import is_page, texts_of, tour

LANGUAGES = [code for code, _name in django_settings.LANGUAGES]
every_language = pytest.mark.parametrize("language", LANGUAGES)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
# What stands between two texts in one: the page's name and ours, a label and its value.
SEAM = re.compile(r" [|·→] |: ")
# Tables, columns, moments as programs write them.
RAW = re.compile(r"\b(tenants|tasks|bookings)_\w+|\b[a-z]+_(at|by|id)\b|\+00:00")


@cache
def texts_of_code() -> tuple[Text, ...]:
    return tuple(it.text for it in extract.everything().values())


def forms_of(text: Text) -> set[str]:
    """Return what a text says in the language that is active."""
    if text.plural and text.context:
        return {npgettext(text.context, text.id, text.plural, n) for n in (1, 2)}
    if text.plural:
        return {ngettext(text.id, text.plural, n) for n in (1, 2)}
    return {pgettext(text.context, text.id) if text.context else gettext(text.id)}


class Phrases:
    """Texts to recognise on a page, with their gaps filled in and with a capital in front or without."""

    def __init__(self, texts: Iterable[str]) -> None:
        # A text that is mostly gap would be found everywhere.
        told = {" ".join(text.split()) for text in texts if len(re.sub(r"\W", "", PLACEHOLDER.sub("", text))) > 2}
        gapped = {text for text in told if PLACEHOLDER.search(text)}
        self.whole = {text.casefold().strip(" :,") for text in told - gapped}
        self.gapped = re.compile("|".join(sorted(map(expression, gapped))) or "(?!)", re.IGNORECASE)

    def __contains__(self, words: str) -> bool:
        return words.casefold() in self.whole or bool(self.gapped.fullmatch(words))


def expression(text: str) -> str:
    return ".+".join(re.escape(part.replace("%%", "%").strip(":,")) for part in PLACEHOLDER.split(text))


@cache
def phrases(language: str) -> tuple[Phrases, Phrases]:
    """Return what a page may not say in a language, because it has other words for it; and what it may."""
    wrong, right = set(), set()
    with translation.override(language):
        for text in texts_of_code():
            forms = forms_of(text)
            right |= forms
            wrong |= {text.id, text.plural or text.id} - forms
    return Phrases(wrong - right), Phrases(right)


def parts_of(said: Iterable[str]) -> set[str]:
    return {part.strip(" :,") for text in said for part in (text, *SEAM.split(text))}


def untranslated(said: Iterable[str], language: str) -> set[str]:
    """Return the texts that the code has and the language has other words for."""
    wrong, right = phrases(language)
    return {part for part in parts_of(said) if part in wrong and part not in right}


def codes() -> set[str]:
    """Return the values that stand in tables for words."""
    fields = (field for model in apps.get_models() for field in model._meta.concrete_fields)
    values = {value for field in fields for value, _label in field.flatchoices if isinstance(value, str)}
    return values | {"insert", "update", "delete", "None", "True", "False"}


def uncoded(said: Iterable[str], language: str) -> set[str]:
    """Return the codes and names of tables and columns that are shown in place of words."""
    _wrong, right = phrases(language)
    parts = parts_of(said)
    return {part for part in parts & codes() if part not in right} | set(filter(RAW.search, parts))


@pytest.fixture
def answers(
    hotel: Tenant, owner: User, clerk: User, platform_admin: User, sit: Sit, language: str
) -> Mapping[str, Any]:
    """Return every page in the language, as each of them sees it."""
    with tenant_scope(hotel.pk, actor=f"user:{owner.pk}"):
        rows = {model: make(hotel) for model, make in MAKERS.items()}
    shut = make_tenant("hostal-cerrado", status="suspended")
    people = {
        "owner": sit(owner),
        "clerk": sit(clerk),
        "clerk elsewhere": sit(clerk),
        "shut out": sit(make_person("sara", shut)),
    }
    people["platform"] = sit(platform_admin)
    return tour(language, {**people, "platform at the desk": sit(platform_admin, hotel)}, rows)


# Whoever comes first walks through every page in every language.
@pytest.mark.timeout(400)
@pytest.mark.django_db(transaction=True)
@every_language
def test_no_page_says_anything_in_another_language_or_in_codes(answers: Mapping[str, Any], language: str) -> None:
    pages = {path: Page(it.content.decode()) for path, it in answers.items() if is_page(it)}
    said = {path: texts_of(it) for path, it in answers.items()}

    assert len(pages) > 150
    assert {path: found for path, texts in said.items() if (found := untranslated(texts, language))} == {}
    desk = {path: texts for path, texts in said.items() if "/api/" not in path}
    assert {path: found for path, texts in desk.items() if (found := uncoded(texts, language))} == {}
    # All three are written from left to right, as pages are that say nothing of it.
    assert [path for path, page in pages.items() if (page.language, page.direction) != (language, "")] == []


# --- The page that says something else is seen ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_spanish_desk_is_no_english_or_portuguese_one(owner: User, sit: Sit) -> None:
    said = texts_of(sit(owner).get("/admin/tenants/guest/add/"))

    assert len(untranslated(said, "en")) > 20
    assert len(untranslated(said, "pt-br")) > 10
    assert untranslated(said, "es") == set()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Recepción", "en"),
        ("Huéspedes", "en"),
        ("recepción", "pt-br"),
        ("3 filas", "en"),
        ("tipo: llamar al huésped", "en"),
        ("Hoy | Conserje", "en"),
        ("Apply Filters", "es"),
        ("Save and add another", "es"),
        ("This field is required.", "pt-br"),
    ],
)
def test_a_text_that_waits_for_its_translation_is_seen(text: str, language: str) -> None:
    assert untranslated([text], language)


@pytest.mark.parametrize(("text", "language"), [("Front desk", "en"), ("Recepção", "pt-br"), ("3 rows", "en")])
def test_a_translated_one_is_not(text: str, language: str) -> None:
    assert not untranslated([text], language)


@pytest.mark.parametrize("text", ["insert", "rol: desk", "tipo: – → phone_number_id", "tenants_guest", "closed_at: 3"])
def test_a_code_is_seen(text: str) -> None:
    assert uncoded([text], "es")


def test_a_word_within_another_language_stands_apart() -> None:
    page = Page('<html lang="es" dir="ltr"><p title="Uno">Dos <b lang="en">Three</b></p><code>x</code></html>')

    assert (page.texts, page.elsewhere, page.language, page.direction) == (["Uno", "Dos"], ["Three"], "es", "ltr")


# --- Words for what the audit tells -----------------------------------------------------------------------------------


def audited_names() -> Iterator[tuple[str, Any]]:
    """Yield the name of each table and column whose changes are told at the desk."""
    migrations = MigrationLoader(None).disk_migrations
    for app, operation in [(app, op) for (app, _), it in migrations.items() for op in it.operations]:
        if isinstance(operation, Audited):
            model = apps.get_model(app, operation.model_name)
            yield model._meta.label, model._meta.verbose_name
            fields = (it for it in model._meta.concrete_fields if it.name not in ("id", "tenant", *operation.ignored))
            yield from ((str(field), field.verbose_name) for field in fields)


def test_every_audited_table_and_column_has_a_name_in_words() -> None:
    names = dict(audited_names())

    assert len(names) > 40
    # What Django makes of a column's name is plain text; ours is asked of gettext.
    assert [name for name, words in names.items() if not isinstance(words, Promise)] == []


# --- Counts and dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("es", ["0 filas", "1 fila", "2 filas", "1000000 filas"]),
        ("pt-br", ["0 linha", "1 linha", "2 linhas", "1000000 linhas"]),
        ("en", ["0 rows", "1 row", "2 rows", "1000000 rows"]),
    ],
)
def test_counts_take_the_form_of_their_language(language: str, counted: list[str]) -> None:
    with translation.override(language):
        assert [ngettext("%(n)s fila", "%(n)s filas", n) % {"n": n} for n in (0, 1, 2, 1_000_000)] == counted


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("language", "written"),
    [("es", r"^\w+, \d+ de \w+$"), ("pt-br", r"^[\w-]+, \d+ de \w+$"), ("en", r"^\w+, \w+ \d+$")],
)
def test_the_day_is_written_as_its_language_does(owner: User, sit: Sit, language: str, written: str) -> None:
    page = sit(owner).get("/admin/", headers={"Accept-Language": language}).content.decode()

    assert any(re.search(written, text) for text in Page(page).texts)
