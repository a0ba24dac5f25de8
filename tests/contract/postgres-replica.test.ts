import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { createPostgresReplica } from '../../src/adapters/postgres/replica/index.js'
import { systemClock } from '../../src/adapters/system/clock.js'
import type { StepContext } from '../../src/model/step.js'
import type { DatabaseEndpoint } from '../../src/ports/data-mover.js'
import { replicaContract } from '../../src/ports/replica.contract.js'
import type { PostgresServer } from '../support/postgres-server.js'
import { startPostgres } from '../support/postgres-server.js'
import { replicaPlace, stepContexts } from '../support/replica-place.js'

/** Settings, timeline, and every object and role, but no heartbeat and nothing that the users write. */
const fingerprint = `
  SELECT (SELECT timeline_id FROM pg_control_checkpoint()) AS timeline,
    (SELECT json_agg(nspname || '.' || relname ORDER BY 1)
     FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname NOT LIKE 'pg\\_%') AS objects,
    (SELECT json_agg(name || '=' || setting ORDER BY name) FROM pg_settings) AS settings,
    (SELECT json_agg(slot_name ORDER BY 1) FROM pg_replication_slots) AS slots,
    (SELECT json_agg(application_name ORDER BY 1) FROM pg_stat_replication) AS replicas`

const leftovers = `
  SELECT slot_name::text AS name FROM pg_replication_slots UNION ALL SELECT application_name FROM pg_stat_replication
  UNION ALL SELECT nspname FROM pg_namespace WHERE nspname LIKE 'qianyun%'`

replicaContract('the PostgreSQL adapter', async () => {
  const primary = await startPostgres()
  await primary.query('postgres', 'CREATE DATABASE app')
  await primary.query('app', 'CREATE TABLE bill (id bigserial PRIMARY KEY, note text)')
  await primary.query('app', 'INSERT INTO bill (note) SELECT md5(n::text) FROM generate_series(1, 20000) n')
  const { place, remove } = await replicaPlace(primary, 'app')
  const users = keepWriting(primary)
  const replica = createPostgresReplica({ clock: systemClock })
  return {
    replica: { ...replica, drill: async (...call: [typeof place, StepContext]) => printed(await replica.drill(...call)) },
    place,
    context: stepContexts(),
    rowsOnPrimary: () => rowsAt(place.primary),
    rowsOnReplica: () => rowsAt({ ...place.primary, port: place.port }).catch(() => undefined),
    fingerprintOfPrimary: async () => JSON.stringify(await primary.query('app', fingerprint)),
    leftOnPrimary: async () => (await primary.query<{ name: string }>('postgres', leftovers)).map(({ name }) => name),
    async stop() {
      await users.stop()
      await replica.destroy(place)
      await primary.stop()
      remove()
    },
  }
})

/** 50 rows a second, as users of the system would. */
function keepWriting(primary: PostgresServer): { stop(): Promise<void> } {
  let running = true
  const writing = (async () => {
    while (running) {
      await primary.query('app', "INSERT INTO bill (note) VALUES ('new')")
      await pause(20)
    }
  })()
  return { stop: () => { running = false; return writing } }
}

async function rowsAt(endpoint: DatabaseEndpoint): Promise<number> {
  const client = new Client(endpoint)
  await client.connect()
  try {
    const { rows } = await client.query<{ n: string }>('SELECT count(*) AS n FROM bill')
    return Number(rows[0]!.n)
  } finally {
    await client.end()
  }
}

function printed<T>(result: T): T {
  console.log(JSON.stringify(result))
  return result
}
