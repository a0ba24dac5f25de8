import { findDrift } from '../../../app/stacks/drift.js'
import { stackTools } from '../../../app/stacks/wiring.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { placeRequest, rootOf, type SiteArgs } from '../../stack-request.js'
import { untilInterrupted } from '../../until-interrupted.js'
import { showOutcomeProblems } from '../../views/stacks-problems.human.js'
import { stacksView } from '../../views/stacks-view.js'
import { stacksWords } from '../../views/stacks-words.js'

export interface DriftArgs extends SiteArgs {
  readonly direct?: boolean
  readonly json?: boolean
}

/** `qianyun stacks drift <place>`: 0 when the clusters are what the stacks say, 6 when not, 5 when it cannot be told. */
export async function run({ direct = false, json = false, ...args }: DriftArgs, io: Io): Promise<number> {
  return untilInterrupted(async (signal) => {
    const view = stacksView(io)
    const outcome = await findDrift({ ...placeRequest(args, io, signal), direct, onEvent: view.tool }, stackTools(process.env)).finally(view.end)
    if (!json) showOutcomeProblems(outcome, rootOf(args, io), io)
    const { result, diagnostics } = outcome
    if (json) io.stdout(JSON.stringify({ ...result, diagnostics: diagnostics.map(({ code, severity, params }) => ({ code, severity, params })) }))
    else if (result) io.stdout(stacksWords[io.language].drift(result.stacks, result.objects, result.found))
    return exitCodeFor(diagnostics)
  })
}
