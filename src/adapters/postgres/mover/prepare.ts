import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { Clock } from '../../../ports/clock.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { moveSchema } from '../sql/move-schema.js'
import { ensurePublication } from './feed.js'
import { ensureIdentities } from './identity.js'
import { requireSuperuser, requireTwoServers } from './preflight.js'
import { copyRoles } from './roles.js'
import { withSides, type Sides } from './sides.js'
import { holdBoth, openRoles, readState } from './state.js'

/** Order matters: identities before the publication, or the application's updates fail in between. */
export async function prepare(move: DatabaseMove, context: StepContext, clock: Clock): Promise<{ fixed: readonly string[] }> {
  return await withSides(move, 'control', async (sides) => {
    await requireSuperuser(move, sides)
    await requireTwoServers(move, sides)
    await markSides(move, sides, context.fence)
    const state = await readState(sides.target)
    if (state?.stage === 'copied') return { fixed: [] }
    const roles = await copyRoles(move, sides)
    const identities = await ensureIdentities(sides.source, clock)
    await ensurePublication(sides.source, move)
    return { fixed: [...roles.map((role) => `role ${role}`), ...identities.map((identity) => `replica identity ${identity}`)] }
  })
}

/** Our own schema on both sides, held by this worker; refused where another move has it. */
export async function markSides(move: DatabaseMove, sides: Sides, fence: number): Promise<void> {
  await refuseOtherMove(move, sides)
  const doors = await openRoles(sides.source, move.appRoles)
  await Promise.all((['source', 'target'] as const).map((side) => createSchema(sides[side], move, side, doors)))
  await holdBoth(sides, fence)
}

export async function refuseOtherMove(move: DatabaseMove, sides: Sides): Promise<void> {
  for (const side of ['source', 'target'] as const) {
    const state = await readState(sides[side])
    if (state && state.move !== move.name) throw new DiagnosticError(problem('MOVE_OTHER_MOVE', { place: side, name: move.name, other: state.move }))
  }
}

async function createSchema(session: Session, move: DatabaseMove, side: Side, doors: readonly string[]): Promise<void> {
  await session.run(moveSchema)
  await session.rows(`INSERT INTO qianyun_mig.token SELECT side, 'none', 0 FROM unnest(ARRAY['source', 'target']) side ON CONFLICT DO NOTHING`)
  await session.rows(
    `INSERT INTO qianyun_mig.state VALUES ($1, $2, 0, $3, $4, 'prepared') ON CONFLICT DO NOTHING`,
    [side, move.name, side === 'source' ? 1 : 0, doors])
}
