import type { Client } from 'pg'

/** True when the slot is there and still holds the WAL that the replica needs; `lost` means the replica must be built again. */
export async function slotUsable(primary: Client, slot: string): Promise<boolean> {
  const { rowCount } = await primary.query("SELECT FROM pg_replication_slots WHERE slot_name = $1 AND wal_status IS DISTINCT FROM 'lost'", [slot])
  return rowCount === 1
}

/** Keeps the server's log from now on for the one that follows under this name; the server's max_slot_wal_keep_size bounds it. */
export async function ensureSlot(server: Client, slot: string): Promise<void> {
  if (await slotUsable(server, slot)) return
  await dropSlot(server, slot)
  await server.query('SELECT pg_create_physical_replication_slot($1, true)', [slot])
}

/**
 * Drops the slot, with the sessions that use it: a base backup whose worker was killed goes on as an orphan
 * and would hold it. Ending a session takes a moment, hence several tries of 100 ms.
 */
export async function dropSlot(primary: Client, slot: string): Promise<void> {
  await endReplication(primary, slot)
  await primary.query(
    `DO $$ BEGIN
       FOR try IN 1..50 LOOP
         PERFORM pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '${slot}' AND NOT active;
         EXIT WHEN NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '${slot}');
         PERFORM pg_sleep(0.1);
       END LOOP;
     END $$`,
  )
}

/** Ends base backups and streams that run under this application name. */
export async function endReplication(server: Client, applicationName: string): Promise<void> {
  await server.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'walsender' AND application_name = $1", [applicationName])
}
