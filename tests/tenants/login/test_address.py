"""Where a request comes from, behind proxies and in front of liars."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from tenants.login.address import client_address, network_of


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [
        (0, "", "10.0.0.9"),
        (0, "203.0.113.7", "10.0.0.9"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (2, "203.0.113.7", "203.0.113.7"),
        (1, "", "10.0.0.9"),
        (1, "6.6.6.6, nonsense", "10.0.0.9"),
        (1, "2001:DB8::0001", "2001:db8::1"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_what_our_own_proxies_saw_counts_and_nothing_else(
    settings: Settings, proxies: int, forwarded: str, seen: str
) -> None:
    settings.NUM_PROXIES = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", **headers)  # type: ignore[arg-type]  # META, as it comes

    assert client_address(request) == seen


def test_a_client_with_a_network_of_its_own_is_one_client() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:3::1") != network_of("2001:db8:1:2::1")
    assert network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("") == ""
