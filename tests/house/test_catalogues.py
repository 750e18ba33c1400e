"""Holds the catalogues to the code: every text is said in every language, and the compiled files are those of the texts."""

from __future__ import annotations

import ast
import gettext
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path, PurePosixPath

import orjson
import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.utils.translation import to_locale
from pytest_django import Settings

from config.catalogues import catalogue, extract, mo, po
from config.catalogues.catalogue import Catalogue
from config.catalogues.extract import Key
from config.catalogues.text import Entry, Found, Text, loses_placeholders
from tests.house.sources import Source, python_files

LOCALES = [to_locale(code) for code, _ in django_settings.LANGUAGES]
MEND = "make messages, then docs/howto/translate.md"


@pytest.fixture(scope="module")
def found() -> Mapping[Key, Found]:
    return extract.everything()


@pytest.fixture(scope="module")
def catalogues(found: Mapping[Key, Found]) -> dict[str, Catalogue]:
    return {it.locale: it for it in catalogue.load(found)}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_said_in(catalogues: dict[str, Catalogue], locale: str) -> None:
    assert list(catalogue.faults(catalogues[locale])) == [], MEND


@pytest.mark.parametrize("locale", LOCALES)
def test_the_files_are_those_of_the_texts_in(catalogues: dict[str, Catalogue], locale: str) -> None:
    assert list(catalogue.file_faults(catalogues[locale])) == [], MEND


def test_texts_of_code_templates_refusals_and_packages_are_found(found: Mapping[Key, Found]) -> None:
    assert found["", "Recepción"].is_ours  # config/home.py
    assert found["", "Cómo está todo"].is_ours  # a template
    assert found["", "Eso no existe."].is_ours  # tenants/errors.py
    assert not found[
        "",
        "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
    ].is_ours


# --- Each fault is seen -----------------------------------------------------------------------------------------------

HELLO = Found(Text("Hola, %(name)s"), ("config/new.py",), True)
DONE = Entry(HELLO.text, ("Hello, %(name)s",))


def english(entries: dict[Key, Entry], *texts: Found) -> Catalogue:
    return Catalogue("en", {(it.text.context, it.text.id): it for it in texts}, entries)


def test_a_catalogue_without_faults_has_none() -> None:
    assert list(catalogue.faults(english({("", HELLO.text.id): DONE}, HELLO))) == []


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (None, "missing"),
        (replace(DONE, text=Text(HELLO.text.id, plural="Hola a todos")), "missing"),
        (replace(DONE, forms=("",)), "empty"),
        (replace(DONE, forms=()), "empty"),
        (replace(DONE, is_fuzzy=True), "fuzzy"),
        (replace(DONE, forms=("Hello",)), "other placeholders"),
        (replace(DONE, forms=("Hello, %(nombre)s",)), "other placeholders"),
    ],
    ids=["none", "not as plural", "empty", "no form", "fuzzy", "lost placeholder", "other placeholder"],
)
def test_a_text_that_is_not_said_is_seen(entry: Entry | None, fault: str) -> None:
    entries = {("", HELLO.text.id): entry} if entry else {}

    assert list(catalogue.faults(english(entries, HELLO))) == [f"en: {fault}: 'Hola, %(name)s' (config/new.py)"]


def test_a_text_that_nobody_says_any_more_is_seen() -> None:
    assert list(catalogue.faults(english({("", HELLO.text.id): DONE}))) == ["en: no longer said: 'Hola, %(name)s'"]


@pytest.mark.parametrize(
    ("text", "forms", "loses"),
    [
        (Text("100 %"), ("100 %",), False),
        (Text("%d de %s"), ("%s of %d",), False),
        (Text("%d de %s"), ("%s of it",), True),
        (Text("{name}, {age:d}"), ("{age:d}, {name}",), False),
        (Text("{name}"), ("{nombre}",), True),
        (Text("Una noche", plural="%(n)d noches"), ("One night", "%(n)d nights"), False),
        (Text("%(n)d noche", plural="%(n)d noches"), ("One night", "%(n)d nights"), True),
        (Text("Una noche", plural="%(n)d noches"), ("One night", "Nights"), True),
    ],
)
def test_placeholders_must_be_those_of_the_text(text: Text, forms: tuple[str, ...], loses: bool) -> None:
    assert loses_placeholders(Entry(text, forms)) == loses


