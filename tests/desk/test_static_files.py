"""Styles and scripts, as the web process itself sends them."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

STYLE = b".desk { color: green; }\n" * 200


@pytest.fixture
def collected(tmp_path: Path, settings: Settings) -> Path:
    """Return a folder as `collectstatic` leaves it."""
    settings.STATIC_ROOT = tmp_path / "static"
    folder = tmp_path / "static" / "config"
    folder.mkdir(parents=True)
    (folder / "desk.css").write_bytes(STYLE)
    (folder / "desk.0123456789ab.css").write_bytes(STYLE)
    (folder / "icons.woff2").write_bytes(os.urandom(2048))
    (tmp_path / "secret.txt").write_text("not for anybody")
    return folder


def test_a_style_sheet_travels_compressed(client: Client, collected: Path) -> None:
    answer = client.get("/static/config/desk.css", headers={"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["Content-Type"] == "text/css"
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert gzip.decompress(answer.content) == STYLE
    assert len(answer.content) < len(STYLE) / 10


def test_who_cannot_unpack_gets_it_plain(client: Client, collected: Path) -> None:
    answer = client.get("/static/config/desk.css", headers={"Accept-Encoding": "identity"})

    assert "Content-Encoding" not in answer.headers
    assert answer.content == STYLE


def test_a_font_is_not_packed_twice(client: Client, collected: Path) -> None:
    answer = client.get("/static/config/icons.woff2", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in answer.headers


def test_a_name_with_a_hash_is_kept_for_ever_and_another_is_asked_for_again(client: Client, collected: Path) -> None:
    hashed = client.get("/static/config/desk.0123456789ab.css").headers["Cache-Control"]
    plain = client.get("/static/config/desk.css").headers["Cache-Control"]

    assert "immutable" in hashed
    assert plain == "public, no-cache"


def test_what_did_not_change_is_not_sent_again(client: Client, collected: Path) -> None:
    first = client.get("/static/config/desk.css")
    again = client.get("/static/config/desk.css", headers={"If-None-Match": first.headers["ETag"]})
    (collected / "desk.css").write_bytes(STYLE + b".new {}")
    changed = client.get("/static/config/desk.css", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


@pytest.mark.parametrize(
    "path", ["../secret.txt", "config/../../secret.txt", "config/%2e%2e/%2e%2e/secret.txt", "/etc/passwd", "config%00"]
)
def test_nothing_outside_the_folder_is_sent(client: Client, collected: Path, path: str) -> None:
    answer = client.get(f"/static/{path}")

    assert answer.status_code in (400, 404)
    assert b"not for anybody" not in answer.content


@pytest.mark.parametrize("path", ["config/", "config/nothing.css", "nothing"])
def test_what_is_not_there_is_not_found(client: Client, collected: Path, path: str) -> None:
    assert client.get(f"/static/{path}").status_code == 404


def test_the_icons_are_a_small_file() -> None:
    icons = Path(django_settings.BASE_DIR) / "config/static/config/icons.woff2"

    assert icons.stat().st_size < 30_000
