import type { DatabaseMove, PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Row, Session } from '../connection.js'
import { versionNumber } from '../server-version.js'
import { servesOthers } from './doors.js'
import { hasReplicas } from './measure.js'
import { finding } from './preflight.js'
import { otherMove, otherMoves } from './prepare.js'
import { checkScheduler } from './scheduler.js'
import type { Sides } from './sides.js'

type Finding = PreflightFinding | undefined

/** Settings as both servers have them. */
interface Settings extends Row {
  readonly version: string
  readonly serverId: number
  readonly domain: number
  readonly strict: number
  readonly names: number
  readonly page: number
  readonly mode: string
  readonly zone: string
  readonly recovery: number
}

const settingsSql = `SELECT version() AS version, @@global.server_id AS serverId, @@global.gtid_domain_id AS domain, @@global.gtid_strict_mode AS strict,
  @@global.lower_case_table_names AS names, @@global.innodb_page_size AS page, @@global.sql_mode AS mode,
  if(@@global.time_zone = 'SYSTEM', @@global.system_time_zone, @@global.time_zone) AS zone,
  @@global.relay_log_recovery AS recovery`

interface PairSettings {
  readonly old: Settings
  readonly fresh: Settings
}

/** What can only be judged with both sides in view. */
export async function comparePair(move: DatabaseMove, sides: Sides): Promise<readonly Finding[]> {
  const [old, fresh] = await Promise.all([sides.source, sides.target].map((session) => session.one<Settings>(settingsSql)))
  const pair = { old: old!, fresh: fresh! }
  return [
    ...serverSettings(pair), await collations(move, sides), await checkScheduler(move, sides), await prepared(sides.source),
    ...identities(pair), ...await Promise.all((['source', 'target'] as const).map((side) => replication(move, sides[side], side))),
    await recovery(move, sides, pair), await neighbours(move, sides, pair), versions(pair),
    finding('M11', 'block', move.source.database.includes(',') ? [move.source.database] : [], { what: 'filter' }),
  ]
}

function serverSettings({ old, fresh }: PairSettings): readonly Finding[] {
  const named = (name: string, left: string | number, right: string | number) => (left === right ? [] : [`${name}: ${left} -> ${right}`])
  const page = fresh.page < old.page ? named('innodb_page_size', old.page, fresh.page) : []
  return [
    finding('M7', 'block', [...named('lower_case_table_names', old.names, fresh.names), ...page], { what: 'setting' }),
    finding('M7', 'warn', [...named('sql_mode', old.mode, fresh.mode), ...named('time_zone', old.zone, fresh.zone)], { what: 'setting' }),
  ]
}

async function collations(move: DatabaseMove, { source, target }: Sides): Promise<Finding> {
  const used = await source.rows<{ name: string }>(
    'SELECT DISTINCT collation_name AS name FROM information_schema.columns WHERE table_schema = ? AND collation_name IS NOT NULL', [move.source.database])
  const known = new Set((await target.rows<{ name: string }>('SELECT id, collation_name AS name FROM information_schema.collations')).map(({ name }) => name))
  return finding('M7', 'block', used.map(({ name }) => name).filter((name) => !known.has(name)), { what: 'collation' })
}

async function prepared(source: Session): Promise<Finding> {
  const rows = await source.rows<{ data: string }>('XA RECOVER')
  return finding('M9', 'block', rows.map((_, index) => `XA transaction ${index + 1}`), { side: 'source', what: 'xa' })
}

function identities({ old, fresh }: PairSettings): readonly Finding[] {
  const shared = old.domain === fresh.domain ? [`gtid_domain_id = ${old.domain}`] : []
  return [
    finding('M11', 'block', old.serverId === fresh.serverId ? [`server_id = ${old.serverId}`] : [], { what: 'server_id' }),
    // In strict mode a server refuses what is not in the order of its domain, and two servers that write number independently.
    finding('M11', old.strict === 1 || fresh.strict === 1 ? 'block' : 'warn', shared, { what: 'domain' }),
  ]
}

/** Replication that is not ours writes past every fence, and shares positions and filters with our connections. */
async function replication(move: DatabaseMove, session: Session, side: Side): Promise<Finding> {
  const rows = await session.rows<{ Connection_name: string }>('SHOW ALL SLAVES STATUS')
  const foreign = rows.map(({ Connection_name }) => Connection_name).filter((name) => !name.startsWith('qianyun_')).map((name) => `connection '${name}'`)
  const other = await otherMove(session, move)
  return finding('M11', 'block', [...foreign, ...(other === undefined ? [] : [`move ${other}`])], { side, what: 'replication' })
}

/** Without it a server that crashed goes on with log it had received before, and the filter that keeps other databases out is gone by then. */
async function recovery(move: DatabaseMove, { source, target }: Sides, { old, fresh }: PairSettings): Promise<Finding> {
  const shared = await servesOthers(source, move.source.database) || await servesOthers(target, move.source.database)
  const lacking = [...(old.recovery === 1 ? [] : ['source: relay_log_recovery = OFF']), ...(fresh.recovery === 1 ? [] : ['target: relay_log_recovery = OFF'])]
  return finding('M11', shared ? 'block' : 'warn', lacking, { what: 'recovery' })
}

/**
 * Two moves between the same servers number their transactions in one domain, each in its own time: strict mode stops the later one (1950), and a
 * replica of the target that goes by GTID could leave some out.
 */
async function neighbours(move: DatabaseMove, { source, target }: Sides, { old, fresh }: PairSettings): Promise<Finding> {
  const others = (await Promise.all([source, target].map((session) => otherMoves(session, move)))).flat()
  if (others.length === 0) return undefined
  const strict = [...(old.strict === 1 ? ['source: gtid_strict_mode = ON'] : []), ...(fresh.strict === 1 ? ['target: gtid_strict_mode = ON'] : [])]
  return finding('M11', 'block', [...strict, ...(await hasReplicas(target) ? ['target: replicas'] : [])], { what: 'neighbours' })
}

function versions({ old, fresh }: PairSettings): Finding {
  const older = versionNumber(fresh.version) < versionNumber(old.version) ? [`${old.version} -> ${fresh.version}`] : []
  return finding('M12', 'block', older, { what: 'older' })
}
