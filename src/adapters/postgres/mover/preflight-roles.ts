import type { DatabaseMove, PreflightFinding } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { userSchema } from '../sql/catalog.js'
import { databaseGrants, memberships, neededRoles, roleSettings, type RoleRow } from '../sql/roles.js'
import { found, foundRows, type FoundRow } from './preflight-finding.js'
import type { Sides } from './sides.js'

/** P20: what the target lacks of the roles, memberships, settings and grants that the database needs. Values and hashes are not told. */
export async function compareRoles(move: DatabaseMove, { source, target }: Sides): Promise<readonly PreflightFinding[]> {
  const roles = await source.rows<RoleRow>(neededRoles, [move.appRoles])
  const names = roles.map(({ name }) => name)
  const present = await target.rows<{ name: string }>('SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1)', [names])
  const known = new Set(present.map(({ name }) => name))
  const missing = roles.filter(({ name }) => !known.has(name))
  const statements = await Promise.all([statementsOf(source, names, move.target.database), statementsOf(target, names, move.target.database)])
  const lacking = statements[0].filter((statement) => !statements[1].includes(statement)).map(withoutValue)
  const elevated = await source.rows<{ name: string }>('SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1) AND (rolsuper OR rolreplication)', [missing.map(({ name }) => name)])
  return [
    ...found({ check: 'P20', severity: 'fix', objects: [...missing.map(({ name }) => `role ${name}`), ...new Set(lacking)], params: { side: 'target' }, by: 'ours' }),
    ...found({ check: 'P20', severity: 'warn', objects: elevated.map(({ name }) => `role ${name} comes without SUPERUSER and REPLICATION`), params: { side: 'target', what: 'attributes' } }),
    ...found({
      check: 'P20', severity: 'warn', objects: roles.filter(({ canLogin, hash }) => canLogin && hash?.startsWith('md5')).map(({ name }) => `role ${name} has an md5 password`),
      params: { side: 'source', what: 'password' },
    }),
    ...await tablespaces(source, target),
  ]
}

async function statementsOf(session: Session, names: readonly string[], database: string): Promise<readonly string[]> {
  const asked = [session.rows<{ statement: string }>(memberships, [names]), ...[roleSettings, databaseGrants].map((sql) => session.rows<{ statement: string }>(sql, [names, database]))]
  return (await Promise.all(asked)).flat().map(({ statement }) => statement)
}

const withoutValue = (statement: string): string => statement.replace(/^(ALTER .*? SET \S+) TO .*$/s, '$1')

/** A directory of the server's: the copy cannot make it. */
async function tablespaces(source: Session, target: Session): Promise<readonly PreflightFinding[]> {
  const used = await source.rows<FoundRow & { name: string }>(
    `SELECT DISTINCT spcname AS name, 'tablespace ' || spcname AS object, format('CREATE TABLESPACE %I LOCATION %L', spcname, pg_tablespace_location(t.oid)) AS statement
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_tablespace t ON t.oid = c.reltablespace WHERE spcname !~ '^pg_' AND ${userSchema}`)
  const present = new Set((await target.rows<{ name: string }>('SELECT spcname AS name FROM pg_tablespace')).map(({ name }) => name))
  return foundRows(used.filter(({ name }) => !present.has(name)), 'target', { check: 'P20', severity: 'block', by: 'theirs' })
}
