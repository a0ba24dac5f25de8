import type { DatabaseMove, PreflightFinding } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { ourDatabases, systemDatabases } from '../sql/catalog.js'
import { enabledEvents } from './events.js'
import { finding } from './preflight.js'
import type { Sides } from './sides.js'

const startStatement = 'SET GLOBAL event_scheduler = ON'

/**
 * Events come over asleep, so a scheduler that runs on the target does no harm before the switch; one that does not run keeps them from waking
 * behind it. `fix`: `prepare` starts it. Where it would also wake events of other databases, somebody has to agree first.
 */
export async function checkScheduler(move: DatabaseMove, { source, target }: Sides): Promise<PreflightFinding | undefined> {
  const state = await schedulerOf(target)
  if (await schedulerOf(source) !== 'ON' || state === 'ON') return undefined
  const objects = (await enabledEvents(source, move.source.database)).length > 0 ? [`event_scheduler = ${state}`] : []
  const params = { side: 'target', what: 'scheduler' }
  // Disabled when the server was started, it can be started by a restart only.
  if (state === 'DISABLED') return finding('M5', 'block', objects, params)
  return finding('M5', await wakesOthers(target, move.source.database) ? 'block' : 'fix', objects, params, [startStatement])
}

/** Gives whether it was started. */
export async function startScheduler(move: DatabaseMove, sides: Sides): Promise<boolean> {
  if ((await checkScheduler(move, sides))?.severity !== 'fix') return false
  await sides.target.run(startStatement)
  return true
}

async function schedulerOf(session: Session): Promise<string> {
  return (await session.one<{ state: string }>('SELECT @@global.event_scheduler AS state')).state
}

async function wakesOthers(target: Session, database: string): Promise<boolean> {
  const events = await target.rows(
    `SELECT 1 FROM information_schema.events JOIN information_schema.schemata ON schema_name = event_schema
     WHERE status = 'ENABLED' AND event_schema <> ? AND schema_name NOT IN (${systemDatabases}) AND NOT ${ourDatabases} LIMIT 1`, [database])
  return events.length > 0
}