def test_a_compiled_file_that_is_behind_is_seen(settings: Settings, tmp_path: Path) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    fresh = catalogue.update(english({("", HELLO.text.id): DONE}, HELLO))
    changed = replace(fresh, entries={("", HELLO.text.id): replace(DONE, forms=("Hi, %(name)s",))})

    assert list(catalogue.file_faults(fresh)) == []
    assert list(catalogue.file_faults(changed)) == [
        "en: django.po is stale: make messages",
        "en: django.mo is stale: make messages",
    ]


# --- What each language must say --------------------------------------------------------------------------------------


def test_our_spanish_needs_the_others_and_a_package_s_english_needs_spanish_and_portuguese() -> None:
    ours, theirs = (
        {("", "Hola"): Found(Text("Hola"), ("a.py",), True)},
        {("", "Hi"): Found(Text("Hi"), ("b.py",), False)},
    )

    wanted = {locale: set(catalogue.wanted(locale, ours | theirs)) for locale in ("es", "pt_BR", "en")}

    assert wanted == {"es": {("", "Hi")}, "pt_BR": {("", "Hola"), ("", "Hi")}, "en": {("", "Hola")}}


def test_what_django_says_itself_is_left_to_it() -> None:
    theirs = {("", "Save"): Found(Text("Save"), ("b.py",), False)}

    assert catalogue.wanted("es", theirs) == {}
    assert catalogue.wanted("pt_BR", theirs) == {}


def test_an_english_text_of_django_s_stays_django_s_wherever_we_say_it() -> None:
    ours = {("", "Save"): Found(Text("Save"), ("config/templates/admin/submit_line.html",), True)}

    assert [catalogue.wanted(locale, ours) for locale in ("es", "pt_BR", "en")] == [{}, {}, {}]


def test_what_a_package_says_as_well_is_the_package_s() -> None:
    ours, theirs = Found(Text("Type to search"), ("a.html",), True), Found(Text("Type to search"), ("b.html",), False)

    assert not ours.joined(theirs).is_ours
    assert ours.joined(theirs).files == ("a.html", "b.html")


# --- Finding texts ----------------------------------------------------------------------------------------------------


def test_code_is_read_for_what_gettext_will_be_asked() -> None:
    code = """
from django.utils.translation import gettext as say, gettext_lazy as _, ngettext, pgettext
A = _("Una " "noche")
B = ngettext("%d noche", "%d noches", count)
C = f"{pgettext('mes', 'Mayo')}"
D = _(words["added"]["name"])
E = say("Hoy")
class NightsTaken(Conflict):
    default_detail = "Esas noches ya están tomadas."
    code = "nights_taken"
"""

    assert set(extract.texts_in_code(code)) == {
        Text("Una noche"),
        Text("%d noche", plural="%d noches"),
        Text("Mayo", context="mes"),
        Text("Hoy"),
        Text("Esas noches ya están tomadas."),
    }


def test_templates_are_read_as_django_reads_them() -> None:
    template = """
    {% load i18n %}
      {% translate "Llegada" context "día" %} {% translate 'al 100 %'|escapejs %}
  {% blocktranslate trimmed count n=nights %}
      {{ n }} noche
    {% plural %}
      {{ n }} noches
    {% endblocktranslate %}
        <a title="{{ title|default:_("Sin título") }}">
    """

    assert set(extract.texts_in_template(template)) == {
        Text("Llegada", context="día"),
        Text("al 100 %%"),
        Text("%(n)s noche", plural="%(n)s noches"),
        Text("Sin título"),
    }


# --- Marked in a way that works ---------------------------------------------------------------------------------------


def said_too_early(source: Source) -> list[str]:
    """Return the texts that are translated while the program starts: a model, form or class keeps `gettext_lazy`."""
    eager = {
        name.asname or name.name
        for node in source.nodes
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name in ("gettext", "ngettext", "pgettext", "npgettext")
    }
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in run_at_start(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in eager
    ]


