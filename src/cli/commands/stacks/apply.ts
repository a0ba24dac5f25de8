import { applyDirect } from '../../../app/stacks/direct-apply.js'
import { siteTools } from '../../../app/stacks/wiring.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { placeRequest, rootOf, type SiteArgs } from '../../stack-request.js'
import { untilInterrupted } from '../../until-interrupted.js'
import { showDirect } from '../../views/stacks-direct.human.js'
import { stacksView } from '../../views/stacks-view.js'

export interface ApplyArgs extends SiteArgs {
  readonly direct?: boolean
  readonly forceConflicts?: boolean
  readonly json?: boolean
}

/** `qianyun stacks apply <place>`: 0 when everything is applied and healthy, 3 for a wrong file or cluster, 5 when a server refuses or is not there, 6 when a gate is shut. */
export async function run(args: ApplyArgs, io: Io): Promise<number> {
  const view = stacksView(io)
  const outcome = await untilInterrupted((signal) => applyDirect({ ...placeRequest(args, io, signal), force: args.forceConflicts ?? false, onEvent: view.direct }, siteTools(process.env)))
  await view.end()
  showDirect(outcome, { root: rootOf(args, io), json: args.json ?? false }, io)
  return exitCodeFor(outcome.diagnostics)
}
