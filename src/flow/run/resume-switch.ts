import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { StepContext } from '../../model/step.js'
import type { DataMove, Proof, Side } from '../../ports/data-mover.js'
import { switchOver, type SwitchOpened } from './cutover.js'
import type { PhaseInput } from './input.js'
import type { RunPorts, SystemWiring } from './ports.js'
import { reach, tell } from './record.js'
import type { SystemState } from '../../model/system-state.js'

export interface Switched {
  readonly opened: SwitchOpened | null
  readonly proof: Proof
}

/**
 * A switch that may be called again after its worker died. First the durable truth is asked which side serves:
 * before the opening everything is undone and the switch starts over; after it only the rest is done,
 * and since the snapshots died with the worker the proof compares the live sides.
 */
export async function switchOrResume(ports: RunPorts, input: PhaseInput, wiring: SystemWiring & { readonly move: DataMove }, from: Side, reached: SystemState, context: StepContext): Promise<Switched> {
  const { move, router, route } = wiring
  const serving = await ports.mover.recover(move, context).catch(async (error: unknown) => {
    await followTheWrites(ports, input, wiring)
    throw error
  })
  if (serving !== from) {
    if (router && route) await router.switchTo(route, serving)
    await reach(ports, input, reached, { resumed: true })
    return { opened: null, proof: await ports.mover.rehearse(move, context) }
  }
  // An interrupted attempt may have turned the router before it died.
  if (router && route) await router.switchTo(route, from)
  const onOpen = async (opened: SwitchOpened) => {
    await reach(ports, input, reached, opened)
    await tell(ports, input, 'step.ended', { step: 'switch', ...opened })
  }
  const deadline = wiring.cutoverDeadline
  return switchOver(ports, { move, from, router, route, onOpen, ...(deadline === null ? {} : { deadline }) }, context).catch(async (error: unknown) => {
    await followTheWrites(ports, input, wiring)
    throw error
  })
}

/**
 * After a failure the requests go where the writes are: an opening whose answer was lost has opened all the same, and this may be the last attempt.
 * The one state that must never be left silently is that neither side takes writes. When even that cannot be asked, the worst is assumed.
 */
async function followTheWrites(ports: RunPorts, input: PhaseInput, { move, router, route }: SystemWiring & { readonly move: DataMove }): Promise<void> {
  const { serving } = await ports.mover.status(move).catch(() => ({ serving: 'neither' as const }))
  if ((serving === 'source' || serving === 'target') && router && route) await router.switchTo(route, serving)
  if (serving !== 'neither') return
  await tell(ports, input, 'alarm', { code: 'RUN_NEITHER_SIDE_SERVES', system: input.system })
  throw new DiagnosticError(problem('RUN_NEITHER_SIDE_SERVES', { system: input.system, place: '<place>' }))
}
