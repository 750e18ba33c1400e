"""What browsers are told about the pages behind the log-in. That the pages work under it, the browser tests show."""

from __future__ import annotations

import pytest
from django.test import Client

from config.csp import HEADER, POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/entrar/olvide/", "/entrar/x/", "/admin/none/"])
def test_pages_behind_the_log_in_run_only_what_is_ours(path: str) -> None:
    assert Client().get(path).headers[HEADER] == POLICY


def test_no_script_runs_that_stands_in_a_page_or_comes_from_elsewhere() -> None:
    (scripts,) = [rule for rule in POLICY.split("; ") if rule.startswith("script-src")]

    assert scripts == "script-src 'self' 'unsafe-eval'"
