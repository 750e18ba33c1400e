"""Finding words in what was said, without their accents: what Postgres keeps beside each message, and how it is asked.

Row-level security hides an index from `@@`, which might leak what it compares. So the search runs as the platform's role, in
a function that looks at the scope's business alone and returns ids; the rows themselves are then asked for as always.
"""

from __future__ import annotations

from tenants.tenancy import TENANT

# Longer than any message that is read; past it a text has more words than Postgres keeps of one row.
LONGEST_SEARCHED = 20_000
SMALL, PLAIN = "áàâãäåéèêëíìîïóòôõöúùûüýñç", "aaaaaaeeeeiiiiooooouuuuync"
# Postgres takes them for letters of the word beside them.
SIGNS = "¿¡«»“”‘’…"
# In capitals too: a database of plain bytes knows none but those of ASCII.
ACCENTED, UNACCENTED = SMALL + SMALL.upper() + SIGNS, PLAIN + PLAIN + " " * len(SIGNS)

# Of the letters themselves; an `ñ` too, which many a keyboard has not.
FOLD = f"""
CREATE FUNCTION conserje_folded(words text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE RETURN translate(lower(words), '{ACCENTED}', '{UNACCENTED}')
"""


def searchable(words: str) -> str:
    """Return what is kept of some words: as they are, for what is half typed; by their stems; and whose they are.

    By the stems of both spellings: without its accent `habitación` has not the stem that `habitaciones` has.
    """
    begin = f"left({words}, {LONGEST_SEARCHED})"
    folded = f"conserje_folded({begin})"
    return (
        f"strip(to_tsvector('pg_catalog.simple', {folded}) || to_tsvector('pg_catalog.spanish', {folded})"
        f" || to_tsvector('pg_catalog.spanish', {begin})) || array_to_tsvector(ARRAY['=' || tenant_id::text])"
    )


# Nobody searches while something is being written; what is new is merged into an index by itself.
OF_MESSAGES = [
    f"ALTER TABLE messaging_message ADD COLUMN search tsvector GENERATED ALWAYS AS ({searchable('text')}) STORED",
    "CREATE INDEX message_search ON messaging_message USING gin (search)",
    "GRANT SELECT (tenant_id, id, search) ON messaging_message TO conserje_platform",
]
# No column: whatever stands in a guest's row is copied where their changes are kept.
OF_GUESTS = [
    f"CREATE INDEX guest_search ON tenants_guest USING gin (({searchable('name')}))",
    "GRANT SELECT (tenant_id, id, name) ON tenants_guest TO conserje_platform",
]


# Past so many rows that have the words, any of them will do: what was said of late is looked at by itself (queries/found.py).
MOST_MATCHES = 20_000


def finder(name: str, table: str, searched: str) -> list[str]:
    """Return the statements that make a function: the newest rows of the scope's business that have these words."""
    signature = f"{name}(tsquery, integer)"
    # Half a word is as rare to the planner as three rows in a hundred, and it would rather read the table from its end.
    body = f"""
        CREATE FUNCTION {name}(wanted tsquery, most integer) RETURNS SETOF bigint
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
        SET enable_seqscan = off SET enable_indexscan = off SET gin_fuzzy_search_limit = {MOST_MATCHES} AS $find$
        BEGIN
            RETURN QUERY EXECUTE format(
                'SELECT id FROM {table} WHERE {searched.replace("'", "''")} @@ (%L::tsquery && %L::tsquery)'
                ' AND tenant_id = %L ORDER BY id DESC LIMIT %L',
                wanted, quote_literal('=' || ({TENANT})::text), {TENANT}, most
            );
        END
        $find$
    """  # noqa: S608 (our own words)
    return [
        body,
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
        f"ALTER FUNCTION {signature} OWNER TO conserje_platform",
        f"GRANT EXECUTE ON FUNCTION {signature} TO conserje_app",
    ]


# Whoever knows a number by its beginning: by bytes, as `^@` compares.
BY_PHONE = 'CREATE INDEX conversation_phone_begins ON messaging_conversation (tenant_id, wa_id COLLATE "C")'

SEARCHED = [
    FOLD,
    *OF_MESSAGES,
    *OF_GUESTS,
    *finder("conserje_find_messages", "public.messaging_message", "search"),
    *finder("conserje_find_guests", "public.tenants_guest", f"({searchable('name')})"),
    BY_PHONE,
]
NOT_SEARCHED = [
    "DROP FUNCTION conserje_find_messages(tsquery, integer)",
    "DROP FUNCTION conserje_find_guests(tsquery, integer)",
    "ALTER TABLE messaging_message DROP COLUMN search",
    "DROP INDEX guest_search",
    "DROP FUNCTION conserje_folded(text)",
    "DROP INDEX conversation_phone_begins",
]
