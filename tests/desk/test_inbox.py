"""The inbox's page and what stands beside it: for whom it is, in which words, and nothing in it that runs by itself."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from messaging.models import AnswerRules, CannedReply, Conversation, MediaFile
from tenants import clock
from tenants.models import Tenant, User
from tests.cast import Enter, make_person
from tests.desk.conftest import Sit
from tests.desk.talk_rows import TALK_MAKERS, conversation, media_file

pytestmark = pytest.mark.django_db(transaction=True)

INBOX, CANNED = "/admin/bandeja/", "/admin/messaging/cannedreply/"
BRACES = re.compile(r"\{\w+\}")


def told(page: str, name: str) -> Any:
    """Return what the page brings along for its script."""
    found = re.search(rf'data-{name}="([^"]*)"', page)
    assert found
    return json.loads(unescape(found[1]))


@pytest.mark.parametrize(
    ("role", "status", "writes"),
    [
        ("owner", 200, True),
        ("manager", 200, True),
        ("desk", 200, True),
        ("read_only", 200, False),
        ("housekeeper", 403, False),
    ],
)
def test_the_inbox_is_for_whom_messages_are(
    hotel: Tenant, scope: Enter, sit: Sit, role: str, status: int, writes: bool
) -> None:
    with scope(hotel):
        talk = conversation(hotel)
    person = sit(make_person("pia", hotel, role))

    answers = [person.get(path) for path in (INBOX, f"{INBOX}{talk.pk}/")]

    assert [answer.status_code for answer in answers] == [status, status]
    if status == 200:
        assert [told(answer.content.decode(), "facts")["mayWrite"] for answer in answers] == [writes] * 2
        assert ('data-act="take"' in answers[0].content.decode()) is writes


def test_a_conversation_of_nobody_and_of_a_neighbour_is_not_there(
    clerk: User, hotel: Tenant, neighbour: Tenant, scope: Enter, sit: Sit
) -> None:
    with scope(neighbour):
        theirs = conversation(neighbour)

    answers = [sit(clerk).get(f"{INBOX}{pk}/").status_code for pk in (theirs.pk, 987_654_321)]

    assert answers == [404, 404]


def test_nothing_in_the_page_runs_by_itself(clerk: User, hotel: Tenant, sit: Sit) -> None:
    answer = sit(clerk).get(INBOX)

    page = answer.content.decode()
    own = page[page.index('<div id="inbox"') :]
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r'\son\w+="|\sstyle="', own.partition("</dialog>")[0]) == []
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "<noscript>" in page
    assert "/admin/messaging/conversation/" in page.partition("</noscript>")[0]


def test_the_script_has_each_word_in_the_language_of_the_page(clerk: User, hotel: Tenant, sit: Sit) -> None:
    desk = sit(clerk)
    words: dict[str, dict[str, dict[str, str]]] = {}
    for language in ("es", "pt-br", "en"):
        desk.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        words[language] = told(desk.get(INBOX).content.decode(), "words")

    for group, spanish in words["es"].items():
        for language in ("pt-br", "en"):
            translated = words[language][group]
            assert translated.keys() == spanish.keys()
            for key, text in spanish.items():
                assert sorted(BRACES.findall(text)) == sorted(BRACES.findall(translated[key])), (language, group, key)
    assert words["en"]["writing"]["takeAnyway"] != words["es"]["writing"]["takeAnyway"]
    assert words["pt-br"]["said"]["offline"] != words["es"]["said"]["offline"]


def test_the_menu_counts_the_guests_who_wait(clerk: User, hotel: Tenant, scope: Enter, sit: Sit) -> None:
    desk = sit(clerk)
    before = desk.get("/admin/").content.decode()
    with scope(hotel):
        talk = conversation(hotel)
        Conversation.objects.filter(pk=talk.pk).update(waiting_since=clock.now())

    after = desk.get("/admin/").content.decode()

    assert "Bandeja (1)" not in before
    assert "Bandeja (1)" in after
    assert desk.post("/admin/login/", {"username": "nadie", "password": "nada"}).status_code < 500


def test_the_plain_page_of_a_conversation_leads_to_the_inbox(
    clerk: User, hotel: Tenant, scope: Enter, sit: Sit
) -> None:
    with scope(hotel):
        talk = conversation(hotel)

    page = sit(clerk).get(f"/admin/messaging/conversation/{talk.pk}/change/").content.decode()

    assert f'href="{INBOX}{talk.pk}/"' in page


@pytest.mark.parametrize(
    ("content", "kind", "how"),
    [
        (b"OggS\x00\x02 a voice note", "audio/ogg", "inline"),
        (b"ID3\x04 a song", "audio/mpeg", "inline"),
        (b"\xff\xfb\x90\x64 a song", "audio/mpeg", "inline"),
        (b"\xff\xf1\x50\x80 a voice", "audio/aac", "inline"),
        (b"\x00\x00\x00\x20ftypM4A mp42", "audio/mp4", "inline"),
        (b"\x00\x00\x00\x20ftypmp42 a film", "application/octet-stream", "attachment"),
        (b"#!AMR\n a voice", "application/octet-stream", "attachment"),
        (b"<script>alert(1)</script>OggS", "application/octet-stream", "attachment"),
    ],
)
def test_a_sound_is_played_and_nothing_else_becomes_one(
    clerk: User, hotel: Tenant, scope: Enter, sit: Sit, content: bytes, kind: str, how: str
) -> None:
    with scope(hotel):
        file = media_file(hotel)
        MediaFile.objects.update(content=content, mime_type="audio/ogg", filename="nota.ogg")

    answer = sit(clerk).get(f"/admin/messaging/mediafile/{file.pk}/archivo/")

    assert answer["Content-Type"] == kind
    assert answer["Content-Disposition"].startswith(how)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.fixture
def desk(clerk: User, sit: Sit) -> Client:
    return sit(clerk)


def test_a_canned_reply_is_added_with_gaps_that_a_stay_can_fill(desk: Client, hotel: Tenant, scope: Enter) -> None:
    values = {"shortcut": "Saldo", "language": "es", "text": "Falta pagar {saldo} de {codigo}."}

    desk.post(f"{CANNED}add/", values)

    with scope(hotel):
        assert CannedReply.objects.get().shortcut == "saldo"


def test_a_gap_that_no_stay_fills_is_refused_by_its_name(desk: Client, hotel: Tenant, scope: Enter) -> None:
    page = desk.post(f"{CANNED}add/", {"shortcut": "clave", "language": "", "text": "La clave es {clave}."})

    assert "{clave}" in page.content.decode()
    assert "Ninguna estadía completa esto" in page.content.decode()
    with scope(hotel):
        assert not CannedReply.objects.exists()


@pytest.mark.parametrize("path", [CANNED, "/admin/messaging/answerrules/"])
def test_who_may_only_look_sees_rules_and_canned_replies(hotel: Tenant, scope: Enter, sit: Sit, path: str) -> None:
    with scope(hotel):
        rows = {
            CANNED: TALK_MAKERS[CannedReply](hotel),
            "/admin/messaging/answerrules/": TALK_MAKERS[AnswerRules](hotel),
        }
    reader = sit(make_person("lucas", hotel, "read_only"))

    answers = [reader.get(it).status_code for it in (path, f"{path}{rows[path].pk}/change/")]

    assert answers == [200, 200]
