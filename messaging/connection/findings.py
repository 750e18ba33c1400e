"""What a try at a step of the connection found: its state, why, and facts for the words that people read.

States are those of the row (good, wrong, not_yet, unknown). Causes are words of this page, and for each of them
messaging/admin/connection_words.py has a sentence and a remedy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from messaging.whatsapp.faults import Remedy, SendFault

GOOD, WRONG, NOT_YET, UNKNOWN = "good", "wrong", "not_yet", "unknown"

# Without the first nothing is sent, without the second nobody hears of templates, quality and limits.
SCOPES = ("whatsapp_business_messaging", "whatsapp_business_management")
SOON = timedelta(days=7)
PAYMENT_CODE, HEALTH_PAYMENT_CODE = 131042, 141006
# For so long a refusal for lack of payment, or a message that was paid for, says something about today.
PAYMENT_COUNTS = timedelta(days=7)
LONGEST = 200
# Passing faults say nothing about what was asked.
PASSING = frozenset(
    {
        *(Remedy.RETRY_SAFE, Remedy.RETRY_LATER, Remedy.SLOW_NUMBER, Remedy.SLOW_PAIR, Remedy.SLOW_ACCOUNT),
        Remedy.UNKNOWN,
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, ready to be kept."""

    state: str
    cause: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """When a number last heard of lack of payment, and when Meta last delivered what costs."""

    refused_at: datetime | None = None
    paid_at: datetime | None = None

    def is_refused(self, *, now: datetime) -> bool:
        """Return whether Meta refused for lack of payment lately, and has delivered nothing that costs since."""
        if self.refused_at is None or self.refused_at < now - PAYMENT_COUNTS:
            return False
        return self.paid_at is None or self.paid_at < self.refused_at


def judge_fault(fault: SendFault, *, is_auth: bool) -> Finding:
    """Return what a refusal of Meta's says about the step that met it."""
    if fault.title == "no usable token":
        return Finding(NOT_YET, "no_token")
    if fault.title == "no account id":
        return Finding(NOT_YET, "no_account")
    words = f"{fault.title} {fault.detail}".strip()[:LONGEST]
    facts = {"code": fault.code, "words": words, "remedy": fault.remedy.value}
    if fault.remedy in PASSING:
        return Finding(UNKNOWN, "no_answer", facts)
    return Finding(WRONG, "refused_token" if is_auth else "refused", facts)


def judge_token(
    *, is_valid: bool, is_told: bool, app: str, expires_at: int, scopes: Collection[str], now: datetime
) -> Finding:
    """Return whether a token is good, and for how long."""
    if not is_told:
        return Finding(GOOD, "taken")
    until = datetime.fromtimestamp(expires_at, UTC) if 0 < expires_at < 2**33 else None
    missing = [scope for scope in SCOPES if scope not in scopes]
    facts = {"app": app[:LONGEST], "until": until.isoformat() if until else "", "missing": missing}
    if until and until <= now:
        return Finding(WRONG, "expired", facts)
    if not is_valid:
        return Finding(WRONG, "invalid", facts)
    if missing:
        return Finding(WRONG, "scopes", facts)
    if until:
        return Finding(GOOD, "expires_soon" if until <= now + SOON else "expires", facts)
    return Finding(GOOD, "for_ever", facts)


def judge_number(facts: Mapping[str, str]) -> Finding:
    """Return how Meta sees a number, from its fields in Meta's words.

    A code verification that has expired is usual for a number that works, so it alone is no fault.
    """
    platform, status, name = facts.get("platform", ""), facts.get("status", ""), facts.get("name_status", "")
    checks = (
        (status in ("BANNED", "RESTRICTED", "FLAGGED", "DELETED", "MIGRATED"), "restricted"),
        (facts.get("verification") == "NOT_VERIFIED", "not_verified"),
        (platform not in ("", "CLOUD_API") or status in ("DISCONNECTED", "PENDING", "UNVERIFIED"), "not_registered"),
        (name in ("DECLINED", "EXPIRED"), "name_declined"),
        (facts.get("quality") == "RED", "low_quality"),
    )
    cause = next((cause for is_so, cause in checks if is_so), "")
    return Finding(WRONG if cause else GOOD, cause, dict(facts))


def judge_address(*, told: str, ours: Collection[str]) -> Finding:
    """Return whether Meta posts to us: `told` is where it says that it posts to."""
    if not told:
        return Finding(UNKNOWN, "no_address")
    is_ours = told.rstrip("/") in ours
    return Finding(GOOD if is_ours else WRONG, "" if is_ours else "elsewhere", {"told": told[:LONGEST]})


def judge_subscription(*, subscribed: Sequence[tuple[str, str]], app_id: str) -> Finding:
    """Return whether the token's app hears of the account; `subscribed` are id and name of those that do."""
    facts = {"apps": [(name or number)[:LONGEST] for number, name in subscribed]}
    if not subscribed:
        return Finding(WRONG, "nobody", facts)
    if app_id and app_id not in {number for number, _ in subscribed}:
        return Finding(WRONG, "others", facts)
    return Finding(GOOD, "", facts)


def judge_webhook(*, last_at: datetime | None, apps: Sequence[str]) -> Finding:
    """Return whether a signed webhook for the number has come."""
    if last_at is None and not apps:
        return Finding(NOT_YET, "waiting")
    return Finding(GOOD, "", {"apps": list(apps), "last": last_at.isoformat() if last_at else ""})


def judge_payment(
    *, seen: Seen, can_send: str, errors: Sequence[tuple[int, str]], fault: Finding | None, now: datetime
) -> Finding:
    """Return what can be known of the payment method: Meta tells of it by refusing, or by taking what costs."""
    facts = {"can_send": can_send, "errors": [f"{words} ({code})" for code, words in errors]}
    if seen.is_refused(now=now):
        return Finding(WRONG, "refused_payment", facts)
    if any(code in (PAYMENT_CODE, HEALTH_PAYMENT_CODE) for code, _ in errors):
        return Finding(WRONG, "no_payment", facts)
    if can_send == "BLOCKED":
        return Finding(WRONG, "blocked", facts)
    if seen.paid_at and seen.paid_at > now - PAYMENT_COUNTS:
        return Finding(GOOD, "paid", facts | {"paid": seen.paid_at.isoformat()})
    if fault is not None:
        return fault
    return Finding(UNKNOWN, "until_template", facts)
