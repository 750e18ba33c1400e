"""Which hosts our token may be shown to, and which of them may stand inside our own network. Plain: no Django, no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

# Where Meta keeps media. The names below them change, so whole domains are meant.
META_MEDIA = (".fbsbx.com", ".fbcdn.net")
DEFAULT_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Hosts:
    """The Graph, whoever else keeps media for it, and whether this is a place for trying things."""

    graph_url: str
    media: tuple[str, ...] = ()
    # A sandbox stands in our own network and has no certificate.
    is_tryout: bool = False

    def is_trusted(self, url: str) -> bool:
        """Return whether our token may go there: to Meta, the Graph, and the hosts of the settings."""
        parts = split(url)
        if parts is None or "@" in parts.netloc:
            return False
        if self.is_ours(parts.hostname or "", port_of(parts)):
            return parts.scheme == "https" or self.is_tryout
        return has_tls(parts) and (parts.hostname or "").endswith(META_MEDIA)

    def may_follow(self, url: str) -> bool:
        """Return whether a redirect may lead there, without our token: anywhere public that has TLS."""
        parts = split(url)
        return parts is not None and "@" not in parts.netloc and (has_tls(parts) or self.is_trusted(url))

    def may_be_private(self, host: str, port: int) -> bool:
        """Return whether this host may stand for an address that the world cannot reach."""
        return self.is_tryout and self.is_ours(host, port)

    def is_ours(self, host: str, port: int) -> bool:
        """Return whether a host is the Graph or named in the settings, there with or without a port."""
        graph = split(self.graph_url)
        if graph is not None and (graph.hostname, port_of(graph)) == (host, port):
            return True
        return any(fits(entry.lower(), host, port) for entry in self.media)

    def label(self, host: str) -> str:
        """Return a host's name for counting: one of few, though the media hosts are many."""
        if host == urlsplit(self.graph_url).hostname:
            return host
        known = (*META_MEDIA, *(entry.lower() for entry in self.media))
        return next((entry for entry in known if host.endswith(entry.partition(":")[0])), "other")


def fits(entry: str, host: str, port: int) -> bool:
    """Return whether a host is the one that is written: `name`, `name:port`, or `.domain` for all below it."""
    name, _, wanted = entry.partition(":")
    if wanted and wanted != str(port):
        return False
    return host.endswith(name) if name.startswith(".") else host == name


def split(url: str) -> SplitResult | None:
    """Return the parts of an address of the web, or nothing."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    # A backslash or a blank is read in one way here and in another one where the connection is made.
    return parts if is_web and url.isascii() and url.isprintable() and not set(url) & set("\\ ") else None


def has_tls(parts: SplitResult) -> bool:
    return parts.scheme == "https" and port_of(parts) == 443


def port_of(parts: SplitResult) -> int:
    return parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
