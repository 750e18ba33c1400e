-- The roles of one Postgres server. Run as a superuser, in any database, as often as you like: a second run sets the
-- passwords and limits again and changes nothing else. Then run database.sql in each database of Conserje.
--
-- Plain SQL without psql commands, because two starters run this very file: the Compose service through psql
-- (deploy/postgres/init.sh) and the embedded server through psycopg. Both hand over the passwords as session settings:
--     SELECT set_config('conserje.owner_password', '...', false), set_config('conserje.app_password', '...', false);
--
-- The database itself is not made here: CREATE DATABASE runs in no block and no transaction. Compose makes it with
-- POSTGRES_DB; the embedded starter with CREATE DATABASE conserje OWNER conserje_owner.

DO $roles$
DECLARE
    owner_password text := nullif(current_setting('conserje.owner_password', true), '');
    app_password text := nullif(current_setting('conserje.app_password', true), '');
    role_name text;
BEGIN
    IF owner_password IS NULL OR app_password IS NULL THEN
        RAISE EXCEPTION 'conserje.owner_password and conserje.app_password must be set before roles.sql runs';
    END IF;
    IF owner_password = app_password THEN
        RAISE EXCEPTION 'the owner and the app role must not share a password';
    END IF;

    FOREACH role_name IN ARRAY ARRAY['conserje_owner', 'conserje_app', 'conserje_platform'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
            EXECUTE format('CREATE ROLE %I', role_name);
        END IF;
    END LOOP;

    -- Attributes are set on every run, so a role that somebody widened by hand is narrowed again. CREATEDB is left as it
    -- is found: a development server grants it to the owner for its test databases, production never does.
    ALTER ROLE conserje_owner LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION BYPASSRLS;
    ALTER ROLE conserje_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
    -- Owns the few SECURITY DEFINER functions that look across tenants. Nobody logs in as it.
    ALTER ROLE conserje_platform NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION BYPASSRLS;

    EXECUTE format('ALTER ROLE conserje_owner PASSWORD %L', owner_password);
    EXECUTE format('ALTER ROLE conserje_app PASSWORD %L', app_password);
END
$roles$;

-- Migrations give those functions away to conserje_platform, which takes membership. The app role is a member of nothing.
GRANT conserje_platform TO conserje_owner;

-- A request or a task that outlives these is stuck, and a stuck one holds locks that stop bookings.
ALTER ROLE conserje_app SET statement_timeout = '30s';
ALTER ROLE conserje_app SET lock_timeout = '3s';
ALTER ROLE conserje_app SET idle_in_transaction_session_timeout = '15s';
ALTER ROLE conserje_app SET transaction_timeout = '60s';

-- Migrations and backups take as long as they take, whatever the server's defaults say.
ALTER ROLE conserje_owner SET statement_timeout = 0;
ALTER ROLE conserje_owner SET lock_timeout = 0;
ALTER ROLE conserje_owner SET idle_in_transaction_session_timeout = 0;
ALTER ROLE conserje_owner SET transaction_timeout = 0;
