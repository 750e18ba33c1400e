"""Nobody is sent where nothing is: links, files, commands, targets and settings that pages name are there."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from django.core.management import get_commands

from tests.house import links
from tests.house.compose import ROOT
from tests.house.documented_commands import make_targets
from tests.house.sources import Source, code, pages


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.path))
def test_a_page_leads_nowhere_in_vain(page: Source) -> None:
    words = "\n".join(source.text for source in code())

    assert links.dead_links(page) == []
    assert links.files_gone(page) == []
    assert links.names_gone(page, words) == []
    assert links.commands_named(page) <= get_commands().keys()
    assert links.targets_named(page) <= make_targets()


def test_the_pages_that_the_code_names_are_there() -> None:
    named = {(str(source.path), page) for source in code() for page in links.pages_named(source)}

    assert {(path, page) for path, page in named if not (ROOT / page).is_file()} == set()


def test_what_leads_nowhere_is_seen() -> None:
    page = Source(
        PurePosixPath("docs/index.md"),
        "[x](imagined.md) [y](reference/logs.md#imagined) `config/imagined.py` `NEVER_HEARD_OF`"
        " `manage.py imagine`\nmake imagined",
    )

    assert links.dead_links(page) == ["imagined.md", "reference/logs.md#imagined"]
    assert links.files_gone(page) == ["config/imagined.py"]
    assert links.names_gone(page, "HEARD_OF") == ["NEVER_HEARD_OF"]
    assert links.commands_named(page) == {"imagine"}
    assert links.targets_named(page) == {"imagined"}
    assert links.pages_named(Source(PurePosixPath("x.py"), "# see docs/imagined.md")) == {"docs/imagined.md"}
