"""What the sandbox is started with: options of the command line, or the environment."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Where to listen, whom to tell, and with which secret."""

    host: str = "127.0.0.1"
    port: int = 8001
    webhook: str = ""
    secret: str = ""
    waba_id: str = "102200300"
    numbers: tuple[str, ...] = ()
    seed: int = 1
    cert: str = ""
    key: str = ""


def read_options(words: Sequence[str], environment: Mapping[str, str]) -> Options:
    """Return the options; a word of the command line wins over the environment."""
    given = parser(environment).parse_args(words)
    cert, key = given.tls or (environment.get("SANDBOX_TLS_CERT", ""), environment.get("SANDBOX_TLS_KEY", ""))
    return Options(
        host=given.host,
        port=given.port,
        webhook=given.webhook,
        secret=given.secret,
        waba_id=given.waba_id,
        numbers=tuple(word.strip() for word in given.numbers.split(",") if word.strip()),
        seed=given.seed,
        cert=cert,
        key=key,
    )


def parser(environment: Mapping[str, str]) -> argparse.ArgumentParser:
    """Return the parser, whose defaults are the environment."""
    made = argparse.ArgumentParser(prog="python -m sandbox.serve", description="A fake Graph API and a phone to try.")
    ask = environment.get
    made.add_argument("--host", default=ask("SANDBOX_HOST") or "127.0.0.1")
    made.add_argument("--port", type=int, default=ask("SANDBOX_PORT") or "8001", help="0 takes a free one")
    made.add_argument("--webhook", default=ask("SANDBOX_WEBHOOK") or "", help="where Meta would post")
    made.add_argument("--secret", default=ask("SANDBOX_SECRET") or "", help="the app secret that signs posts")
    made.add_argument("--waba-id", default=ask("SANDBOX_WABA_ID") or "102200300")
    made.add_argument("--numbers", default=ask("SANDBOX_NUMBERS") or "", help="phone_number_id[=name], by comma")
    made.add_argument("--seed", type=int, default=ask("SANDBOX_SEED") or "1", help="the same faults again")
    made.add_argument("--tls", nargs=2, metavar=("CERT", "KEY"))
    return made


def is_refused(environment: Mapping[str, str]) -> bool:
    """Return whether this is production, where anybody could speak as any guest."""
    return environment.get("CONSERJE_ENV", "").strip().lower() == "production"


def from_process(words: Sequence[str]) -> Options:
    """Return the options of this process."""
    return read_options(words, os.environ)
