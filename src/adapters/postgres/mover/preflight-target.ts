import type { DatabaseMove, PreflightFinding } from '../../../ports/data-mover.js'
import { found, foundRows, type FoundRow } from './preflight-finding.js'
import type { Sides } from './sides.js'
import { readState } from './state.js'
import { drift } from './sync-status.js'

const ofExtension = `EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e')`

/** Programs and people in the target's database who are not this product. `$1`: application roles. */
const strangers = `pg_stat_activity a WHERE a.datname = current_database() AND a.backend_type = 'client backend' AND a.usename <> current_user
  AND a.application_name NOT LIKE 'qianyun:%'`

const ending = `format('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND usename = %L', a.usename)`

/** What must not happen on the target while the other side serves: writes of anybody (P23), triggers on the copy's own statements (P15), another schema (P22). */
export async function checkTarget(move: DatabaseMove, sides: Sides): Promise<readonly PreflightFinding[]> {
  const [old, fresh] = await Promise.all([readState(sides.source), readState(sides.target)])
  if (fresh && fresh.epoch > (old?.epoch ?? 0)) return []
  const drifted = fresh?.stage === 'copied' ? await drift(sides) : []
  return [
    ...await earlyWriters(move, sides),
    ...(fresh && fresh.stage !== 'prepared' ? [] : await eventTriggers(sides)),
    ...found({ check: 'P22', severity: 'block', objects: drifted, params: { what: 'drift' } }),
  ]
}

async function earlyWriters({ appRoles }: DatabaseMove, { target }: Sides): Promise<readonly PreflightFinding[]> {
  const [roles, theirs, others] = await Promise.all([
    target.rows<FoundRow>(`SELECT rolname || ' can log in' AS object, format('ALTER ROLE %I NOLOGIN', rolname) AS statement
      FROM pg_roles WHERE rolcanlogin AND rolname = ANY ($1)`, [appRoles]),
    target.rows<FoundRow>(`SELECT DISTINCT format('session of %s (%s)', a.usename, a.application_name) AS object, ${ending} AS statement
      FROM ${strangers} AND a.usename = ANY ($1)`, [appRoles]),
    target.rows<FoundRow>(`SELECT DISTINCT format('session of %s (%s)', a.usename, a.application_name) AS object, ${ending} AS statement
      FROM ${strangers} AND a.usename <> ALL ($1)`, [appRoles]),
  ])
  return [
    ...foundRows(roles, 'target', { check: 'P23', severity: 'fix', by: 'ours' }),
    ...foundRows(theirs, 'target', { check: 'P23', severity: 'block', by: 'ours' }),
    ...foundRows(others, 'target', { check: 'P23', severity: 'warn', by: 'ours' }),
  ]
}

/** They fire on every statement by which the copy makes the schema, and may refuse it or write rows where only the feed may write. */
async function eventTriggers({ target }: Sides): Promise<readonly PreflightFinding[]> {
  const rows = await target.rows<FoundRow>(`SELECT 'event trigger ' || evtname AS object, format('ALTER EVENT TRIGGER %I DISABLE', evtname) AS statement
    FROM pg_event_trigger e WHERE evtenabled <> 'D' AND NOT ${ofExtension}`)
  return foundRows(rows, 'target', { check: 'P15', severity: 'block', by: 'theirs' })
}
