import type { DatabaseMove } from '../../../ports/data-mover.js'
import { identifier, literal } from '../sql/quote.js'
import { databaseGrants, memberships, neededRoles, roleSettings, type RoleRow } from '../sql/roles.js'
import type { Sides } from './sides.js'

interface Statement extends Readonly<Record<string, unknown>> {
  readonly statement: string
}

/**
 * Roles, memberships and settings of the source on the target, with their password hashes. Application roles cannot log in there
 * until the switch opens them: one row written too early stops the feed. A role that exists keeps its attributes unless it is one of them.
 */
export async function copyRoles(move: DatabaseMove, { source, target }: Sides): Promise<readonly string[]> {
  const roles = await source.rows<RoleRow>(neededRoles, [move.appRoles])
  const names = roles.map(({ name }) => name)
  const existing = await target.rows<{ name: string }>('SELECT rolname AS name FROM pg_roles WHERE rolname = ANY ($1)', [names])
  const known = new Set(existing.map(({ name }) => name))
  const changed = roles.filter(({ name }) => !known.has(name) || move.appRoles.includes(name))
  const grants = await Promise.all([
    source.rows<Statement>(memberships, [names]),
    source.rows<Statement>(roleSettings, [names, move.target.database]),
    source.rows<Statement>(databaseGrants, [names, move.target.database]),
  ])
  const statements = [...changed.flatMap((role) => roleStatements(role, known.has(role.name), move)), ...grants.flat().map(({ statement }) => statement)]
  if (statements.length > 0) await target.run(statements.join(';\n'))
  return changed.map(({ name }) => name)
}

function roleStatements(role: RoleRow, exists: boolean, move: DatabaseMove): readonly string[] {
  const name = identifier(role.name)
  const login = role.canLogin && !move.appRoles.includes(role.name) ? 'LOGIN' : 'NOLOGIN'
  const password = role.hash === null ? '' : ` PASSWORD ${literal(role.hash)}`
  return [...(exists ? [] : [`CREATE ROLE ${name}`]), `ALTER ROLE ${name} ${login} ${role.attributes}${password}`]
}
