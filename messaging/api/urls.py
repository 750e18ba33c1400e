"""Addresses below /api/v1/ about conversations, and about what the bot makes of messages."""

from django.urls import path

from messaging.api.analysing import Analyze
from messaging.api.beside import Beside, CannedReplies, Templates
from messaging.api.conversations import (
    Assign,
    Conversations,
    Counts,
    HandBack,
    MarkRead,
    MarkUnread,
    OneConversation,
    Search,
    Snooze,
)
from messaging.api.drafts import BotHere, DropDraft, SendDraft, SetBotMode
from messaging.api.thread import CancelSchedule, Messages, Note, Reply, Retry, Schedule
from messaging.api.why import Why, Wrong

ONE = "conversations/<row:conversation_id>"

urlpatterns = [
    path("conversations", Conversations.as_view(), name="conversations"),
    path("conversations/counts", Counts.as_view(), name="conversation_counts"),
    path("conversations/search", Search.as_view(), name="conversation_search"),
    path(ONE, OneConversation.as_view(), name="conversation"),
    path(f"{ONE}/messages", Messages.as_view(), name="messages"),
    path(f"{ONE}/messages/<row:message_id>/retry", Retry.as_view(), name="retry_message"),
    path(f"{ONE}/messages/<row:message_id>/why", Why.as_view(), name="get_why"),
    path(f"{ONE}/messages/<row:message_id>/wrong", Wrong.as_view(), name="mark_wrong"),
    path(f"{ONE}/assign", Assign.as_view(), name="assign_conversation"),
    path(f"{ONE}/hand-back", HandBack.as_view(), name="hand_conversation_back"),
    path(f"{ONE}/read", MarkRead.as_view(), name="read_conversation"),
    path(f"{ONE}/unread", MarkUnread.as_view(), name="unread_conversation"),
    path(f"{ONE}/snooze", Snooze.as_view(), name="snooze_conversation"),
    path(f"{ONE}/reply", Reply.as_view(), name="reply"),
    path(f"{ONE}/note", Note.as_view(), name="write_note"),
    path(f"{ONE}/schedule", Schedule.as_view(), name="schedule_reply"),
    path(f"{ONE}/schedule/<row:later_id>/cancel", CancelSchedule.as_view(), name="cancel_scheduled_reply"),
    path(f"{ONE}/bot", BotHere.as_view(), name="bot_here"),
    path(f"{ONE}/bot/send", SendDraft.as_view(), name="send_draft"),
    path(f"{ONE}/bot/drop", DropDraft.as_view(), name="drop_draft"),
    path(f"{ONE}/bot/mode", SetBotMode.as_view(), name="set_bot_mode"),
    path(f"{ONE}/guest", Beside.as_view(), name="beside_conversation"),
    path(f"{ONE}/templates", Templates.as_view(), name="conversation_templates"),
    path(f"{ONE}/canned-replies", CannedReplies.as_view(), name="canned_replies"),
    path("nlu/analyze", Analyze.as_view(), name="analyze_message"),
]
