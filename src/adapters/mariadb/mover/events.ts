import type { Row, Session } from '../connection.js'
import { accountParts, identifier, literal } from '../sql/quote.js'

/** Names of the events that run by themselves on a side. */
export async function enabledEvents(session: Session, database: string): Promise<readonly string[]> {
  return await eventsWith(session, database, 'ENABLED')
}

/** The status by which the server itself marks events that came by replication and must run elsewhere only. */
export async function stopEvents(session: Session, database: string): Promise<void> {
  const names = await enabledEvents(session, database)
  for (const name of names) await session.run(`ALTER EVENT ${identifier(database)}.${identifier(name)} DISABLE ON SLAVE`)
}

/** One that an administrator has disabled or dropped since stays so. */
export async function startEvents(session: Session, database: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const waiting = await eventsWith(session, database, 'SLAVESIDE_DISABLED')
  for (const name of waiting.filter((one) => names.includes(one))) await session.run(`ALTER EVENT ${identifier(database)}.${identifier(name)} ENABLE`)
}

async function eventsWith(session: Session, database: string, status: string): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(
    'SELECT event_name AS name FROM information_schema.events WHERE event_schema = ? AND status = ? ORDER BY 1', [database, status])
  return rows.map(({ name }) => name)
}

interface EventRow extends Row {
  readonly name: string
  readonly definer: string
  readonly zone: string
  readonly mode: string
  readonly client: string
  readonly connection: string
  readonly at: string | null
  readonly every: string | null
  readonly unit: string | null
  readonly starts: string | null
  readonly ends: string | null
  readonly completion: string
  readonly comment: string
  readonly body: string
}

const eventsSql = `SELECT event_name AS name, definer, time_zone AS zone, sql_mode AS mode, character_set_client AS client,
    collation_connection AS connection, execute_at AS at, interval_value AS every, interval_field AS unit, starts, ends, on_completion AS completion,
    event_comment AS comment, event_definition AS body
  FROM information_schema.events WHERE event_schema = ? ORDER BY event_name`

/** Brings the events over asleep: in a dump they would arrive awake and run on both sides. Gives how many. */
export async function copyEvents(source: Session, target: Session, database: string): Promise<number> {
  const events = await source.rows<EventRow>(eventsSql, [database])
  for (const event of events) await target.run(`${environmentOf(event)}; ${creationOf(event, database)}`)
  if (events.length > 0) await target.run(`SET time_zone = '+00:00', sql_mode = 'NO_ENGINE_SUBSTITUTION', NAMES utf8mb4 COLLATE utf8mb4_bin`)
  return events.length
}

const environmentOf = ({ zone, mode, connection }: EventRow): string =>
  `SET time_zone = ${literal(zone)}, sql_mode = ${literal(mode)}, collation_connection = ${connection}`

function creationOf(event: EventRow, database: string): string {
  const { user, host } = accountParts(event.definer)
  return `CREATE DEFINER = ${literal(user)}@${literal(host)} EVENT ${identifier(database)}.${identifier(event.name)} ON SCHEDULE ${scheduleOf(event)}
    ON COMPLETION ${event.completion} DISABLE ON SLAVE COMMENT ${literal(event.comment)} DO ${event.body}`
}

function scheduleOf({ at, every, unit, starts, ends }: EventRow): string {
  if (every === null || unit === null) return `AT ${literal(at ?? '')}`
  const bounds = [...(starts === null ? [] : [`STARTS ${literal(starts)}`]), ...(ends === null ? [] : [`ENDS ${literal(ends)}`])]
  return [`EVERY ${/^\d+$/.test(every) ? every : literal(every)} ${unit}`, ...bounds].join(' ')
}
