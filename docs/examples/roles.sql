-- Two accounts of PostgreSQL: `candour_owner` owns the tables and is used for `prepare` alone; `candour` serves.
-- Whoever takes over the program then cannot switch off the triggers that keep the trail, nor change its tables.
-- Run it as candour_owner after each `prepare`:  psql --dbname=candour --file=docs/examples/roles.sql

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO candour;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO candour;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO candour;
-- The trail is added to and never changed; of a payload only the words can be blanked, as its trigger says.
REVOKE UPDATE, DELETE ON event FROM candour;
REVOKE DELETE ON event_payload FROM candour;
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM candour;
-- The queue of jobs makes its own tables, in a schema of its own.
CREATE SCHEMA IF NOT EXISTS candour_jobs;
GRANT USAGE, CREATE ON SCHEMA candour_jobs TO candour;
