"""What a page says: its texts as somebody sees them, or hears them read out."""

from __future__ import annotations

from html.parser import HTMLParser

# Their insides are for machines, or are copied letter by letter.
UNREAD = {"script", "style", "code", "svg", "template"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")
WITHOUT_END = {"input", "img", "br", "hr", "meta", "link"}
BUTTONS = {"submit", "button", "reset"}


class Page(HTMLParser):
    """A page: its texts, and its language. What says that it is in another language stands apart."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.elsewhere: list[str] = []
        self.language = self.direction = ""
        self.open: list[tuple[str, str, bool]] = []  # tag, language, whether somebody reads what is in it
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language, self.direction = known.pop("lang", ""), known.get("dir", "")
        # An icon is a word that a font draws.
        is_icon = "material-symbols-outlined" in known.get("class", "").split()
        is_read = tag not in UNREAD and not is_icon and known.get("translate") != "no"
        self.open.append((tag, known.get("lang", ""), is_read))
        for name in (*SPOKEN, *(["value"] if tag == "input" and known.get("type") in BUTTONS else [])):
            self.note(known.get(name, ""))
        if tag in WITHOUT_END:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        while self.open and tag not in WITHOUT_END and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if all(is_read for _tag, _language, is_read in self.open):
            self.note(data)

    def note(self, text: str) -> None:
        if words := " ".join(text.split()):
            is_elsewhere = any(language for _tag, language, _is_read in self.open)
            (self.elsewhere if is_elsewhere else self.texts).append(words)
