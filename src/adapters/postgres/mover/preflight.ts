import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseMove, PreflightFinding, Side } from '../../../ports/data-mover.js'
import type { Throttle } from '../../../ports/throttle.js'
import type { Session } from '../connection.js'
import { preflightLimits, type PreflightCheck, type PreflightLimits } from '../sql/preflight-check.js'
import { preflightChecks } from '../sql/preflight-checks.js'
import { endpointOf } from './names.js'
import { foundRows, type FoundRow } from './preflight-finding.js'
import { checkLibraries } from './preflight-libraries.js'
import { checkLine } from './preflight-line.js'
import { checkLocale } from './preflight-locale.js'
import { comparePair } from './preflight-pair.js'
import { checkPartitions } from './preflight-partitions.js'
import { compareRoles } from './preflight-roles.js'
import { checkRoom } from './preflight-room.js'
import { checkTarget } from './preflight-target.js'
import { withSides, type Sides } from './sides.js'

export interface PreflightOptions {
  /** What the copy may send: a limited line makes it longer. */
  readonly throttle: Throttle
  readonly limits?: PreflightLimits
}

/** Reads both sides and changes neither. What a check names on both sides is one finding a side. */
export async function preflight(move: DatabaseMove, options: PreflightOptions): Promise<readonly PreflightFinding[]> {
  return await withSides(move, 'control', async (sides) => {
    await requireSuperuser(move, sides)
    await requireTwoServers(move, sides)
    return await preflightBetween(move, sides, options)
  })
}

/** As `preflight`, over sessions that are open already. */
export async function preflightBetween(move: DatabaseMove, sides: Sides, { throttle, limits = preflightLimits }: PreflightOptions): Promise<readonly PreflightFinding[]> {
  // These use transactions of their own or look at the time, so nothing else may be on its way in the same sessions.
  const room = await checkRoom(move, sides, throttle)
  const libraries = await checkLibraries(sides)
  const line = await checkLine(sides)
  const versions = { source: await versionOf(sides.source), target: await versionOf(sides.target) }
  const asked = preflightChecks(limits).flatMap((check) => check.sides.filter((side) => versions[side] >= (check.since ?? 0)).map((side) => ({ check, side })))
  const answers = await Promise.all([
    ...asked.map(({ check, side }) => ask(sides[side], check, side, move.appRoles)),
    comparePair(move, sides), checkLocale(sides), compareRoles(move, sides), checkTarget(move, sides), checkPartitions(sides.source),
  ])
  return [...answers.flat(), ...room, ...libraries, ...line]
}

async function versionOf(session: Session): Promise<number> {
  return (await session.one<{ version: number }>(`SELECT current_setting('server_version_num')::int AS version`)).version
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

async function ask(session: Session, check: PreflightCheck, side: Side, appRoles: readonly string[]): Promise<readonly PreflightFinding[]> {
  return foundRows(await session.rows<FoundRow>(check.sql, check.sql.includes('$1') ? [appRoles] : []), side, check)
}
