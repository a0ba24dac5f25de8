import type { StepContext } from '../../../model/step.js'
import type { DatabaseMove, Side } from '../../../ports/data-mover.js'
import { preflight } from './preflight.js'
import { withSides } from './sides.js'

/** Gives the servers what the findings of the named checks have ready. What is mended already is found no more. */
export async function fix(move: DatabaseMove, checks: readonly string[], context: StepContext): Promise<{ readonly fixed: readonly string[] }> {
  const ours = (await preflight(move)).filter(({ check, remedy }) => checks.includes(check) && remedy?.by === 'ours')
  return await withSides(move, 'control', async (sides) => {
    const fixed: string[] = []
    for (const { check, params, remedy } of ours) {
      const side: Side = params.side === 'target' ? 'target' : 'source'
      for (const statement of remedy?.statements ?? []) {
        context.signal.throwIfAborted()
        await sides[side].run(statement)
        fixed.push(`${check} ${side}: ${statement}`)
      }
    }
    return { fixed }
  })
}
