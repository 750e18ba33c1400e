"""Asking for the words of an occasion, and for the template that stands for them."""

from __future__ import annotations

from collections.abc import Mapping

from messaging.models import Conversation, StayText, WhatsAppTemplate
from messaging.stay_texts import DEFAULTS
from messaging.whatsapp.gaps import gaps_of, names_of
from messaging.whatsapp.outgoing import TemplateMessage


def find_text(key: str, *, language: str, house_language: str) -> StayText | None:
    """Return a business's words for a guest of this language: theirs, else those for all.

    What has no words built in is rather told in the language of the house than not at all.
    """
    rows = {row.language: row for row in StayText.objects.filter(key=key)}
    order = (language, "") if key in DEFAULTS else (language, "", house_language)
    return next((rows[it] for it in order if it in rows), None)


def find_template(
    text: StayText, values: Mapping[str, str], *, waba_id: str, language: str, house_language: str
) -> TemplateMessage | None:
    """Return the template that stands for a text with its gaps filled: one that Meta approved and that fits, else none."""
    if not text.template_name:
        return None
    known = {
        row.language: row
        for row in WhatsAppTemplate.objects.filter(waba_id=waba_id, name=text.template_name, status="APPROVED")
    }
    # Meta tells regions apart (`es_AR`), we do not.
    order = [code for wanted in (language, house_language) for code in sorted(known) if code.split("_")[0] == wanted]
    if not order:
        return None
    row = known[order[0]]
    if len(gaps_of(row.components)) != len(text.template_gaps):
        return None
    body = tuple(values.get(name, "") for name in text.template_gaps)
    return TemplateMessage(name=row.name, language=row.language, body=body, names=names_of(row.components))


def find_conversation_with(guest_id: int) -> Conversation | None:
    """Return where a guest is written to: the newest conversation, on a paused number only if there is no other."""
    rows = (
        Conversation.objects.select_related("guest", "number")
        .filter(guest=guest_id)
        .order_by("-last_message_at", "-id")
    )
    return rows.filter(number__paused_at=None).first() or rows.first()
