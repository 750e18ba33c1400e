"""Everything the sandbox knows, in memory: it begins empty and ends with the process."""

from __future__ import annotations

import secrets
import threading
from base64 import b64encode
from collections.abc import Callable
from itertools import count

from sandbox.clock import Clock
from sandbox.dials import Dials
from sandbox.dice import Dice
from sandbox.graph.files import Files
from sandbox.graph.templates import Templates
from sandbox.ledger import Ledger
from sandbox.options import Options
from sandbox.phone.chats import Chats
from sandbox.phone.guests import Guests
from sandbox.post import Address, PostOffice
from sandbox.push import Pushes

Json = dict[str, object]


class World:
    """The parts, made once; `lock` guards what has no lock of its own."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.lock = threading.RLock()
        self.clock = Clock()
        self.dials = Dials()
        self.dice = Dice(options.seed)
        self.ledger = Ledger()
        self.files = Files()
        self.templates = Templates()
        self.pushes = Pushes()
        self.guests = Guests()
        self.chats = Chats()
        self.address = Address(options.webhook, options.secret, lambda: self.dials.retry)
        self.post = PostOffice(self.address)
        self.profiles: dict[str, Json] = {}
        self.numbers: dict[str, str] = {}
        self.is_subscribed = True
        # When each guest last wrote to each number, and what each pair and number may still send.
        self.last_words: dict[tuple[str, str], float] = {}
        self.buckets: dict[tuple[str, ...], tuple[float, float]] = {}
        # How many connections the server took; the server says so once it is there.
        self.connections: Callable[[], int] = lambda: 0
        self._ids = count(1)
        for word in options.numbers:
            number, _, name = word.partition("=")
            self.numbers[number] = name or number
        # Where it was told of some, there are no others.
        self.given = frozenset(self.numbers)

    def new_wamid(self) -> str:
        """Return an id as Meta makes them, never twice."""
        text = f"{next(self._ids):012d}{secrets.token_hex(12)}"
        return "wamid." + b64encode(text.encode()).decode().rstrip("=")

    def is_there(self, known: str, *, is_account: bool) -> bool:
        """Return whether the Graph has this number, or this account; who was told of none takes any."""
        return not self.given or (known == self.options.waba_id if is_account else known in self.given)

    def know_number(self, phone_number_id: str) -> str:
        """Remember a number of a business, and return how it is shown."""
        with self.lock:
            self.numbers.setdefault(phone_number_id, phone_number_id)
        return f"54911{phone_number_id[-8:].rjust(8, '0')}"

    def forget(self) -> None:
        """Empty what was said and sent; dials, numbers and files stay."""
        with self.lock:
            self.last_words.clear()
            self.buckets.clear()
        self.post.forget()
        self.ledger.empty()
        self.chats.empty()
        self.pushes.empty()
        self.dice.start_again(self.dice.seed)
