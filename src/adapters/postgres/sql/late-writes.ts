/**
 * Tables changed in transactions that stand behind the token `$3` in the slot `$1`, `$2` being the publication. Looks without taking: the slot stays
 * as it is. A transaction is sent when it commits, so what comes behind the token's in this order was not there when the token was written, wherever
 * its changes lie in the log. Without the token in it the slot is past it, and all of it is late. Values do not leave the server: of each message
 * only its kind (Insert, Update, Delete, Truncate) and the number of the table are read.
 */
export const lateWrites = `
WITH message AS (
  SELECT ordinality AS number, data, chr(get_byte(data, 0)) AS kind
  FROM pg_logical_slot_peek_binary_changes($1, NULL, NULL, 'proto_version', '1', 'publication_names', $2) WITH ORDINALITY),
token AS (
  SELECT coalesce(max(number), 0) AS number FROM message WHERE kind = 'U' AND position(convert_to($3, getdatabaseencoding()) IN data) > 0),
changed AS (
  SELECT DISTINCT ('x' || encode(substr(data, CASE kind WHEN 'T' THEN 7 + 4 * at ELSE 2 END, 4), 'hex'))::bit(32)::int8::oid AS relation
  FROM message CROSS JOIN LATERAL generate_series(0, CASE kind WHEN 'T' THEN get_byte(data, 4) - 1 ELSE 0 END) at
  WHERE kind IN ('I', 'U', 'D', 'T') AND message.number > (SELECT number FROM token))
SELECT format('%I.%I', n.nspname, c.relname) AS name FROM changed JOIN pg_class c ON c.oid = changed.relation JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname <> 'qianyun_mig' ORDER BY 1`
