"""What the audit found: where a wall between two businesses is missing, and what puts it there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One hole, or one thing that nobody can say is none."""

    subject: str
    detail: str
    mend: str

    @property
    def line(self) -> str:
        return f"{self.subject}: {self.detail} -> {self.mend}"
