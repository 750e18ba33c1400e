"""What was done, in few words, for whoever asks why: {"hold": "Cabaña del Bosque"}."""

from __future__ import annotations

from collections.abc import Iterable

from messaging.dialogue.shapes import (
    AddExtra,
    AskStaff,
    Cancel,
    Change,
    ClaimCode,
    Effect,
    HandOver,
    Hold,
    LearnName,
    SpeakLanguage,
    TryChange,
)


def deeds(effects: Iterable[Effect]) -> list[dict[str, str]]:
    """Return what was done; what was only tried leaves nothing behind."""
    return [deed(effect) for effect in effects if not isinstance(effect, TryChange)]


def deed(effect: Effect) -> dict[str, str]:
    """Return an effect with what it is about."""
    match effect:
        case Hold(taken=taken):
            return {"hold": f"{taken.name} {taken.stay.check_in} → {taken.stay.check_out}"}
        case Cancel(code=code):
            return {"cancel": code}
        case TryChange(code=code):
            return {"try_change": code}
        case Change(code=code):
            return {"change": code}
        case AddExtra(wanted=wanted):
            return {"add_extra": f"{wanted.name} ({wanted.booking})"}
        case HandOver(why=why):
            return {"hand_over": why}
        case AskStaff(topic=topic):
            return {"ask_staff": topic}
        case ClaimCode(code=code):
            return {"claim_code": code}
        case LearnName(name=name):
            return {"learn_name": name}
        case SpeakLanguage(language=language):
            return {"speak_language": language}
