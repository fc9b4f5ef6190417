"""The triggers that keep the trail append-only in the database itself, and the check that all are there."""

from __future__ import annotations

from sqlalchemy import Connection

_SAYS = "the trail is append-only"

SQLITE: dict[str, str] = {
    "event_no_update": f"""CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
    "event_no_delete": f"""CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
    # REPLACE deletes without firing the delete trigger unless recursive_triggers is on: refuse it here.
    "event_no_replace": f"""CREATE TRIGGER event_no_replace BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event
  WHERE (stream = NEW.stream AND seq = NEW.seq) OR id = NEW.id OR leaf = NEW.leaf)
BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
    "event_link": """CREATE TRIGGER event_link BEFORE INSERT ON event
WHEN NEW.prev IS NOT CASE WHEN NEW.seq = 1 THEN zeroblob(32)
  ELSE (SELECT leaf FROM event WHERE stream = NEW.stream AND seq = NEW.seq - 1) END
BEGIN SELECT RAISE(ABORT, 'the trail would be broken: wrong link'); END""",
    # candour_leaf is registered by the program on connecting: a bare shell cannot insert at all.
    "event_leaf": """CREATE TRIGGER event_leaf BEFORE INSERT ON event
WHEN NEW.leaf IS NOT candour_leaf(NEW.header)
BEGIN SELECT RAISE(ABORT, 'the trail would be broken: wrong hash'); END""",
    "payload_no_delete": f"""CREATE TRIGGER payload_no_delete BEFORE DELETE ON event_payload
BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
    "payload_no_replace": f"""CREATE TRIGGER payload_no_replace BEFORE INSERT ON event_payload
WHEN EXISTS (SELECT 1 FROM event_payload
  WHERE organisation_id = NEW.organisation_id AND event_id = NEW.event_id)
BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
    "payload_starts_whole": f"""CREATE TRIGGER payload_starts_whole BEFORE INSERT ON event_payload
WHEN NEW.body IS NULL OR NEW.salt IS NULL OR NEW.erased_by IS NOT NULL
BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
    "payload_only_erased": f"""CREATE TRIGGER payload_only_erased BEFORE UPDATE ON event_payload
WHEN NOT (OLD.erased_by IS NULL AND NEW.erased_by IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL
  AND NEW.organisation_id IS OLD.organisation_id AND NEW.event_id IS OLD.event_id
  AND EXISTS (SELECT 1 FROM event e WHERE e.organisation_id = NEW.organisation_id AND e.id = NEW.erased_by
    AND json_extract(CAST(e.header AS TEXT), '$.action') = 'erased'
    AND EXISTS (SELECT 1 FROM json_each(CAST(e.header AS TEXT), '$.erases') n WHERE n.value = OLD.event_id)))
BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END""",
}

_PG_FUNCTIONS = {
    "candour_refuse": f"""
BEGIN RAISE EXCEPTION '{_SAYS}' USING ERRCODE = '42501'; END""",
    "candour_link": """
DECLARE want bytea;
BEGIN
  IF NEW.leaf IS DISTINCT FROM sha256('\\x00'::bytea || NEW.header) THEN
    RAISE EXCEPTION 'the trail would be broken: wrong hash' USING ERRCODE = '42501';
  END IF;
  IF NEW.seq = 1 THEN want := decode(repeat('00', 32), 'hex');
  ELSE SELECT e.leaf INTO want FROM event e WHERE e.stream = NEW.stream AND e.seq = NEW.seq - 1; END IF;
  IF want IS DISTINCT FROM NEW.prev THEN
    RAISE EXCEPTION 'the trail would be broken: wrong link' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END""",
    "candour_payload": f"""
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.body IS NULL OR NEW.salt IS NULL OR NEW.erased_by IS NOT NULL THEN
      RAISE EXCEPTION '{_SAYS}' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT (OLD.erased_by IS NULL AND NEW.erased_by IS NOT NULL AND NEW.body IS NULL AND NEW.salt IS NULL
    AND NEW.organisation_id = OLD.organisation_id AND NEW.event_id = OLD.event_id
    AND EXISTS (SELECT 1 FROM event e WHERE e.organisation_id = NEW.organisation_id AND e.id = NEW.erased_by
      AND convert_from(e.header, 'UTF8')::jsonb ->> 'action' = 'erased'
      AND convert_from(e.header, 'UTF8')::jsonb -> 'erases' ? OLD.event_id)) THEN
    RAISE EXCEPTION '{_SAYS}' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END""",
}

# Word for word as PostgreSQL itself prints them, so that `missing` can compare.
POSTGRESQL: dict[str, str] = {
    "event_no_change": "BEFORE DELETE OR UPDATE ON event FOR EACH ROW EXECUTE FUNCTION candour_refuse()",
    "event_no_truncate": "BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION candour_refuse()",
    "event_link": "BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION candour_link()",
    "payload_no_delete": "BEFORE DELETE ON event_payload FOR EACH ROW EXECUTE FUNCTION candour_refuse()",
    "payload_no_truncate": (
        "BEFORE TRUNCATE ON event_payload FOR EACH STATEMENT EXECUTE FUNCTION candour_refuse()"
    ),
    "payload_only_erased": (
        "BEFORE INSERT OR UPDATE ON event_payload FOR EACH ROW EXECUTE FUNCTION candour_payload()"
    ),
}
_TABLE = {name: "event_payload" if name.startswith("payload") else "event" for name in (*SQLITE, *POSTGRESQL)}


def create(connection: Connection) -> None:
    """Make every trigger; called by the migration that makes the tables."""
    if connection.dialect.name == "sqlite":
        for statement in SQLITE.values():
            connection.exec_driver_sql(statement)
        return
    for function, body in _PG_FUNCTIONS.items():
        connection.exec_driver_sql(
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
        )
    for name, statement in POSTGRESQL.items():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {statement}")
        # ALWAYS: ordinary triggers are skipped while session_replication_role is replica.
        connection.exec_driver_sql(f"ALTER TABLE {_TABLE[name]} ENABLE ALWAYS TRIGGER {name}")


def drop(connection: Connection) -> None:
    """Take every trigger away; only a downgrade past the first migration does this."""
    if connection.dialect.name == "sqlite":
        for name in SQLITE:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        return
    for name in POSTGRESQL:
        connection.exec_driver_sql(f"DROP TRIGGER {name} ON {_TABLE[name]}")
    for function in _PG_FUNCTIONS:
        connection.exec_driver_sql(f"DROP FUNCTION {function}()")


def missing(connection: Connection) -> tuple[str, ...]:
    """The names of triggers that are absent, changed or switched off; none means the seals hold."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = {str(name): str(sql) for name, sql in rows}
        return tuple(name for name, sql in SQLITE.items() if found.get(name) != sql)
    rows = connection.exec_driver_sql(
        "SELECT t.tgname, pg_get_triggerdef(t.oid, true), p.proname, p.prosrc FROM pg_trigger t"
        " JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled = 'A'"
    )
    sealed = {str(name) for name, said, function, body in rows if _is_ours(name, said, function, body)}
    return tuple(name for name in POSTGRESQL if name not in sealed)


def _is_ours(name: str, said: str, function: str, body: str) -> bool:
    """Whether a trigger and the function it calls are word for word what `create` made."""
    return said == f"CREATE TRIGGER {name} {POSTGRESQL.get(name)}" and body == _PG_FUNCTIONS.get(function)
