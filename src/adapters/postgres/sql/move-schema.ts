import { DOOR_NOT_CLEAR, STALE_WORKER, SWITCH_CHANGED } from '../connection-problems.js'

/**
 * Everything a move keeps inside the databases, equal on both sides; removed by `finish`.
 * - `token` is replicated: one row a side, written only while that side serves. Seen on the other side it proves that all before it arrived.
 * - `state` is each side's own truth. A side holds only its own row, so an UPDATE that comes through a feed finds no row and changes nothing.
 * - `identity` remembers the replica identities that the move changed.
 * - `disk` is where the guard reads the free space of the log's disk; always empty.
 * The waits run inside the server, 1 ms a turn: one round trip instead of one a poll.
 */
export const moveSchema = `
CREATE SCHEMA IF NOT EXISTS qianyun_mig;
CREATE TABLE IF NOT EXISTS qianyun_mig.token (side text PRIMARY KEY, token text NOT NULL, beat bigint NOT NULL);
CREATE TABLE IF NOT EXISTS qianyun_mig.state (
  side text PRIMARY KEY, move text NOT NULL, holder bigint NOT NULL, epoch bigint NOT NULL, doors text[] NOT NULL,
  stage text NOT NULL, result jsonb, switch text);
CREATE TABLE IF NOT EXISTS qianyun_mig.identity (relation text PRIMARY KEY, previous text NOT NULL);
CREATE UNLOGGED TABLE IF NOT EXISTS qianyun_mig.disk (line text NOT NULL);

CREATE OR REPLACE FUNCTION qianyun_mig.hold(number bigint) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE newest bigint;
BEGIN
  UPDATE qianyun_mig.state SET holder = number WHERE holder <= number;
  IF NOT FOUND THEN
    SELECT holder INTO newest FROM qianyun_mig.state;
    RAISE EXCEPTION 'worker % holds the move, this one is %', newest, number USING ERRCODE = '${STALE_WORKER}';
  END IF;
END $body$;

-- Sessions that have passed the login check but are not shown as sessions yet; from version 18 they are shown, as starting and without a role.
CREATE OR REPLACE FUNCTION qianyun_mig.starting() RETURNS int[] LANGUAGE sql AS $body$
  SELECT coalesce(array_agg(l.pid), '{}') FROM pg_catalog.pg_locks l
  WHERE l.locktype = 'virtualxid' AND l.pid IS NOT NULL AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stat_activity a WHERE a.pid = l.pid
    AND a.state IS DISTINCT FROM 'starting')
$body$;

-- Ends the roles' sessions in this database. \`busy\` counts what may still write: their sessions that are not idle, open write transactions of
-- anybody else, prepared transactions. \`present\` are the roles' sessions that were there, idle or not. Whatever kind of process it is: a
-- replication connection and a background worker can write as well. Only autovacuum is let be, it changes no rows.
CREATE OR REPLACE FUNCTION qianyun_mig.clear_room(roles text[], OUT busy bigint, OUT present int[]) LANGUAGE sql AS $body$
  SELECT count(*) FILTER (WHERE room.state IS DISTINCT FROM 'idle' OR room.backend_xid IS NOT NULL)
      + (SELECT count(*) FROM pg_catalog.pg_prepared_xacts WHERE database = pg_catalog.current_database()),
    coalesce(array_agg(room.pid) FILTER (WHERE room.ended), '{}')
  FROM (SELECT a.pid, a.state, a.backend_xid, CASE WHEN a.usename = ANY (roles) THEN pg_catalog.pg_terminate_backend(a.pid) END AS ended
        FROM pg_catalog.pg_stat_activity a
        WHERE a.datname = pg_catalog.current_database() AND a.backend_type <> 'autovacuum worker' AND a.pid <> pg_catalog.pg_backend_pid()
          AND (a.usename = ANY (roles) OR a.backend_xid IS NOT NULL) OFFSET 0) room
$body$;

-- The token goes behind everything written so far.
CREATE OR REPLACE FUNCTION qianyun_mig.put_token(sender text, value text, number bigint) RETURNS pg_lsn LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM qianyun_mig.hold(number);
  UPDATE qianyun_mig.token SET token = value WHERE side = sender;
  RETURN pg_current_wal_insert_lsn();
END $body$;

-- Close the door, clear the room, write the token behind the last write: one round trip. The role change need not be flushed by itself:
-- the token's commit, later in the same log, flushes it before anything can be opened elsewhere; a crash before that leaves the door as it was.
CREATE OR REPLACE PROCEDURE qianyun_mig.close_door(roles text[], number bigint, patience int, sender text, value text, INOUT head pg_lsn)
LANGUAGE plpgsql AS $body$
DECLARE
  role text;
  starting int[];
  told int[] := '{}';
  room record;
  deadline timestamptz := clock_timestamp() + make_interval(secs => patience / 1000.0);
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM qianyun_mig.hold(number);
  FOREACH role IN ARRAY roles LOOP EXECUTE format('ALTER ROLE %I NOLOGIN', role); END LOOP;
  COMMIT;
  starting := qianyun_mig.starting();
  LOOP
    -- Order matters: who is seen starting here and has become a session by the next line is counted there.
    IF starting <> '{}' THEN
      PERFORM pg_stat_clear_snapshot();
      starting := ARRAY(SELECT unnest(starting) INTERSECT SELECT unnest(qianyun_mig.starting()));
    END IF;
    PERFORM pg_stat_clear_snapshot();
    room := qianyun_mig.clear_room(roles);
    -- A session that was told to end a turn ago and is idle now can begin nothing more: it looks for the signal before each command. Waiting until
    -- it is gone too costs 10 to 20 ms with eight sessions on two cores.
    EXIT WHEN room.busy = 0 AND room.present <@ told AND starting = '{}';
    told := room.present;
    IF clock_timestamp() > deadline THEN
      RAISE EXCEPTION '% sessions or transactions left', room.busy + cardinality(starting) USING ERRCODE = '${DOOR_NOT_CLEAR}';
    END IF;
    PERFORM pg_sleep(0.001);
  END LOOP;
  head := qianyun_mig.put_token(sender, value, number);
END $body$;

-- A token \`<value> <feed>\` puts the feed to sleep in the very transaction that brings it: the apply worker looks at its subscription before
-- each transaction, so it applies nothing behind the token, and nobody has to wait for its end. Fires in apply workers only, and not for a beat,
-- which leaves an old token in the row.
CREATE OR REPLACE FUNCTION qianyun_mig.last_token() RETURNS trigger LANGUAGE plpgsql AS $body$
DECLARE feed text := split_part(NEW.token, ' ', 2);
BEGIN
  -- Only the token of the switch under way here counts: that of one that was undone may arrive late. The row stays locked until this has been
  -- applied, so that whoever undoes the switch at this moment wakes the feed after it, not before.
  PERFORM 1 FROM qianyun_mig.state WHERE switch = split_part(NEW.token, ' ', 1) FOR SHARE;
  IF FOUND AND EXISTS (SELECT 1 FROM pg_catalog.pg_subscription WHERE subname = feed
    AND subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())) THEN
    EXECUTE pg_catalog.format('ALTER SUBSCRIPTION %I DISABLE', feed);
  END IF;
  RETURN NULL;
END $body$;
DROP TRIGGER IF EXISTS last_token ON qianyun_mig.token;
CREATE TRIGGER last_token AFTER UPDATE ON qianyun_mig.token FOR EACH ROW
  WHEN (OLD.token IS DISTINCT FROM NEW.token) EXECUTE FUNCTION qianyun_mig.last_token();
ALTER TABLE qianyun_mig.token ENABLE REPLICA TRIGGER last_token;

-- Where this side's log stands once the token is here; NULL when it did not come in time. What the feed applied lies before that position.
CREATE OR REPLACE FUNCTION qianyun_mig.await_token(sender text, value text, patience int) RETURNS pg_lsn LANGUAGE plpgsql AS $body$
DECLARE deadline timestamptz := clock_timestamp() + make_interval(secs => patience / 1000.0);
BEGIN
  LOOP
    PERFORM 1 FROM qianyun_mig.token WHERE side = sender AND token = value;
    IF FOUND THEN RETURN pg_current_wal_insert_lsn(); END IF;
    IF clock_timestamp() > deadline THEN RETURN NULL; END IF;
    PERFORM pg_sleep(0.001);
  END LOOP;
END $body$;

CREATE OR REPLACE FUNCTION qianyun_mig.await_beat(sender text, value bigint, patience int) RETURNS bigint LANGUAGE plpgsql AS $body$
DECLARE
  seen bigint;
  deadline timestamptz := clock_timestamp() + make_interval(secs => patience / 1000.0);
BEGIN
  LOOP
    SELECT beat INTO seen FROM qianyun_mig.token WHERE side = sender;
    IF seen >= value OR clock_timestamp() > deadline THEN RETURN seen; END IF;
    PERFORM pg_sleep(0.001);
  END LOOP;
END $body$;

-- To the end of the transaction the server's extensions note that there was a statement and not what was in it. Only what is loaded knows these settings.
CREATE OR REPLACE FUNCTION qianyun_mig.keep_text_out() RETURNS void LANGUAGE sql AS $body$
  SELECT pg_catalog.set_config(s.name, quiet.value, true)
  FROM pg_catalog.pg_settings s JOIN (VALUES ('pgaudit.log_statement', 'off'), ('pgaudit.log_parameter', 'off'), ('pg_stat_statements.track_utility', 'off'),
    ('auto_explain.log_min_duration', '-1')) quiet(name, value) ON quiet.name = s.name
$body$;

-- The address comes from the session, where it was left as a parameter: in no text that pg_stat_activity or an audit shows is a password. An error is
-- raised again because the first one would name the statement that failed, to the client and in the server's log.
CREATE OR REPLACE FUNCTION qianyun_mig.subscribe(feed text, publication text, options text) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE address text := pg_catalog.current_setting('qianyun.address');
BEGIN
  PERFORM pg_catalog.set_config('qianyun.address', '', false), qianyun_mig.keep_text_out();
  EXECUTE pg_catalog.format('CREATE SUBSCRIPTION %I CONNECTION %L PUBLICATION %I WITH (%s)', feed, address, publication, options);
EXCEPTION WHEN OTHERS THEN
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = SQLERRM;
END $body$;

-- Makes a sleeping feed begin at \`head\` of its sender. What the sender wrote before it (above all what the feed in the other direction applied
-- there) is never sent: before version 16 there is no origin filter, this position is what makes a loop impossible.
CREATE OR REPLACE FUNCTION qianyun_mig.aim_feed(feed text, head pg_lsn, number bigint) RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM qianyun_mig.hold(number);
  PERFORM pg_replication_origin_advance('pg_' || oid, head) FROM pg_subscription
  WHERE subname = feed AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database());
END $body$;

-- Sets the named sequences and reads all of them back: what each says afterwards is part of the proof.
CREATE OR REPLACE FUNCTION qianyun_mig.set_sequences(names text[], positions bigint[], called boolean[], every text[])
RETURNS TABLE (name text, state text) LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM set_config('synchronous_commit', 'off', true);
  PERFORM setval(s.name::regclass, s.position, s.called) FROM unnest(names, positions, called) AS s(name, position, called);
  FOREACH name IN ARRAY every LOOP
    EXECUTE 'SELECT last_value || '','' || is_called FROM ' || name INTO state;
    RETURN NEXT;
  END LOOP;
END $body$;

-- The point of no silent return, one transaction. \`attempt\` is cleared by whoever aborts, so that a late call opens nothing.
CREATE OR REPLACE FUNCTION qianyun_mig.open_door(number bigint, attempt text, next_epoch bigint) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE role text;
BEGIN
  PERFORM qianyun_mig.hold(number);
  UPDATE qianyun_mig.state SET epoch = next_epoch, switch = NULL WHERE switch = attempt AND epoch < next_epoch;
  IF NOT FOUND THEN RAISE EXCEPTION 'switch % is not the one under way', attempt USING ERRCODE = '${SWITCH_CHANGED}'; END IF;
  FOREACH role IN ARRAY (SELECT doors FROM qianyun_mig.state) LOOP EXECUTE format('ALTER ROLE %I LOGIN', role); END LOOP;
END $body$;
`
