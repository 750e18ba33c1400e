"""The catalogue of approved templates, and what Meta checks when one is sent."""

from __future__ import annotations

import re
import threading

from sandbox.graph.errors import Refused
from sandbox.graph.fillings import check_parameters, texts

Json = dict[str, object]

# Meta refuses these in what is put into a template.
UNFIT = re.compile(r"[\n\t]| {5}")


class Templates:
    """Templates by name and language, in the form in which the Graph lists them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], Json] = {}
        body: Json = {"type": "BODY", "text": "Welcome and congratulations!!"}
        self.put({"name": "hello_world", "language": "en_US", "category": "UTILITY", "components": [body]})

    def put(self, template: Json) -> None:
        """Add a template, or take its place."""
        key = (str(template.get("name", "")), str(template.get("language", "")))
        filled = {"status": "APPROVED", "category": "UTILITY", "components": [], **template}
        with self._lock:
            # An id has the look of Meta's.
            filled.setdefault("id", str(900_000_000_000_000 + len(self._known) + 1))
            self._known[key] = filled

    def replace(self, templates: list[Json]) -> None:
        """Keep these and no others."""
        with self._lock:
            self._known.clear()
        for template in templates:
            self.put(template)

    def listed(self) -> list[Json]:
        """Return all, as the Graph lists them."""
        with self._lock:
            return [dict(template) for template in self._known.values()]

    def check(self, content: Json, *, any_name: bool) -> None:
        """Hold what fills a template to what it asks for.

        :raises Refused: if Meta would not send it
        """
        language = content.get("language")
        code = str(language.get("code", "")) if isinstance(language, dict) else ""
        key = (str(content.get("name", "")), code)
        if any(UNFIT.search(value) for value in texts(content)):
            raise Refused(132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
        with self._lock:
            known = self._known.get(key)
        if known is None:
            if any_name:
                return
            raise Refused(132001, f"template name ({key[0]}) does not exist in {key[1]}")
        if known["status"] != "APPROVED":
            raise Refused(132015, f"template ({key[0]}) is {str(known['status']).lower()}")
        check_parameters(known, content)
