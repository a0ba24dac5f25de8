import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { milliseconds } from '../../../model/duration.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import { sqlState, type Session } from '../connection.js'
import { connectionString, identifier, literal } from '../sql/quote.js'
import { endpointOf, namesOf, otherSide } from './names.js'
import type { Sides } from './sides.js'

/** Publishes everything, so that a table the other side lacks stops the feed visibly instead of being left out silently. */
export async function ensurePublication(session: Session, move: DatabaseMove): Promise<void> {
  const { publication } = namesOf(move)
  const found = await session.rows('SELECT 1 FROM pg_publication WHERE pubname = $1', [publication])
  if (found.length === 0) await session.run(`CREATE PUBLICATION ${identifier(publication)} FOR ALL TABLES`)
}

/** The slot on the sender comes first: it holds every write until the subscription asks for it. */
export async function createSlot(session: Session, name: string): Promise<void> {
  await session.rows(`SELECT pg_create_logical_replication_slot($1, 'pgoutput')`, [name])
}

/**
 * The receiver's half of the feed from `from`, onto a slot that exists, as a statement for this very session of the receiver. Creates no slot, so it may
 * stand in a transaction. The address with its password is no part of it: it waits in the session, and the function takes it from there.
 */
export async function subscriptionStatement(receiver: Session, move: DatabaseMove, from: Side, enabled: boolean): Promise<string> {
  const { publication, feedFrom } = namesOf(move)
  const { host, port, database, user, password } = endpointOf(move, from)
  const name = feedFrom[from]
  await leaveAddress(receiver, connectionString({
    host, port, dbname: database, user, password, application_name: name, connect_timeout: 10,
    keepalives_idle: 30, keepalives_interval: 10, keepalives_count: 3,
  }))
  const options = `copy_data = false, create_slot = false, slot_name = ${literal(name)}, enabled = ${enabled}${await optionsOfVersion(receiver)}`
  return `SELECT qianyun_mig.subscribe(${literal(name)}, ${literal(publication)}, ${literal(options)})`
}

/** As a parameter: statement texts are what other people's monitoring shows. Where an audit would write parameters down it leaves out this one's. */
async function leaveAddress(receiver: Session, address: string): Promise<void> {
  await receiver.run('BEGIN; SELECT qianyun_mig.keep_text_out()')
  try {
    await receiver.rows(`SELECT set_config('qianyun.address', $1, false) IS NULL`, [address])
    await receiver.run('COMMIT')
  } catch (error) {
    await receiver.run('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** From 16 on rows are applied as their table's owner, whom row security holds; as ourselves they all arrive. */
async function optionsOfVersion(session: Session): Promise<string> {
  const { version } = await session.one<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)
  return `${version >= 140_000 ? ', streaming = on' : ''}${version >= 160_000 ? ', run_as_owner = true' : ''}`
}

export async function subscriptionExists(session: Session, name: string): Promise<boolean> {
  const found = await session.rows(
    'SELECT 1 FROM pg_subscription WHERE subname = $1 AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())', [name])
  return found.length > 0
}

/** Without its slot's name the subscription drops even when the other side cannot be reached. Its worker is gone afterwards. */
export async function dropSubscription(session: Session, name: string): Promise<void> {
  if (!await subscriptionExists(session, name)) return
  const quoted = identifier(name)
  await session.run(`ALTER SUBSCRIPTION ${quoted} DISABLE; ALTER SUBSCRIPTION ${quoted} SET (slot_name = NONE); DROP SUBSCRIPTION ${quoted}`)
}

/** Ends the process that reads a slot, if one does, and tells whether there was a slot at all. */
export async function endSender(session: Session, name: string): Promise<'none' | 'ended' | 'idle'> {
  const [slot] = await session.rows<{ active: boolean }>(
    'SELECT active, CASE WHEN active THEN pg_terminate_backend(active_pid) END FROM pg_replication_slots WHERE slot_name = $1', [name])
  return slot === undefined ? 'none' : slot.active ? 'ended' : 'idle'
}

/** A slot whose sender process still runs refuses to be dropped; the process is ended first, up to 5 s. */
export async function dropSlot(session: Session, name: string, clock: Clock): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const sender = await endSender(session, name)
    if (sender === 'none' || (sender === 'idle' && await tryDrop(session, name))) return
    await clock.sleep(milliseconds(10))
  }
  throw new DiagnosticError(problem('MOVE_SLOT_LEFT', { slot: name }))
}

async function tryDrop(session: Session, name: string): Promise<boolean> {
  try {
    await session.rows('SELECT pg_drop_replication_slot($1)', [name])
    return true
  } catch (error) {
    // In use again by a sender that was just started, or gone by itself.
    if (sqlState(error) === '55006' || sqlState(error) === '42704') return false
    throw error
  }
}

/** Both halves of the feed that leaves `from`. The receiver first, or it would ask again for a slot that is gone. */
export async function dropFeed(sides: Sides, move: DatabaseMove, from: Side, clock: Clock): Promise<void> {
  const name = namesOf(move).feedFrom[from]
  await dropSubscription(sides[otherSide(from)], name)
  await dropSlot(sides[from], name, clock)
}

export async function feedExists(sides: Sides, move: DatabaseMove, from: Side): Promise<boolean> {
  const name = namesOf(move).feedFrom[from]
  const enabled = await sides[otherSide(from)].rows('SELECT 1 FROM pg_subscription WHERE subname = $1 AND subenabled', [name])
  const slot = await sides[from].rows('SELECT 1 FROM pg_replication_slots WHERE slot_name = $1', [name])
  return enabled.length > 0 && slot.length > 0
}
