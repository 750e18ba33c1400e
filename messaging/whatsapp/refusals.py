"""Why a content cannot go out as it is: said before Meta is asked, which would refuse the whole message."""

from __future__ import annotations

from tenants.errors import DomainError


class BadContent(DomainError):
    """A content that no message can have; `field` says where."""

    code = "bad_content"
    default_detail = "Falta algo que WhatsApp pide, o algo no vale."

    def __init__(self, detail: str = "", *, field: str) -> None:
        said = detail or self.default_detail
        super().__init__(said, fields={field or "content": said})
        self.field = field


class TooLong(BadContent):
    """More than Meta takes there: letters (UTF-16 units), or things of a list."""

    code = "content_too_long"
    default_detail = "Esto es más de lo que WhatsApp admite en un mensaje."

    def __init__(self, detail: str = "", *, field: str, length: int, most: int) -> None:
        super().__init__(detail, field=field)
        self.length, self.most = length, most
