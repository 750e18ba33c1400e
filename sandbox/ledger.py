"""What the fake Graph was asked to send, and what became of it: the witness of drills and tests."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import asdict, dataclass, field
from itertools import count

Json = dict[str, object]

MOST_ENTRIES = 200_000


@dataclass(slots=True)
class Entry:
    """One send. `dropped` was neither accepted nor answered as a send is; `answered` is whether the caller could know."""

    n: int
    at: float
    phone_number_id: str
    to: str
    opaque: str
    type: str
    payload: object
    outcome: str
    wamid: str = ""
    code: int | None = None
    http: int = 200
    answered: bool = True
    fault: str = ""
    statuses: list[str] = field(default_factory=list)
    failure: int | None = None


class Ledger:
    """Entries by number of arrival, receipts beside them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = count(1)
        self._entries: deque[Entry] = deque()
        self._receipts: deque[Json] = deque(maxlen=MOST_ENTRIES)
        self._by_wamid: dict[str, Entry] = {}

    def write(
        self,
        *,
        at: float,
        phone_number_id: str,
        payload: object,
        outcome: str,
        wamid: str = "",
        code: int | None = None,
        http: int = 200,
        answered: bool = True,
        fault: str = "",
    ) -> Entry:
        """Note a send."""
        asked = payload if isinstance(payload, dict) else {}
        with self._lock:
            entry = Entry(
                n=next(self._numbers),
                at=at,
                phone_number_id=phone_number_id,
                to=digits(asked.get("to")) or str(asked.get("recipient") or ""),
                opaque=str(asked.get("biz_opaque_callback_data") or ""),
                type=str(asked.get("type") or "text"),
                payload=payload,
                outcome=outcome,
                wamid=wamid,
                code=code,
                http=http,
                answered=answered,
                fault=fault,
            )
            if len(self._entries) == MOST_ENTRIES:
                self._by_wamid.pop(self._entries.popleft().wamid, None)
            self._entries.append(entry)
            if wamid:
                self._by_wamid[wamid] = entry
        return entry

    def note_receipt(self, *, at: float, phone_number_id: str, wamid: str, typing: bool) -> None:
        """Note that a guest's message was marked as read."""
        receipt = {"at": at, "phone_number_id": phone_number_id, "wamid": wamid, "typing": typing}
        with self._lock:
            self._receipts.append({"n": next(self._numbers), **receipt})

    def note_status(self, wamid: str, status: str, failure: int | None = None) -> None:
        """Note that a status of a message was handed to the webhook."""
        with self._lock:
            entry = self._by_wamid.get(wamid)
            if entry:
                entry.statuses.append(status)
                entry.failure = failure if failure is not None else entry.failure

    def has(self, wamid: str) -> bool:
        """Return whether a message of the business was accepted under this id."""
        with self._lock:
            return wamid in self._by_wamid

    def since(self, number: int) -> Json:
        """Return what was written after that number."""
        with self._lock:
            entries = [asdict(entry) for entry in self._entries if entry.n > number]
            receipts = [receipt for receipt in self._receipts if int(str(receipt["n"])) > number]
        last = max([number, *(entry["n"] for entry in entries), *(int(str(it["n"])) for it in receipts)])
        return {"entries": entries, "receipts": receipts, "last": last}

    def empty(self) -> None:
        """Forget everything; numbers go on."""
        with self._lock:
            self._entries.clear()
            self._receipts.clear()
            self._by_wamid.clear()

    def __len__(self) -> int:
        return len(self._entries)


def digits(value: object) -> str:
    """Return a phone number as Meta writes it, or nothing if this is none."""
    text = str(value or "")
    bare = "".join(letter for letter in text if letter not in "+-() ")
    return bare if bare.isascii() and bare.isdecimal() else ""
