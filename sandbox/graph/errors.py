"""Refusals that look like Meta's: a code, its title, details in error_data, and an HTTP status."""

from __future__ import annotations

import secrets

from sandbox.web import Answer, json_answer

Json = dict[str, object]

TITLES = {
    1: "API Unknown",
    2: "API Service",
    4: "API Too Many Calls",
    10: "Permission Denied",
    33: "Parameter value is not valid",
    100: "Invalid parameter",
    190: "Access token has expired",
    200: "API Permission",
    368: "Temporarily blocked for policies violations",
    80007: "Rate limit issues",
    130429: "Rate limit hit",
    130472: "User's number is part of an experiment",
    130497: "Business account is restricted from messaging users in this country",
    131000: "Something went wrong",
    131005: "Access denied",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131016: "Service unavailable",
    131021: "Recipient cannot be sender",
    131026: "Message undeliverable",
    131030: "Recipient phone number not in allowed list",
    131031: "Account has been locked",
    131042: "Business eligibility payment issue",
    131045: "Incorrect certificate",
    131047: "Re-engagement message",
    131048: "Spam rate limit hit",
    131049: "This message was not delivered to maintain healthy ecosystem engagement",
    131050: "User has stopped marketing messages from this business",
    131051: "Unsupported message type",
    131052: "Media download error",
    131053: "Media upload error",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    131057: "Account in maintenance mode",
    132000: "Template param count mismatch",
    132001: "Template does not exist",
    132005: "Template hydrated text too long",
    132007: "Template format character policy violated",
    132012: "Template parameter format mismatch",
    132015: "Template is paused",
    132016: "Template is disabled",
    132018: "Template parameter validation failed",
    133004: "Server temporarily unavailable",
    133010: "Phone number not registered",
}
# The rest is 400.
STATUSES = {
    **{2: 503, 131000: 500, 131016: 503, 131057: 500, 133004: 503},
    **{4: 429, 80007: 429, 130429: 429, 131048: 429, 190: 401, 10: 403, 200: 403, 368: 403, 131005: 403, 131031: 403},
    132001: 404,
}


class Refused(Exception):
    """The Graph does not accept a call."""

    def __init__(self, code: int, details: str, *, subcode: int | None = None) -> None:
        super().__init__(details)
        self.code, self.details, self.subcode = code, details, subcode

    @property
    def status(self) -> int:
        return STATUSES.get(self.code, 400)

    def answer(self) -> Answer:
        """Return the refusal as Meta words it."""
        error: Json = {
            "message": f"(#{self.code}) {TITLES.get(self.code, 'Unknown error')}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "fbtrace_id": "A" + secrets.token_urlsafe(16),
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return json_answer({"error": error}, self.status)


def failure(code: int, details: str) -> Json:
    """Return the error of a status that failed."""
    title = TITLES.get(code, "Unknown error")
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}}
