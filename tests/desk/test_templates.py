"""Our templates use only classes that there are: Unfold's style sheet is built for its own templates and has no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import unfold
from django.conf import settings

SHEETS = (
    Path(unfold.__file__).parent / "static/unfold/css/styles.css",
    Path(settings.BASE_DIR) / "config/static/config/desk.css",
    # What has forms like those of a booking shows them with its sheet.
    Path(settings.BASE_DIR) / "bookings/static/bookings/desk.css",
)
FOLDER = Path(settings.BASE_DIR) / "config/templates"
TEMPLATES = [path for name in ("admin", "unfold", "desk") for path in sorted((FOLDER / name).rglob("*.html"))]
# Hooks for Django's and Unfold's scripts; names without a look.
HOOKS = {
    "actions",
    "action-counter",
    "addlink",
    "delete-template",
    "errornote",
    "popup",
    "login",
    "colM",
    "required",
    "lead",
}


def defined() -> set[str]:
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in SHEETS)
    return {re.sub(r"\\(.)", r"\1", name) for name in re.findall(r"\.((?:\\.|[\w-])+)", text)}


def used(text: str) -> set[str]:
    words = set()
    for classes in re.findall(r'(?<![:\w-])class="((?:\{%.*?%\}|[^"])*)"', text):
        words |= set(re.sub(r"\{[%{].*?[%}]\}", " ", classes).split())
    return words


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_every_class_of_a_template_is_in_a_style_sheet(template: Path) -> None:
    unknown = used(template.read_text(encoding="utf-8")) - defined() - HOOKS

    assert {name for name in unknown if not name.startswith(("column-", "model-", "app-"))} == set()


def test_the_pictures_of_the_documentation_are_small() -> None:
    pictures = list((Path(settings.BASE_DIR) / "docs/pictures").glob("*.png"))

    assert len(pictures) >= 4
    assert max(picture.stat().st_size for picture in pictures) <= 150_000
