-- What the roles of roles.sql may do in one database. Run it in that database, as a superuser or as conserje_owner,
-- before the first migration; again whenever you like. Plain SQL for the same reason as roles.sql.

DO $database$
BEGIN
    -- A template only hands on what stands below; nobody works in it.
    IF (SELECT datistemplate FROM pg_database WHERE datname = current_database()) THEN
        RETURN;
    END IF;
    -- Whoever made the database (POSTGRES_USER, in Compose), it belongs to the role that migrates it.
    EXECUTE format('ALTER DATABASE %I OWNER TO conserje_owner', current_database());
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CONNECT ON DATABASE %I TO conserje_app', current_database());
END
$database$;

-- The owner of the database is a member of pg_database_owner, which owns the schema; only the owner makes things in it.
-- No TEMP either: a temporary table could stand in front of a real one inside a SECURITY DEFINER function.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO conserje_app;
-- CREATE because Postgres asks it of a role that is given a function (ALTER FUNCTION ... OWNER TO conserje_platform).
GRANT USAGE, CREATE ON SCHEMA public TO conserje_platform;

-- Tables of later migrations are the app's to read and write and the platform's to read. Only by default, never
-- GRANT ... ON ALL TABLES: that would give back what a migration took away (UPDATE and DELETE on history tables).
ALTER DEFAULT PRIVILEGES FOR ROLE conserje_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO conserje_app;
ALTER DEFAULT PRIVILEGES FOR ROLE conserje_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO conserje_app;
ALTER DEFAULT PRIVILEGES FOR ROLE conserje_owner IN SCHEMA public
    GRANT SELECT ON TABLES TO conserje_platform;
