/** What slot `$1` keeps of this server's log, and what it may keep. `wal_status` and the limit are known since version 13. */
export const slotRetention = `
SELECT coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), s.restart_lsn), 0)::float8 AS retained, to_jsonb(s) ->> 'wal_status' AS status,
  (SELECT setting::float8 * 1048576 FROM pg_settings WHERE name = 'max_slot_wal_keep_size' AND setting::int >= 0) AS keep
FROM pg_replication_slots s WHERE s.slot_name = $1`

/**
 * Size and free bytes of the disk the log lies on, as the server's own \`df\` tells; the server runs in its data folder. The table holds the two lines for
 * the length of a transaction that is rolled back: unlogged, so that nothing of it reaches the feed, and there already, so that the catalog does not grow.
 */
export const readDisk = `BEGIN; COPY qianyun_mig.disk FROM PROGRAM 'LC_ALL=C df -Pk pg_wal/'`

export const diskRead = `
SELECT f[1]::float8 * 1024 AS size, f[2]::float8 * 1024 AS free
FROM qianyun_mig.disk, regexp_match(line, '\\s(\\d+)\\s+\\d+\\s+(\\d+)\\s+\\d+%\\s') f WHERE f IS NOT NULL LIMIT 1`
