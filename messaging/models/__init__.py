"""What is kept of conversations: what came in, what was said, what is on its way, and what became of it."""

from messaging.models.account import AccountNotice, MetaApp, WhatsAppNumber, WhatsAppTemplate
from messaging.models.conversation import Conversation, Mailbox
from messaging.models.intake import Quarantined, RawEvent
from messaging.models.message import BOT, GUEST, Direction, MediaFile, Message, MessageState, SenderType
from messaging.models.rules import AnswerRules
from messaging.models.sending import Outgoing, SendAttempt, StatusEvent

__all__ = [
    "BOT",
    "GUEST",
    "AccountNotice",
    "AnswerRules",
    "Conversation",
    "Direction",
    "Mailbox",
    "MediaFile",
    "Message",
    "MessageState",
    "MetaApp",
    "Outgoing",
    "Quarantined",
    "RawEvent",
    "SendAttempt",
    "SenderType",
    "StatusEvent",
    "WhatsAppNumber",
    "WhatsAppTemplate",
]
