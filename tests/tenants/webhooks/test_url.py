"""Where a webhook may go: every way to write an address of our own network is refused, whatever it looks like."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.values.webhook_url import NOT_IPV4, BadUrl, Rules, check_url, may_reach, read_networks
from tenants.wire import look_up

RULES = Rules()

inside = st.sampled_from(NOT_IPV4).flatmap(
    lambda network: st.integers(int(network.network_address), int(network.broadcast_address)).map(IPv4Address)
)


def code_of(url: str, rules: Rules = RULES) -> str:
    try:
        check_url(url, rules)
    except BadUrl as error:
        return error.code
    return "fine"


def spellings(number: IPv4Address) -> list[str]:
    """Return the ways in which resolvers and programs let one old address be written."""
    a, b, c, d = number.packed
    whole = int(number)
    return [
        str(whole),
        f"0x{whole:x}",
        f"0{whole:o}",
        f"0{a:o}.0{b:o}.0{c:o}.0{d:o}",
        f"0x{a:x}.0x{b:x}.0x{c:x}.0x{d:x}",
        f"{a}.{(b << 16) + (c << 8) + d}",
        f"{a}.{b}.{(c << 8) + d}",
        f"0{a:o}.{b}.0x{c:x}.{d}",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://hooks.example.com/conserje",
        "https://hooks.example.com:8443/a?b=c&d=%20",
        "https://hooks.example.com./",
        "https://xn--caf-dma.example/",
        "https://93.184.215.14/",
        "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
        "HTTPS://Hooks.Example.COM/",
    ],
)
def test_an_address_of_the_world_is_fine(url: str) -> None:
    assert code_of(url) == "fine"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.com/", "scheme"),
        ("ftp://example.com/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.com/", "scheme"),
        ("example.com", "scheme"),
        ("//example.com/", "scheme"),
        ("https://user:word@example.com/", "credentials"),
        ("https://user@example.com/", "credentials"),
        ("https://@example.com/", "credentials"),
        ("https://example.com/#part", "fragment"),
        ("https://example.com:80/", "port"),
        ("https://example.com:22/", "port"),
        ("https://example.com:0/", "port"),
        ("https://example.com:99999/", "malformed"),
        ("https://example.com:word/", "malformed"),
        ("https:///path", "host"),
        ("https://", "host"),
        ("https://exa_mple.com/", "host"),
        ("https://-example.com/", "host"),
        ("https://example..com/", "host"),
        ("https://%31%32%37.0.0.1/", "host"),
        ("https://café.example/", "malformed"),
        ("https://①②⑦.0.0.1/", "malformed"),
        ("https://example.com/a b", "malformed"),
        ("https://example.com\\@127.0.0.1/", "malformed"),
        ("https://example.com/\r\nHost: inside", "malformed"),
        ("https://exam\tple.com/", "malformed"),
        ("https://[::1/", "malformed"),
        ("https://[fe80::1%25eth0]/", "private"),
        ("https://127.0.0.1/", "private"),
        ("https://169.254.169.254/latest/meta-data/", "private"),
        ("https://168.63.129.16/", "private"),
        ("https://100.100.100.200/", "private"),
        ("https://[::1]/", "private"),
        ("https://[::]/", "private"),
        ("https://[fd00:ec2::254]/", "private"),
        ("https://[::ffff:127.0.0.1]/", "private"),
        ("https://[::ffff:93.184.215.14]/", "private"),
        ("https://[::127.0.0.1]/", "private"),
        ("https://[2002:7f00:1::]/", "private"),
        ("https://[2001:0:53aa:64c:0:0:80ff:fffe]/", "private"),
        ("https://[64:ff9b::7f00:1]/", "private"),
        ("https://127.0.0.1./", "host"),
        ("https://0/", "host"),
        ("https://example.com.0x7f/", "host"),
        (f"https://example.com/{'a' * 500}", "too_long"),
        ("", "malformed"),
    ],
)
def test_an_address_that_leads_elsewhere_is_refused(url: str, code: str) -> None:
    assert code_of(url) == code


@given(inside)
def test_no_spelling_of_an_inner_address_can_be_written_down(number: IPv4Address) -> None:
    codes = {code_of(f"https://{host}/") for host in [str(number), *spellings(number)]}

    assert codes <= {"host", "private"}


@given(inside, st.integers(0, 7))
@settings(max_examples=50, deadline=None)
def test_no_spelling_of_an_inner_address_is_connected_to(number: IPv4Address, spelling: int) -> None:
    # The system's own resolver reads them; a number needs no network for that.
    found = look_up(spellings(number)[spelling], 443, 5)

    assert found == [str(number)]
    assert not any(may_reach(address) for address in found)


@given(inside)
def test_an_inner_address_in_the_clothes_of_a_new_one_is_refused(number: IPv4Address) -> None:
    disguises = [
        IPv6Address(int(IPv6Address("::ffff:0:0")) + int(number)),
        IPv6Address(int(IPv6Address("::")) + int(number)),
        IPv6Address(int(IPv6Address("64:ff9b::")) + int(number)),
        IPv6Address(int(IPv6Address("64:ff9b:1::")) + int(number)),
        IPv6Address(int(IPv6Address("2002::")) + (int(number) << 80)),
    ]

    assert not any(may_reach(str(it)) for it in disguises)
    assert {code_of(f"https://[{it}]/") for it in disguises} == {"private"}


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_nothing_that_python_knows_to_be_special_is_reached(number: IPv4Address) -> None:
    if may_reach(str(number)):
        assert number.is_global
        assert not any((number.is_multicast, number.is_reserved))


@given(st.integers(0, 2**128 - 1).map(IPv6Address))
def test_of_the_new_internet_only_what_was_given_out_is_reached(number: IPv6Address) -> None:
    if may_reach(str(number)):
        assert number.is_global
        assert not any((number.is_multicast, number.ipv4_mapped, number.sixtofour, number.teredo))


def test_control_the_world_is_reached() -> None:
    world = ("93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e")

    assert all(may_reach(address) for address in world)


@pytest.mark.parametrize("text", ["", "localhost", "1.2.3", "1.2.3.4.5", "1.2.3.4/32", "0x7f000001", "fe80::1%eth0"])
def test_what_is_no_numeric_address_is_not_reached(text: str) -> None:
    assert not may_reach(text)


def test_an_installation_may_open_a_network_a_port_and_plain_http() -> None:
    rules = Rules(ports=frozenset({9000}), plain_http=True, allowed=read_networks(["10.1.2.0/24"]))

    assert code_of("http://10.1.2.3:9000/", rules) == "fine"
    assert code_of("http://10.1.3.3:9000/", rules) == "private"
    assert code_of("http://10.1.2.3/", rules) == "port"


def test_the_list_of_inner_networks_has_no_gap_for_metadata_services() -> None:
    known = ("169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "168.63.129.16", "fd00:ec2::254")

    assert not any(may_reach(address) for address in known)
    assert all(isinstance(network, IPv4Network) and ip_address(network.network_address) for network in NOT_IPV4)