def run_at_start(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of a file that run when it is imported: all but the insides of functions."""
    yield node
    inside = node.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) else ()
    for child in ast.iter_child_nodes(node):
        if child is not inside and child not in (inside if isinstance(inside, list) else ()):
            yield from run_at_start(child)


def said_in_pieces(source: Source) -> list[str]:
    """Return the texts that are put together before they are translated, so that no catalogue can know them."""
    calls = (node for node in source.nodes if isinstance(node, ast.Call) and node.args)
    named = (node for node in calls if isinstance(node.func, ast.Name) and node.func.id in extract.CALLS)
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in named
        if any(isinstance(argument, ast.JoinedStr | ast.BinOp) for argument in node.args)
    ]


@pytest.mark.parametrize("check", [said_too_early, said_in_pieces], ids=lambda check: check.__name__)
def test_texts_are_marked_in_a_way_that_works(check: Callable[[Source], list[str]]) -> None:
    ours = (source for source in python_files() if not source.is_below("tests", "proof"))

    assert {str(source.path): faults for source in ours if (faults := check(source))} == {}, check.__doc__


def python(text: str) -> Source:
    return Source(
        PurePosixPath("config/new.py"), f"from django.utils.translation import gettext as _, gettext_lazy\n{text}"
    )


def test_a_text_that_is_translated_too_early_is_seen() -> None:
    kept = python('class Form:\n    label = _("Nombre")\n    @_("Hoy")\n    def f(self, word=_("No")): ...')
    in_time = python('def f():\n    return _("Nombre")\nA = gettext_lazy("Nombre")\nB = lambda: _("Nombre")')

    assert len(said_too_early(kept)) == 3
    assert said_too_early(in_time) == []


def test_a_text_that_is_put_together_first_is_seen() -> None:
    assert said_in_pieces(python('def f(a):\n    return _(f"Hola, {a}"), _("Hola, %s" % a)'))
    assert said_in_pieces(python('def f(a):\n    return _("Hola, %s") % a, _(a)')) == []


# --- The files --------------------------------------------------------------------------------------------------------

TEXTS = (
    Found(Text('Línea uno\n  «dos» \\ "tres"\t'), ("z.py", "a.py", "c.py", "d.py"), True),
    Found(Text("Mayo", context="mes"), ("a.py",), True),
    Found(Text("%d noche", plural="%d noches"), ("a.py",), True),
    Found(Text("Sin traducir"), ("a.py",), True),
)
ENTRIES = {
    (it.text.context, it.text.id): Entry(it.text, forms, is_fuzzy)
    for it, forms, is_fuzzy in zip(
        TEXTS,
        [('Line one\n  «two» \\ "three"\t',), ("May",), ("%d night", "%d nights"), ("",)],
        [False, False, False, True],
        strict=True,
    )
}


def test_what_is_written_is_read_back_and_written_the_same() -> None:
    text = po.written("en", TEXTS, ENTRIES)

    assert po.parsed(text.encode()) == ENTRIES
    assert po.written("en", reversed(TEXTS), po.parsed(text.encode())) == text
    assert "POT-Creation-Date" not in text


def test_python_reads_the_compiled_file() -> None:
    compiled = gettext.GNUTranslations(BytesIO(mo.compiled("en", ENTRIES.values())))

    assert compiled.gettext(TEXTS[0].text.id) == 'Line one\n  «two» \\ "three"\t'
    assert compiled.pgettext("mes", "Mayo") == "May"
    assert compiled.ngettext("%d noche", "%d noches", 1) == "%d night"
    assert compiled.ngettext("%d noche", "%d noches", 0) == "%d nights"
    assert compiled.gettext("Sin traducir") == "Sin traducir"


# --- The command ------------------------------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("catalogues", *arguments, stdout=out)
    return out.getvalue()


def test_a_new_language_is_begun_checked_and_filled_by_the_command(settings: Settings, tmp_path: Path) -> None:
    settings.LANGUAGES = [("en", "English")]
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    run()
    with pytest.raises(SystemExit, match="1"):
        run("--check")

    lines = [orjson.loads(line) for line in run("--empty").splitlines()]
    for line in lines:
        line["forms"] = [line["id"], line["plural"]] if line["plural"] else [line["id"]]
    filled = tmp_path / "filled.jsonl"
    filled.write_bytes(b"\n".join(orjson.dumps(line) for line in lines))

    assert "0 wait for a translator" in run("--fill", str(filled))
    assert run("--check") == ""
    assert (tmp_path / "locale" / "en" / "LC_MESSAGES" / "django.mo").is_file()
