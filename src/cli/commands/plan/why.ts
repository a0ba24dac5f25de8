import { resolve } from 'node:path'
import { readPlace } from '../../../app/inventory/read-place.js'
import { rootFor } from '../../../app/inventory/root.js'
import { readPlan } from '../../../app/plan/verify.js'
import { explainPlanned } from '../../../app/plan/why.js'
import { hasErrors } from '../../../diagnostics/diagnostic.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { showExplanation } from '../../views/plan-why.human.js'

export interface WhyArgs {
  readonly place: string
  readonly system: string
  readonly plan?: string
  readonly json?: boolean
}

/** `qianyun plan why <place> <system> [--plan file]`: 0 when explained, 2 for a system the plan does not know, 6 for a plan file that is edited or stale. */
export async function run({ place, system, plan: file, json = false }: WhyArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const { inventory, intent, diagnostics } = await readPlace(root, place)
  showDiagnostics({ root, diagnostics }, io)
  if (inventory === undefined || intent === undefined || hasErrors(diagnostics)) return exitCodeFor(diagnostics)
  const read = file === undefined ? { diagnostics: [] } : await readPlan(resolve(io.cwd, file), { inventory, intent })
  showDiagnostics({ root, diagnostics: read.diagnostics }, io)
  if (hasErrors(read.diagnostics)) return exitCodeFor(read.diagnostics)
  const answer = explainPlanned({ inventory, intent }, system, 'plan' in read ? read.plan : undefined)
  showDiagnostics({ root, diagnostics: answer.diagnostics }, io)
  if (answer.explanation !== undefined) {
    if (json) io.stdout(JSON.stringify(answer.explanation))
    else showExplanation(answer.explanation, io)
  }
  return exitCodeFor(answer.diagnostics)
}
