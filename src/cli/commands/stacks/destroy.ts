import { destroyStacks } from '../../../app/stacks/destroy.js'
import { stackTools } from '../../../app/stacks/wiring.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { placeRequest, rootOf, type SiteArgs } from '../../stack-request.js'
import { untilInterrupted } from '../../until-interrupted.js'
import { showOutcomeProblems } from '../../views/stacks-problems.human.js'
import { stacksView } from '../../views/stacks-view.js'
import { stacksWords } from '../../views/stacks-words.js'

export interface DestroyArgs extends SiteArgs {
  readonly direct?: boolean
  readonly yesDestroy?: string
  readonly json?: boolean
}

/** `qianyun stacks destroy <place>`: 2 after showing what would go, 0 when it is gone, 6 when it is not signed for or a domain is lived in. */
export async function run({ direct = false, yesDestroy, json = false, ...args }: DestroyArgs, io: Io): Promise<number> {
  return untilInterrupted(async (signal) => {
    const view = stacksView(io)
    const request = { ...placeRequest(args, io, signal), direct, onEvent: view.tool, ...(yesDestroy === undefined ? {} : { confirmation: yesDestroy }) }
    const outcome = await destroyStacks(request, stackTools(process.env)).finally(view.end)
    const { stacks = [] } = outcome.result ?? {}
    if (json) io.stdout(JSON.stringify({ stacks }))
    else for (const { stack, site, state, resources } of stacks) io.stdout(stacksWords[io.language].doomed(stack, site, state, resources))
    showOutcomeProblems(outcome, rootOf(args, io), io)
    return exitCodeFor(outcome.diagnostics)
  })
}
