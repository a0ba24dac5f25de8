import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseMove, PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { preflightChecks, type PreflightCheck } from '../sql/preflight-checks.js'
import { comparePair } from './preflight-pair.js'
import { withSides, type Sides } from './sides.js'
import { endpointOf } from './names.js'

/** Reads both sides and changes neither. What a check names on both sides is one finding a side. */
export async function preflight(move: DatabaseMove): Promise<readonly PreflightFinding[]> {
  return await withSides(move, 'control', async (sides) => {
    await requireSuperuser(move, sides)
    await requireTwoServers(move, sides)
    const questions = preflightChecks.flatMap((check) => check.sides.map((side) => ({ check, side })))
    const answers = await Promise.all(questions.map(({ check, side }) => ask(sides[side], check, side, move.appRoles)))
    return [...answers.flat(), ...await comparePair(move, sides)]
  })
}

export async function requireSuperuser(move: DatabaseMove, sides: Sides): Promise<void> {
  for (const side of ['source', 'target'] as const) {
    const { allowed } = await sides[side].one<{ allowed: boolean }>('SELECT rolsuper AS allowed FROM pg_roles WHERE rolname = current_user')
    const { host, port, database, user } = endpointOf(move, side)
    if (!allowed) throw new DiagnosticError(problem('MOVE_NOT_SUPERUSER', { place: side, host, port, database, user }))
  }
}

/** Roles belong to the whole server: closed on a target that is the same one, they would be closed for the application at work. */
export async function requireTwoServers(move: DatabaseMove, { source, target }: Sides): Promise<void> {
  const sql = 'SELECT system_identifier || \' \' || pg_postmaster_start_time() AS server FROM pg_control_system()'
  const [old, fresh] = await Promise.all([source, target].map((session) => session.one<{ server: string }>(sql)))
  const { host, port } = move.target
  if (old!.server === fresh!.server) throw new DiagnosticError(problem('MOVE_SAME_SERVER', { name: move.name, host, port }))
}

async function ask(session: Session, { check, severity, sql }: PreflightCheck, side: Side, appRoles: readonly string[]): Promise<readonly PreflightFinding[]> {
  const rows = await session.rows<{ object: string }>(sql, sql.includes('$1') ? [appRoles] : [])
  if (rows.length === 0) return []
  return [{ check, severity, objects: rows.map(({ object }) => object).sort(), params: { side, count: rows.length } }]
}
