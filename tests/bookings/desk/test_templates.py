"""The front desk's templates use only classes that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.desk.test_templates import HOOKS, defined, used

APP = Path(settings.BASE_DIR) / "bookings"
TEMPLATES = sorted((APP / "templates").rglob("*.*"))
# Hooks of the scripts; names without a look.
OURS = {"desk-step", "price-corner", "is-open"}


def ours() -> set[str]:
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in (APP / "static/bookings").glob("*.css"))
    return set(re.findall(r"\.([a-z][\w-]+)", text))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_class_of_a_template_is_in_a_style_sheet(template: Path) -> None:
    unknown = used(template.read_text(encoding="utf-8")) - defined() - ours() - HOOKS - OURS

    assert {name for name in unknown if not name.endswith("-")} == set()
