"""The statements that make a year of conversations (proof/inbox.py). Chance is seeded: the same rows every time."""

from __future__ import annotations

SEED = "SELECT setseed(0.42)"
NUMBERS = """
INSERT INTO messaging_whatsappnumber (tenant_id, phone_number_id, waba_id, display, token, per_second)
SELECT %(tenant)s, %(tenant)s || '00' || number, '102200300', '+54 9 11 5555-000' || number, '', 80
FROM generate_series(1, 4) AS number
"""
GUESTS = """
INSERT INTO tenants_guest (tenant_id, name, language, note)
SELECT %(tenant)s, (ARRAY['Ana', 'Luis', 'João', 'Mary', 'Inés', 'Pedro'])[1 + number %% 6] || ' '
       || (ARRAY['Pérez', 'Gómez', 'Núñez', 'Silva', 'Smith'])[1 + number %% 5] || ' ' || number, 'es', ''
FROM generate_series(1, %(conversations)s) AS number
"""
# Most are the bot's and read; some wait for a person, some are somebody's, some were put off.
CONVERSATIONS = """
WITH drawn AS (
    SELECT guest.id AS guest, row_number() OVER (ORDER BY guest.id) AS row, random() AS fate,
           %(now)s::timestamptz - random() * interval '365 days' AS at
    FROM tenants_guest AS guest WHERE guest.tenant_id = %(tenant)s
), numbers AS (
    SELECT array_agg(id ORDER BY id) AS ids FROM messaging_whatsappnumber WHERE tenant_id = %(tenant)s
)
INSERT INTO messaging_conversation (tenant_id, number_id, guest_id, wa_id, user_id, last_inbound_at, last_message_at, owner,
    person_id, held_until, why, waiting_since, is_unread, snoozed_until, changed_at)
SELECT %(tenant)s, ids[1 + row %% 4], guest, '54911' || lpad(row::text, 8, '0'), '', at, at,
       CASE WHEN fate < 0.03 THEN 'nobody' WHEN fate < 0.05 THEN 'staff' ELSE 'bot' END,
       CASE WHEN fate >= 0.03 AND fate < 0.05 THEN %(person)s::bigint END,
       CASE WHEN fate >= 0.03 AND fate < 0.05 THEN %(now)s::timestamptz + interval '2 hours' END,
       '', CASE WHEN fate < 0.04 THEN at END, fate < 0.06,
       CASE WHEN fate < 0.002 THEN %(now)s::timestamptz + interval '1 day' END, at
FROM drawn, numbers
"""
# The last of each thread is that of its conversation, the others lie before it.
MESSAGES = """
INSERT INTO messaging_message (tenant_id, conversation_id, direction, sender_type, kind, text, content, state, wamid,
    reply_to, sent_at, is_read, author_id, purpose, content_key, answers, error, pricing)
SELECT talk.tenant_id, talk.id, CASE WHEN part.who = 0 THEN 'in' ELSE 'out' END,
       (ARRAY['guest', 'bot', 'staff'])[1 + part.who], 'text',
       (ARRAY['¿Hay habitación para el fin de semana?', 'Sí, queda una cabaña con desayuno.', 'Perfecto, la reservo.',
              '¿A qué hora es el check-in?', 'Desde las 15, y la salida es hasta las 10.', 'Llegamos mañana a la tarde.',
              '¿Tienen estacionamiento y calefacción?', 'Gracias por todo, muy amables.'])[1 + (talk.id + part.turn) %% 8]
           || ' ' || (talk.id * 7 + part.turn) %% 9973, '{}',
       CASE WHEN part.who = 0 THEN 'seen' ELSE 'read' END, 'wamid.bench.' || talk.id || '.' || part.turn, '',
       talk.last_message_at - part.turn * interval '7 minutes', NOT (talk.is_unread AND part.turn = 0),
       CASE WHEN part.who = 2 THEN %(person)s::bigint END, '', '', '{}', '', '{}'
FROM messaging_conversation AS talk,
     LATERAL (SELECT turn, CASE WHEN turn %% 2 = 0 THEN 0 WHEN turn %% 4 = 1 THEN 1 ELSE 2 END AS who
              FROM generate_series(0, %(each)s - 1) AS turn) AS part
WHERE talk.tenant_id = %(tenant)s
ORDER BY talk.last_message_at - part.turn * interval '7 minutes'
"""
STATEMENTS = (SEED, NUMBERS, GUESTS, CONVERSATIONS, MESSAGES)
TABLES = ("tenants_guest", "messaging_conversation", "messaging_message", "messaging_whatsappnumber")
