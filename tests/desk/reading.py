"""What a page says: its texts as somebody sees them, or hears them read out."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

# Their insides are for machines, or copied letter by letter.
UNREAD = {"script", "style", "code", "svg", "template"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")
# The parts of a sentence, rather than a sentence's end.
WITHIN_TEXT = {"strong", "em", "b", "i", "time"}
VOID = {"input", "img", "br", "hr", "meta", "link"}


class Page(HTMLParser):
    """Collects the texts of a page as its source has them, and what is written in which language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.language = ""
        self.direction = ""
        self.foreign: list[str] = []
        self.open: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language, self.direction = known.get("lang", ""), known.get("dir", "")
        is_icon = "material-symbols-outlined" in known.get("class", "").split()
        if tag not in VOID:
            self.open.append(("svg" if is_icon else tag, known.get("lang", "") if tag != "html" else ""))
        for name in SPOKEN:
            self.note(known.get(name, ""), known.get("lang", ""))
        if tag == "input" and known.get("type") in ("submit", "button", "reset"):
            self.note(known.get("value", ""), "")

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in VOID:
            closed, _ = self.open.pop()
            if closed in (tag, "svg"):
                break

    def handle_data(self, data: str) -> None:
        if not any(tag in UNREAD for tag, _ in self.open):
            self.note(data, "".join(language for _, language in self.open))

    def note(self, text: str, language: str) -> None:
        words = " ".join(text.split())
        if words:
            (self.foreign if language else self.texts).append(words)


def texts_of(html: str) -> Iterator[str]:
    """Return each text once."""
    return iter(dict.fromkeys(Page(html).texts))
