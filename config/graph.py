"""Where Meta is spoken to, from its settings (docs/explanation/pools.md)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from config.env import BadSetting

HOST = re.compile(r"\.?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*(:[0-9]{1,5})?")


def graph_url(url: str, *, is_tryout: bool) -> str:
    """Return the address of the Graph, without a slash at its end.

    :raises BadSetting: if tokens would travel where anybody on the way could read them
    """
    if not url.startswith("https://") and not is_tryout:
        raise BadSetting("GRAPH_URL must start with https:// in production: anybody on the way could read tokens.")
    if "?" in url or "#" in url or "@" in url:
        raise BadSetting("The setting GRAPH_URL must be a host, perhaps with a path, and no more (see .env.example).")
    return url.rstrip("/")


def graph_version(version: str) -> str:
    """Return the version of the Graph.

    :raises BadSetting: if it can be none
    """
    if not re.fullmatch(r"v[0-9]{1,3}\.[0-9]", version):
        raise BadSetting("The setting GRAPH_VERSION must be a version like v25.0 (see .env.example).")
    return version


def graph_media_hosts(words: Sequence[str]) -> list[str]:
    """Return hosts.

    :raises BadSetting: if one of them can be none
    """
    if not all(HOST.fullmatch(word) for word in words):
        raise BadSetting("The setting GRAPH_MEDIA_HOSTS must be hosts, with commas, like .example.com,10.0.0.5:8443.")
    return [word.lower() for word in words]
