import { planStacks, type PlanRequest } from '../../../app/stacks/plan-stacks.js'
import { stackTools } from '../../../app/stacks/wiring.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { formatOf, placeRequest, rootOf, type SiteArgs } from '../../stack-request.js'
import { untilInterrupted } from '../../until-interrupted.js'
import { showPlanned } from '../../views/stacks-plan.human.js'
import { stacksView } from '../../views/stacks-view.js'

export interface PlanArgs extends SiteArgs {
  readonly format?: string
  readonly heal?: boolean
}

/** A promotion is one where it is asked for by this call; what sites.yaml remembers has been judged then. */
export function purposeOf({ promote, heal, weight }: Pick<PlanArgs, 'promote' | 'heal' | 'weight'>): PlanRequest['purpose'] {
  if (promote !== undefined) return 'promote'
  if (heal) return 'heal'
  return weight === undefined ? 'build' : 'cutover'
}

/** `qianyun stacks plan <place>`: 0 when planned and not stopped, whether there are changes or not; 3 for a wrong file or cluster, 5 when the tool fails, 6 when a gate stops it. */
export async function run(args: PlanArgs, io: Io): Promise<number> {
  const format = formatOf(args.format)
  return untilInterrupted(async (signal) => {
    const view = stacksView(io)
    const outcome = await planStacks({ ...placeRequest(args, io, signal), purpose: purposeOf(args), onEvent: view.tool }, stackTools(process.env)).finally(view.end)
    showPlanned(outcome, { root: rootOf(args, io), format }, io)
    return exitCodeFor(outcome.diagnostics)
  })
}
