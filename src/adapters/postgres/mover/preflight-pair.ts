import type { DatabaseMove, PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { notOfExtension, userSchema } from '../sql/catalog.js'
import { namesOf } from './names.js'
import { found } from './preflight-finding.js'
import type { Sides } from './sides.js'
import { readState } from './state.js'

/** What can only be judged with both sides in view. */
export async function comparePair(move: DatabaseMove, sides: Sides): Promise<readonly PreflightFinding[]> {
  return (await Promise.all([
    extensions(sides), rolesInUse(move, sides, 'source'), rolesInUse(move, sides, 'target'), jobs(sides.source), leftovers(move, sides), versions(sides), emptiness(move, sides),
  ])).flat()
}

interface Extension extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly version: string
  readonly tables: number
}

interface Available extends Readonly<Record<string, unknown>> {
  readonly name: string
  readonly given: string
}

/** A dump names no version: the target takes the one it gives by default, and an older one than the source's lacks what that has. */
async function extensions({ source, target }: Sides): Promise<readonly PreflightFinding[]> {
  const used = await source.rows<Extension>(
    'SELECT extname AS name, extversion AS version, coalesce(cardinality(extconfig), 0) AS tables FROM pg_extension ORDER BY 1')
  const known = new Map((await target.rows<Available>(
    'SELECT name::text, default_version AS given FROM pg_available_extensions')).map((one) => [one.name, one]))
  const missing = used.filter(({ name }) => !known.has(name)).map(({ name, version }) => `${name} ${version}`)
  const others = used.flatMap(({ name, version }) => {
    const there = known.get(name)
    return !there || there.given === version ? [] : [{ object: `${name} ${version} -> ${there.given}`, older: isOlder(there.given, version) }]
  })
  return [
    ...found({ check: 'P13', severity: 'block', objects: missing }),
    ...found({ check: 'P13', severity: 'block', objects: others.filter(({ older }) => older).map(({ object }) => object), params: { what: 'older' } }),
    ...found({ check: 'P13', severity: 'warn', objects: others.filter(({ older }) => !older).map(({ object }) => object), params: { what: 'version' } }),
    ...found({ check: 'P13', severity: 'warn', objects: used.filter(({ tables }) => tables > 0).map(({ name }) => `${name} keeps settings in tables`), params: { what: 'tables' } }),
  ]
}

/** Versions are numbers with dots, as a rule; by anything else neither is older. */
function isOlder(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) => version.split('.').map((part) => Number.parseInt(part) || 0))
  const differing = a!.findIndex((part, index) => part !== (b![index] ?? 0))
  return differing === -1 ? a!.length < b!.length : a![differing]! < (b![differing] ?? 0)
}

/** A role belongs to its whole server: one that also serves another database there must not be locked by this move. */
export async function rolesInUse(move: DatabaseMove, sides: Sides, side: Side): Promise<readonly PreflightFinding[]> {
  const rows = await sides[side].rows<{ object: string }>(
    `SELECT DISTINCT format('%s uses database %s', usename, datname) AS object FROM pg_stat_activity
     WHERE usename = ANY ($1) AND datname <> current_database()`, [move.appRoles])
  return found({ check: 'P20', severity: 'block', objects: rows.map(({ object }) => object), params: { side } })
}

/** Jobs of pg_cron, where it keeps them: they write on their own, and after the copy on both sides. */
async function jobs(source: Session): Promise<readonly PreflightFinding[]> {
  const { known } = await source.one<{ known: boolean }>(`SELECT to_regclass('cron.job') IS NOT NULL AS known`)
  if (!known) return []
  const rows = await source.rows<{ object: string }>(`SELECT format('job %s: %s', jobid, schedule) AS object FROM cron.job WHERE database = current_database()`)
  return found({ check: 'P15', severity: 'warn', objects: rows.map(({ object }) => object), params: { side: 'source', what: 'jobs' } })
}

/** Another move's mark is that move's affair; what has our names without any mark was left by one that is over, and `fix` removes it. */
async function leftovers(move: DatabaseMove, sides: Sides): Promise<readonly PreflightFinding[]> {
  const { publication, feedFrom } = namesOf(move)
  const findings = await Promise.all((['source', 'target'] as const).map(async (side) => {
    const state = await readState(sides[side])
    if (state) return found({ check: 'P24', severity: 'block', objects: state.move === move.name ? [] : [`move ${state.move}`], params: { side } })
    const remains = await remainsOf(sides[side])
    const ours = remains.filter(({ name }) => [publication, ...Object.values(feedFrom)].includes(name))
    const rest = remains.filter((one) => !ours.includes(one))
    return ([['block', ours], ['warn', rest]] as const).flatMap(([severity, some]) => found({
      check: 'P24', severity, objects: some.map(({ kind, name }) => `${kind} ${name}`), params: { side, what: 'remains' }, by: 'ours', statements: some.map(({ statement }) => statement),
    }))
  }))
  return findings.flat()
}

export interface Remains extends Readonly<Record<string, unknown>> {
  readonly kind: 'slot' | 'publication' | 'subscription'
  readonly name: string
  readonly statement: string
}

/** What of this database has a name that only moves give; subscriptions first, for they read slots. */
export async function remainsOf(session: Session): Promise<readonly Remains[]> {
  return await session.rows<Remains>(
    `SELECT 'subscription' AS kind, subname AS name, format('DROP SUBSCRIPTION %I', subname) AS statement FROM pg_subscription
       WHERE subname LIKE 'qianyun\\_%' AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     UNION ALL SELECT 'slot', slot_name, format('SELECT pg_drop_replication_slot(%L)', slot_name) FROM pg_replication_slots
       WHERE slot_name LIKE 'qianyun\\_%' AND database = current_database()
     UNION ALL SELECT 'publication', pubname, format('DROP PUBLICATION %I', pubname) FROM pg_publication WHERE pubname LIKE 'qianyun\\_%' ORDER BY 1 DESC, 2`)
}

async function versions({ source, target }: Sides): Promise<readonly PreflightFinding[]> {
  const [old, fresh] = await Promise.all([source, target].map((session) =>
    session.one<{ major: number }>(`SELECT current_setting('server_version_num')::int / 10000 AS major`)))
  return found({ check: 'P28', severity: 'block', objects: fresh!.major < old!.major ? [`${old!.major} -> ${fresh!.major}`] : [], params: { what: 'version' } })
}

/** What this move itself copied does not count: it is kept, or emptied when the copy was cut off. */
async function emptiness(move: DatabaseMove, { target }: Sides): Promise<readonly PreflightFinding[]> {
  const state = await readState(target)
  if (state && state.move === move.name && state.stage !== 'prepared') return []
  return found({ check: 'P28', severity: 'block', objects: await contentOf(target), params: { what: 'content' } })
}

/** Tables, sequences, views and large objects that are in a database already; the first 20. */
export async function contentOf(session: Session): Promise<readonly string[]> {
  const rows = await session.rows<{ object: string }>(
    `SELECT c.oid::regclass::text AS object FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${userSchema} AND ${notOfExtension}
     UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata ORDER BY 1 LIMIT 20`)
  return rows.map(({ object }) => object)
}
