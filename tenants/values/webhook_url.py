"""Where a webhook may go: out to the world, and never into the network that we stand in. Plain: no Django, no I/O.

Two walls. `check_url` reads an address when somebody writes it down; `may_reach` judges the numbers that its name stands
for, at the moment of each connection (tenants/webhook_client.py). The second one alone would hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

Network = IPv4Network | IPv6Network

LONGEST = 500
DEFAULT_PORTS = {"https": 443, "http": 80}
# What may stand in an address; anything else, a blank or a backslash, two readers may read in two ways.
WRITTEN = re.compile(r"[!-\[\]-~]+")
NAME = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*\.?")
# Numbers in disguise, which resolvers read as addresses: 2130706433, 0x7f.1, 0177.0.0.1.
ENDS_IN_NUMBER = re.compile(r"(.*\.)?(\d+|0[xX][0-9a-fA-F]*)\.?")

# Of the old internet all but these: own, private, shared by carriers, link-local (and with it most clouds' metadata),
# for documents and measurements, relays, multicast, reserved; the last line is a cloud's inner service on a public number.
NOT_IPV4 = tuple(
    IPv4Network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",
    )
)
# Of the new one only what was given out for use, without tunnels (an old address in disguise) and documents.
IPV6 = IPv6Network("2000::/3")
NOT_IPV6 = tuple(IPv6Network(text) for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
# How a network without IPv4 reaches it: the last 32 bits are the old address.
NAT64 = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Rules:
    """What an installation lets its businesses reach."""

    ports: frozenset[int] = frozenset({443, 8443})
    plain_http: bool = False
    # Networks that may be reached although they are private: a receiver of one's own in the same building.
    allowed: tuple[Network, ...] = ()


class BadUrl(ValueError):
    """An address that no webhook may go to; `code` says what is wrong with it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def check_url(url: str, rules: Rules) -> None:
    """Refuse an address that cannot be right, whatever its name stands for.

    :raises BadUrl: too_long, malformed, scheme, credentials, fragment, host, private or port
    """
    if len(url) > LONGEST:
        raise BadUrl("too_long")
    if not WRITTEN.fullmatch(url):
        raise BadUrl("malformed")
    parts, port = split(url)
    if parts.scheme not in (("https", "http") if rules.plain_http else ("https",)):
        raise BadUrl("scheme")
    if "@" in parts.netloc:
        raise BadUrl("credentials")
    if "#" in url:
        raise BadUrl("fragment")
    check_host(parts.hostname or "", rules)
    if (DEFAULT_PORTS[parts.scheme] if port is None else port) not in rules.ports:
        raise BadUrl("port")


def split(url: str) -> tuple[SplitResult, int | None]:
    """Return the parts of an address and its port.

    :raises BadUrl: if it has none
    """
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        raise BadUrl("malformed") from None


def check_host(host: str, rules: Rules) -> None:
    """Refuse what is neither a name nor an address as everybody writes it.

    :raises BadUrl: host or private
    """
    if is_address(host):
        if not may_reach(host, rules.allowed):
            raise BadUrl("private")
    elif len(host) > 253 or not NAME.fullmatch(host) or ENDS_IN_NUMBER.fullmatch(host):
        raise BadUrl("host")


def is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def may_reach(address: str, allowed: Iterable[Network] = ()) -> bool:
    """Return whether a webhook may connect to this numeric address; what is none may not be reached."""
    try:
        number = ip_address(address)
    except ValueError:
        return False
    if isinstance(number, IPv6Address) and number.scope_id:
        return False
    if any(number in network for network in allowed):
        return True
    return is_public_ipv6(number) if isinstance(number, IPv6Address) else is_public_ipv4(number)


def is_public_ipv4(number: IPv4Address) -> bool:
    return not any(number in network for network in NOT_IPV4)


def is_public_ipv6(number: IPv6Address) -> bool:
    if number in NAT64:
        return is_public_ipv4(IPv4Address(int(number) & 0xFFFFFFFF))
    return number in IPV6 and not any(number in network for network in NOT_IPV6)


def read_networks(texts: Iterable[str]) -> tuple[Network, ...]:
    """Return networks as somebody wrote them down: 10.1.2.0/24, or one address.

    :raises ValueError: if one of them is none
    """
    return tuple(ip_network(text) for text in texts)
