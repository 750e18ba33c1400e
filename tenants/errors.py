"""The expected refusals of the trade: services raise them, edges answer them. Knows neither Django nor HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """Something asked for that cannot be done as asked; the edge answers it, nobody logs it as a fault.

    A subclass stands beside the function that raises it and has a `code` that never changes, for programs, and a
    `default_detail` in the guest's words. `fields` names what was wrong, one sentence each.
    """

    code: ClassVar[str] = "refused"
    default_detail: ClassVar[str] = "No se puede hacer lo pedido."

    def __init__(self, detail: str = "", *, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail or self.default_detail
        self.fields = dict(fields or {})

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


class NotFound(DomainError):
    """What was asked for does not exist, or belongs to somebody else."""

    code = "not_found"
    default_detail = "Eso no existe."


class NotAllowed(DomainError):
    """The person may not do this."""

    code = "not_allowed"
    default_detail = "No tiene permiso para hacer eso."


class Conflict(DomainError):
    """It could have been done, but somebody was faster or the state has moved on."""

    code = "conflict"
    default_detail = "Eso cambió mientras tanto. Vuelva a mirar y pruebe otra vez."
