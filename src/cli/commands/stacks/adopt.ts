import { adoptStacks } from '../../../app/stacks/adopt.js'
import { stackTools } from '../../../app/stacks/wiring.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { formatOf, placeRequest, rootOf, type SiteArgs } from '../../stack-request.js'
import { untilInterrupted } from '../../until-interrupted.js'
import { showPlanned } from '../../views/stacks-plan.human.js'
import { stacksView } from '../../views/stacks-view.js'

export interface AdoptArgs extends SiteArgs {
  readonly format?: string
}

/** `qianyun stacks adopt <place>`: 0 when a plan set takes over what exists, 2 when there is nothing to take over; applied like any other set. */
export async function run(args: AdoptArgs, io: Io): Promise<number> {
  const format = formatOf(args.format)
  return untilInterrupted(async (signal) => {
    const view = stacksView(io)
    const outcome = await adoptStacks({ ...placeRequest(args, io, signal), onEvent: view.tool }, stackTools(process.env)).finally(view.end)
    showPlanned(outcome, { root: rootOf(args, io), format }, io)
    return exitCodeFor(outcome.diagnostics)
  })
}
