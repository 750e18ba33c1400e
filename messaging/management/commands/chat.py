"""`manage.py chat`: talk with the bot in a terminal, as a guest would on the phone, with a clock that can be moved."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from messaging.models import AnswerRules, BotTurn, Conversation, Message, MessageState, Outgoing, Talk, WhatsAppNumber
from messaging.ownership import is_bots
from messaging.services.conversing import converse
from messaging.services.holding import lease_of
from messaging.services.recognising import lock_mailboxes
from tenants import clock
from tenants.models import Guest, Tenant
from tenants.scoping import tenant_scope

ACTOR = "system:chat"
# Nobody has this telephone: what is said here is never sent.
NOBODYS = "terminal"
MOVES = re.compile(r"\+?(\d{1,4})\s*([mhd])")
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
HELP = """Write as a guest would. Besides:
  /tap 2        tap the second button      /clock +3h    move the clock (m, h, d)
  /why          why the bot said it        /at 2026-12-31T22:15   set the clock
  /state        what it knows of the stay  /new          begin as another guest
  /quit         leave (or Ctrl-D)"""


class Command(BaseCommand):
    """Talks like the bot on the phone: the same code, the same prices, real holds. Nothing is sent."""

    help = "Talks with the bot in a terminal. Holds are real, in the calendar of the business that you name."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenant", metavar="SLUG", help="the business; without it, the first one")
        parser.add_argument("--at", type=datetime.fromisoformat, metavar="2026-12-31T22:15", help="set the clock")
        parser.add_argument("--name", default="", help="what the guest is called; without it, they are asked")

    def handle(self, *args: Any, tenant: str | None, at: datetime | None, name: str, **options: Any) -> None:
        if settings.CONSERJE_ENV == "production":
            raise CommandError("Holds would be real: talk with the bot of a production by phone.")
        business = Tenant.objects.filter(**({"slug": tenant} if tenant else {})).order_by("pk").first()
        if business is None:
            raise CommandError("There is no such business. `manage.py seed_demo` makes two to try things with.")
        zone = ZoneInfo(business.zone)
        with clock.stopped_at(at.replace(tzinfo=at.tzinfo or zone) if at else clock.now()):
            chat = Chat(self, business, zone)
            chat.begin(name)
            self.stdout.write(f"{business.name}, {chat.time_here()}. /help tells what else there is.")
            for line in sys.stdin:
                if not chat.take(line.strip()):
                    return


class Chat:
    """One guest at the terminal."""

    def __init__(self, command: Command, business: Tenant, zone: ZoneInfo) -> None:
        self.out, self.business, self.zone = command.stdout, business, zone
        self.conversation_id = 0
        self.buttons: list[tuple[str, str]] = []

    def begin(self, name: str = "") -> None:
        """Begin as a guest whom nobody knows.

        :raises CommandError: if the business has no number
        """
        with tenant_scope(self.business.pk, actor=ACTOR):
            number = WhatsAppNumber.objects.order_by("pk").first()
            if number is None:
                raise CommandError("This business has no WhatsApp number: docs/howto/connect-a-whatsapp-number.md")
            made = Conversation.objects.create(
                number=number, guest=Guest.objects.create(name=name), wa_id=NOBODYS, user_id=uuid4().hex
            )
        self.conversation_id, self.buttons = made.pk, []

    def time_here(self) -> str:
        return f"{clock.now().astimezone(self.zone):%Y-%m-%d %H:%M}"

    def take(self, line: str) -> bool:
        """Do what a line says, and return whether to go on."""
        word, _blank, rest = line.partition(" ")
        if word == "/quit":
            return False
        if word in COMMANDS:
            COMMANDS[word](self, rest.strip())
        elif word.startswith("/"):
            self.out.write(HELP)
        elif line:
            self.say(line)
        return True

    def say(self, text: str, *, choice_id: str = "") -> None:
        """Let the guest say something, and show what the bot answers."""
        now = clock.now()
        with tenant_scope(self.business.pk, actor=ACTOR), transaction.atomic():
            lock_mailboxes([self.conversation_id])
            Conversation.objects.filter(pk=self.conversation_id).update(last_inbound_at=now)
            said = Message.objects.create(
                conversation_id=self.conversation_id,
                direction="in",
                sender_type="guest",
                kind="button_reply" if choice_id else "text",
                text=text,
                content={"choice_id": choice_id} if choice_id else {},
                state=MessageState.NEW,
                sent_at=now,
            )
            conversation = Conversation.objects.select_related("guest", "number").get(pk=self.conversation_id)
            if not is_bots(lease_of(conversation), now=now):
                self.out.write("  (a person has this conversation, and the bot keeps silent; /new begins another)")
                return
            converse(conversation, [said], rules=self.rules(), now=now)
            self.show_after(said.pk)

    def rules(self) -> AnswerRules:
        return AnswerRules.objects.select_related("tenant").first() or AnswerRules(tenant=self.business)

    def show_after(self, message_id: int) -> None:
        """Show what was written since, and let nobody send it."""
        written = Message.objects.filter(conversation=self.conversation_id, direction="out", pk__gt=message_id)
        for message in written.order_by("pk"):
            self.out.write("\n".join(f"  {line}" for line in message.text.splitlines()))
            choices = message.content.get("buttons") or []
            self.buttons = [(it["id"], it["title"]) for it in choices] or self.buttons
            for number, it in enumerate(choices, start=1):
                self.out.write(f"    [{number}] {it['title']}")
        Outgoing.objects.filter(conversation_id=self.conversation_id).delete()
        written.update(state=MessageState.DELIVERED)

    def tap(self, which: str) -> None:
        if not which.isdigit() or not 1 <= int(which) <= len(self.buttons):
            self.out.write("There is no such button.")
            return
        choice_id, title = self.buttons[int(which) - 1]
        self.say(title, choice_id=choice_id)

    def move(self, by: str) -> None:
        found = MOVES.fullmatch(by)
        if found is None:
            self.out.write("Like this: /clock +3h")
            return
        clock.move(int(found[1]) * UNITS[found[2]])
        self.out.write(self.time_here())

    def set(self, moment: str) -> None:
        try:
            told = datetime.fromisoformat(moment)
        except ValueError:
            self.out.write("Like this: /at 2026-12-31T22:15")
            return
        clock.move(told.replace(tzinfo=told.tzinfo or self.zone) - clock.now())
        self.out.write(self.time_here())

    def why(self, _rest: str) -> None:
        """Tell by which rule the bot answered, and what it understood."""
        with tenant_scope(self.business.pk, actor=ACTOR):
            turn = BotTurn.objects.filter(conversation=self.conversation_id).order_by("-pk").first()
        if turn is None:
            self.out.write("Nothing was said yet.")
            return
        self.out.write(f"rule: {turn.rule}\nintent: {turn.intent}")
        for span in turn.understanding.get("spans", []):
            words = turn.heard[span["start"] : span["end"]]
            self.out.write(f"  «{words}» {span['kind']} = {span['value']} ({span['rule']})")
        self.out.write(f"facts: {turn.facts}")

    def state(self, _rest: str) -> None:
        with tenant_scope(self.business.pk, actor=ACTOR):
            talk = Talk.objects.filter(conversation=self.conversation_id).first()
        self.out.write(str(talk.state if talk else {}))


COMMANDS = {
    "/tap": Chat.tap,
    "/clock": Chat.move,
    "/at": Chat.set,
    "/why": Chat.why,
    "/state": Chat.state,
    "/new": Chat.begin,
}
