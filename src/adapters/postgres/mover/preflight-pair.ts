import type { DatabaseMove, PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { notOfExtension, userSchema } from '../sql/catalog.js'
import { namesOf } from './names.js'
import type { Sides } from './sides.js'
import { readState } from './state.js'

type Finding = PreflightFinding | undefined

/** What can only be judged with both sides in view. */
export async function comparePair(move: DatabaseMove, sides: Sides): Promise<readonly PreflightFinding[]> {
  const found = await Promise.all([
    extensions(sides), ...locale(sides), rolesInUse(move, sides, 'source'), rolesInUse(move, sides, 'target'), leftovers(move, sides), versions(sides), emptiness(move, sides),
  ])
  return found.filter((finding) => finding !== undefined)
}

const finding = (check: string, severity: PreflightFinding['severity'], objects: readonly string[], params: PreflightFinding['params'] = {}): Finding =>
  objects.length === 0 ? undefined : { check, severity, objects, params: { count: objects.length, ...params } }

async function extensions({ source, target }: Sides): Promise<Finding> {
  const used = await source.rows<{ name: string; version: string }>('SELECT extname AS name, extversion AS version FROM pg_extension')
  const available = await target.rows<{ name: string }>('SELECT DISTINCT name FROM pg_available_extensions')
  const known = new Set(available.map(({ name }) => name))
  return finding('P13', 'block', used.filter(({ name }) => !known.has(name)).map(({ name, version }) => `${name} ${version}`).sort())
}

const localeSql = `SELECT pg_encoding_to_char(encoding) AS encoding, datcollate || ' ' || datctype AS collation
  FROM pg_database WHERE datname = current_database()`

function locale({ source, target }: Sides): readonly Promise<Finding>[] {
  const read = Promise.all([source, target].map((session) => session.one<{ encoding: string; collation: string }>(localeSql)))
  const differing = (check: 'encoding' | 'collation', severity: PreflightFinding['severity']) => read.then(([old, fresh]) =>
    (old![check] === fresh![check] ? undefined : finding('P21', severity, [`${old![check]} -> ${fresh![check]}`], { what: check })))
  return [differing('encoding', 'block'), differing('collation', 'warn')]
}

/** A role belongs to its whole server: one that also serves another database there must not be locked by this move. */
async function rolesInUse(move: DatabaseMove, sides: Sides, side: Side): Promise<Finding> {
  const rows = await sides[side].rows<{ object: string }>(
    `SELECT DISTINCT format('%s uses database %s', usename, datname) AS object FROM pg_stat_activity
     WHERE usename = ANY ($1) AND datname <> current_database()`, [move.appRoles])
  return finding('P20', 'block', rows.map(({ object }) => object).sort(), { side })
}

async function leftovers(move: DatabaseMove, sides: Sides): Promise<Finding> {
  const { publication, feedFrom } = namesOf(move)
  const ours = [publication, ...Object.values(feedFrom)]
  const found = await Promise.all((['source', 'target'] as const).map(async (side) => {
    const state = await readState(sides[side])
    if (state) return state.move === move.name ? [] : [`${side}: move ${state.move}`]
    return (await namesInUse(sides[side], ours)).map((name) => `${side}: ${name}`)
  }))
  return finding('P24', 'block', found.flat())
}

async function namesInUse(session: Session, names: readonly string[]): Promise<readonly string[]> {
  const rows = await session.rows<{ name: string }>(
    `SELECT pubname::text AS name FROM pg_publication WHERE pubname = ANY ($1) UNION SELECT slot_name FROM pg_replication_slots WHERE slot_name = ANY ($1)
     UNION SELECT subname FROM pg_subscription WHERE subname = ANY ($1)
       AND subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1`, [names])
  return rows.map(({ name }) => name)
}

async function versions({ source, target }: Sides): Promise<Finding> {
  const [old, fresh] = await Promise.all([source, target].map((session) =>
    session.one<{ major: number }>(`SELECT current_setting('server_version_num')::int / 10000 AS major`)))
  return fresh!.major < old!.major ? finding('P28', 'block', [`${old!.major} -> ${fresh!.major}`], { what: 'version' }) : undefined
}

/** What this move itself copied does not count: it is kept, or emptied when the copy was cut off. */
async function emptiness(move: DatabaseMove, { target }: Sides): Promise<Finding> {
  const state = await readState(target)
  if (state && state.move === move.name && state.stage !== 'prepared') return undefined
  return finding('P28', 'block', await contentOf(target), { what: 'content' })
}

/** Tables, sequences, views and large objects that are in a database already; the first 20. */
export async function contentOf(session: Session): Promise<readonly string[]> {
  const rows = await session.rows<{ object: string }>(
    `SELECT c.oid::regclass::text AS object FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ${userSchema} AND ${notOfExtension}
     UNION ALL SELECT 'large object ' || oid FROM pg_largeobject_metadata ORDER BY 1 LIMIT 20`)
  return rows.map(({ object }) => object)
}
