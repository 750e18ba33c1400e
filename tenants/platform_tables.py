"""The tables that belong to no business, each with the reason: one page. Every other table carries its tenant.

`manage.py audit_tenants` refuses a table that is neither here nor a TenantModel, and a line here without a table.
"""

from __future__ import annotations

PLATFORM_TABLES = {
    # Asked before there is a scope: they are what finds the business.
    "tenants.tenant": "the businesses themselves",
    "tenants.membership": "says for which businesses a person works; asked before one is chosen",
    "tenants.apikey": "found by its prefix before anybody knows of which business it is",
    "tenants.channelidentifier": "an address of the outside world leads to its business",
    "tenants.identifierversion": "one number, by which every process sees that its addresses are old",
    # People may work for several businesses, and log in before one is chosen.
    "tenants.user": "a person may work for several businesses",
    "tenants.user_groups": "Django's; empty, since rights come from the role",
    "tenants.user_user_permissions": "Django's; empty, since rights come from the role",
    "tenants.session": "a browser belongs to a person",
    "tenants.passwordused": "a password belongs to a person",
    "tenants.loginfailures": "counted before anybody knows who it is",
    "tenants.locklift": "a lock belongs to a person",
    "tenants.secondfactor": "a second factor belongs to a person",
    "tenants.recoverycode": "a recovery code belongs to a person",
    "tenants.pushkey": "browsers subscribe to the installation, whichever businesses their person works for",
    "auth.group": "Django's; empty, since rights come from the role",
    "auth.group_permissions": "Django's; empty, since rights come from the role",
    "auth.permission": "Django's list of what there is, written by migrations",
    "contenttypes.contenttype": "Django's list of tables, written by migrations",
    "admin.logentry": "Django's; not written, AuditEvent has the changes",
    "sessions.session": "Django's; sessions are in tenants.session",
    # Work holds ids and no words, and is looked for across all businesses.
    "tasks.job": "ids alone; the sweep looks across all businesses, and each job runs in its tenant's scope",
    "tasks.slot": "the last turn of periodic work",
    "tasks.heartbeat": "when a process last did some work",
    "tasks.sample": "counts runs, for drills",
    # Asked and written before anybody knows whose it is, or looked through across all businesses.
    "messaging.metaapp": "signs for whichever businesses share it",
    "messaging.rawevent": "whose it is stands inside; written before anybody has looked",
    "messaging.quarantined": "leads to no business",
    "messaging.mailbox": "ids alone; one query finds the conversations of all businesses that wait",
    "messaging.numberhealth": "ids and words of ours; one query counts the numbers of all businesses by state",
    "messaging.outgoing": "ids alone; one query finds what is due in all businesses",
}

# Most of their rows belong to a business, some to none; their policies say which are seen when.
MIXED_TABLES = {"tenants.auditevent": "what the platform itself changed belongs to no business"}

# Tables of a business whose changes leave no AuditEvent.
UNAUDITED = {
    "tenants.auditevent": "is the audit",
    "bookings.quote": "written once; says itself when and for whom",
    "bookings.booking": "each change leaves a BookingEvent, which says why as well",
    "bookings.reservation": "each change leaves a BookingEvent, which says why as well",
    "bookings.bookingevent": "is the history",
    "bookings.folioentry": "append-only: is its own history",
    "bookings.ratechange": "is the history of what the price grid did",
    "bookings.staymessage": "moved by the machine with the dates; the booking's events say when",
    "messaging.conversation": "its messages are its history",
    "messaging.conversationevent": "is the history",
    "messaging.conversationnote": "written once; says itself by whom and when",
    "messaging.conversationmark": "one person's own bookmark",
    "messaging.scheduledreply": "the conversation's events say who planned or cancelled it",
    "messaging.message": "is the history",
    "messaging.talk": "moved by the machine with each answer; the reasons of the answers are its history",
    "messaging.botturn": "is the history of why the bot answered what it answered",
    "messaging.draft": "written and sent or dropped with the conversation; what is sent is its history",
    "messaging.nlucase": "says itself by whom and when",
    "messaging.mediafile": "belongs to a message",
    "messaging.sendattempt": "is the history of a sending",
    "messaging.statusevent": "is the history of a sending",
    "messaging.accountnotice": "is what Meta said, as it said it",
    "messaging.connectionstep": "what the last try found; the machine writes it anew",
    "messaging.codeclaim": "is the history of who named whose booking",
    "messaging.guestconsent": "only added to: is its own history",
    "messaging.whatsapptemplate": "a copy of Meta's catalogue",
    "tenants.storedanswer": "written and forgotten by the machine; what it answered is audited itself",
    "tenants.notice": "is the history of who was told",
    "tenants.webhookdelivery": "written and forgotten by the machine; what it tells of is audited itself",
}

# Tables that no model describes.
TABLES_WITHOUT_MODEL = {"django_migrations": "Django's list of the migrations that were applied"}

# Functions that work with conserje_platform's rights, above row-level security: they answer ids, or write the audit.
DEFINER_FUNCTIONS = {
    "conserje_audit": "writes the event of a change, which the app's own role may not",
    "conserje_find_messages": "ids of the scope's own messages with some words; row-level security would hide the index",
    "conserje_find_guests": "ids of the scope's own guests with some words in their name; likewise",
    "conserje_overdue_holds": "ids of the holds whose time is over; each expires in its tenant's scope",
}
