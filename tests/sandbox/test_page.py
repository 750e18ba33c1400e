"""The phone's page: its languages, its policy, and that nothing but its own files is handed out."""

from __future__ import annotations

import re

import pytest
import requests

from sandbox.phone.pages import FOLDER
from tests.sandbox.caller import Caller


def page(caller: Caller, path: str = "/", **headers: str) -> requests.Response:
    return requests.get(caller.url + path, headers=headers, timeout=10)


@pytest.mark.parametrize(
    ("path", "wanted", "language"),
    [
        ("/", "", "es"),
        ("/", "pt-BR,pt;q=0.9,en;q=0.8", "pt"),
        ("/", "de, en-GB;q=0.7", "en"),
        ("/", "de", "es"),
        ("/?lang=en", "pt", "en"),
        ("/?lang=xx", "pt", "pt"),
    ],
)
def test_the_page_speaks_the_language_that_is_wanted(caller: Caller, path: str, wanted: str, language: str) -> None:
    answer = page(caller, path, **{"Accept-Language": wanted})

    assert f'<html lang="{language}">' in answer.text


def test_only_its_own_scripts_run(caller: Caller) -> None:
    answer = page(caller)

    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert not re.search(
        r"<script(?! type=\"module\" src=)|<style| style=| on\w+=|https?://(?!www\.w3\.org)", answer.text
    )


def test_every_file_of_the_page_is_there(caller: Caller) -> None:
    files = sorted(file.name for file in FOLDER.iterdir() if file.name != "index.html")

    answers = [page(caller, f"/phone/{name}") for name in files]

    assert {answer.status_code for answer in answers} == {200}
    assert all(answer.headers["X-Content-Type-Options"] == "nosniff" for answer in answers)


@pytest.mark.parametrize(
    "path", ["/phone/../pages.py", "/phone/index.html", "/phone/none.js", "/phone/", "/x", "//phone.css"]
)
def test_nothing_else_is(caller: Caller, path: str) -> None:
    request = requests.Request("GET", caller.url).prepare()
    request.url = caller.url + path

    with requests.Session() as session:
        assert session.send(request, timeout=10).status_code == 404


def test_every_word_is_said_in_three_languages() -> None:
    text = (FOLDER / "words.js").read_text(encoding="utf-8")
    blocks = re.findall(r"^  (es|en|pt): \{$(.*?)^  \},$", text, re.MULTILINE | re.DOTALL)
    names = {language: set(re.findall(r"(\w+): \"", block)) for language, block in blocks}

    assert set(names) == {"es", "en", "pt"}
    assert names["es"] == names["en"] == names["pt"]
    used = "".join(file.read_text(encoding="utf-8") for file in FOLDER.iterdir() if file.name != "words.js")
    asked = set(re.findall(r"data-(?:word|label|placeholder)=\"(\w+)\"", used)) | set(
        re.findall(r"word\(\"(\w+)\"\)", used)
    )
    assert asked <= names["es"]
