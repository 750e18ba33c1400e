"""Pictures of what is offered: of each type one, the first time that a guest hears of it."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings

from bookings.models import Photo
from bookings.photos import photo_path
from messaging.dialogue.shapes import Decision, Reply
from messaging.services.bot_effects import Answering
from messaging.whatsapp.outgoing import Picture

MOST_PICTURES = 3


def pictures_of(at_hand: Answering, decision: Decision) -> list[Picture]:
    """Return pictures of what is offered with these words and was not shown yet, and remember that it was."""
    is_offer = any(
        isinstance(it, Reply) and any(choice.action == "choose" for choice in it.choices) for it in decision.replies
    )
    offered = [one.wanted[0].type_id for one in at_hand.state.offered] if is_offer else []
    new = [it for it in dict.fromkeys(offered) if it not in at_hand.state.shown][:MOST_PICTURES]
    if not new:
        return []
    at_hand.state = replace(at_hand.state, shown=(*at_hand.state.shown, *new))
    firsts = Photo.objects.filter(type__in=new).order_by("type_id", "position", "id").distinct("type_id")
    known = {row[0]: row[1:] for row in firsts.values_list("type_id", "key", "caption")}
    names = at_hand.types.names(at_hand.language)
    tenant = at_hand.rules.tenant
    # What stands under a picture was written in the house's language; to others the type is named in theirs.
    is_theirs = at_hand.language == tenant.language
    return [
        Picture(
            link=settings.PUBLIC_URL + photo_path(tenant.slug, known[it][0]),
            caption=(is_theirs and known[it][1]) or names.get(it, ""),
        )
        for it in new
        if it in known
    ]
