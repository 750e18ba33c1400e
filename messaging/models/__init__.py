"""What is kept of conversations: what came in, what was said, what is on its way, and what became of it."""

from messaging.models.account import AccountNotice, MetaApp, WhatsAppNumber, WhatsAppTemplate
from messaging.models.connection import ConnectionStep, NumberHealth, Step, StepState
from messaging.models.conversation import Conversation, Mailbox, Owner
from messaging.models.dialogue import BotTurn, Draft, NluCase, Talk
from messaging.models.identity import (
    ClaimState,
    CodeClaim,
    ConsentPurpose,
    ConsentSource,
    GuestConsent,
    GuestMerge,
    MergeSource,
    MergeState,
)
from messaging.models.inbox import (
    CannedReply,
    ConversationEvent,
    ConversationMark,
    ConversationNote,
    LaterState,
    ScheduledReply,
)
from messaging.models.intake import Quarantined, RawEvent
from messaging.models.message import BOT, GUEST, Direction, MediaFile, Message, MessageState, SenderType
from messaging.models.own_words import BotMode, BotText, KnownAnswer, TopicMode
from messaging.models.rules import AnswerRules
from messaging.models.sending import Outgoing, SendAttempt, StatusEvent
from messaging.models.texts import StayText

__all__ = [
    "BOT",
    "GUEST",
    "AccountNotice",
    "AnswerRules",
    "BotMode",
    "BotText",
    "BotTurn",
    "CannedReply",
    "ClaimState",
    "CodeClaim",
    "ConnectionStep",
    "ConsentPurpose",
    "ConsentSource",
    "Conversation",
    "ConversationEvent",
    "ConversationMark",
    "ConversationNote",
    "Direction",
    "Draft",
    "GuestConsent",
    "GuestMerge",
    "KnownAnswer",
    "LaterState",
    "Mailbox",
    "MediaFile",
    "MergeSource",
    "MergeState",
    "Message",
    "MessageState",
    "MetaApp",
    "NluCase",
    "NumberHealth",
    "Outgoing",
    "Owner",
    "Quarantined",
    "RawEvent",
    "ScheduledReply",
    "SendAttempt",
    "SenderType",
    "StatusEvent",
    "StayText",
    "Step",
    "StepState",
    "Talk",
    "TopicMode",
    "WhatsAppNumber",
    "WhatsAppTemplate",
]
