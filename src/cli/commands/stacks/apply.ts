import { applyDirect } from '../../../app/stacks/direct-apply.js'
import { applySet } from '../../../app/stacks/apply-set.js'
import { unwrittenPromotions } from '../../../app/stacks/promotions.js'
import { stackTools } from '../../../app/stacks/wiring.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { placeRequest, rootOf, waitOf, type SiteArgs } from '../../stack-request.js'
import { untilInterrupted } from '../../until-interrupted.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { showApplied, showDirect } from '../../views/stacks-apply.human.js'
import { stacksView } from '../../views/stacks-view.js'

export interface ApplyArgs extends SiteArgs {
  readonly plan?: string
  readonly direct?: boolean
  readonly forceConflicts?: boolean
  /** False for `--no-verify`. */
  readonly verify?: boolean
  /** `90s`, `5m`, `1h`; `0` looks once. */
  readonly wait?: string
  readonly json?: boolean
}

/** `qianyun stacks apply <place>`: 0 when everything is applied and healthy, 3 for a wrong file or cluster, 5 when a server refuses or is not there, 6 when a gate is shut. */
export async function run(args: ApplyArgs, io: Io): Promise<number> {
  const shown = { root: rootOf(args, io), json: args.json ?? false }
  refuseBesideSet(args)
  return untilInterrupted(async (signal) => {
    const [view, tools] = [stacksView(io), stackTools(process.env)]
    const after = args.verify === false ? {} : { verify: { wait: waitOf(args.wait), onWaiting: view.waiting } }
    const request = { ...placeRequest(args, io, signal), ...after }
    const remind = async (promoted: readonly string[] = []): Promise<void> => showDiagnostics({ root: shown.root, diagnostics: await unwrittenPromotions(request, promoted, tools.now().toISOString().slice(0, 10)) }, io)
    if (args.direct) {
      const outcome = await applyDirect({ ...request, force: args.forceConflicts ?? false, onEvent: view.direct }, tools).finally(view.end)
      showDirect(outcome, shown, io)
      if (outcome.result) await remind(args.promote)
      return exitCodeFor(outcome.diagnostics)
    }
    if (args.plan === undefined) throw new DiagnosticError(problem('STK_OPTION_INVALID', { option: '--plan', value: '-', form: '<hash>, <file>' }))
    const outcome = await applySet({ ...request, wanted: args.plan, onEvent: view.tool }, tools).finally(view.end)
    showApplied(outcome, shown, io)
    await remind(outcome.result?.set.promoted)
    return exitCodeFor(outcome.diagnostics)
  })
}

/** What chooses stacks, or the other way to apply them: none of it has a say in what a set holds. */
export function refuseBesideSet({ place, plan, ...args }: ApplyArgs): void {
  if (plan === undefined) return
  const { site, system, wave, datedPlan, weight, promote, direct } = args
  const given = Object.entries({ '--site': site, '--system': system, '--wave': wave, '--dated-plan': datedPlan, '--weight': weight, '--promote': promote, '--direct': direct || undefined })
  const options = given.flatMap(([option, value]) => (value === undefined ? [] : [option]))
  if (options.length > 0) throw new DiagnosticError(problem('STK_SET_SELECTION', { options: options.join(', '), place }))
}
