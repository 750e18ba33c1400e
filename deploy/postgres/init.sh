#!/bin/sh
# Prepares the roles and the database of the Compose service: by itself when the volume is empty, and by hand to set new
# passwords or after a restore (docs/howto/deploy.md).
set -eu
: "${OWNER_PASSWORD:?}" "${APP_PASSWORD:?}"

# The passwords travel as session settings, never as arguments, which every process of the machine could read.
export PGOPTIONS="-c conserje.owner_password=$OWNER_PASSWORD -c conserje.app_password=$APP_PASSWORD"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --single-transaction \
    --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
    --file /etc/conserje/roles.sql --file /etc/conserje/database.sql
