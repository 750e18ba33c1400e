"""Answers that are asked for every few seconds: unless something has changed, there is none (RFC 9110, If-None-Match)."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.response import Response


def not_modified(request: Request, mark: str) -> bool:
    """Return whether the caller has seen it as it is."""
    tags = (tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(","))
    return f'"{mark}"' in tags


def tagged(response: Response, mark: str) -> Response:
    """Return an answer with the mark that the caller brings along the next time."""
    response["ETag"] = f'W/"{mark}"'
    return response
