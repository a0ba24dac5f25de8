import { resolve } from 'node:path'
import { readPlace } from '../../../app/inventory/read-place.js'
import { rootFor } from '../../../app/inventory/root.js'
import { createPlan, seedProblems, writePlan } from '../../../app/plan/create.js'
import { hasErrors } from '../../../diagnostics/diagnostic.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showFindings } from '../../views/assess.human.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { planWords } from '../../views/plan-words.js'
import { showPlan } from '../../views/plan.human.js'
import { printPlan } from '../../views/plan.json.js'

export interface CreateArgs {
  readonly place: string
  readonly out?: string
  readonly seed?: number
  readonly json?: boolean
}

/**
 * `qianyun plan create <place> [-o file] [--seed n]`: 0 when made, 3 when a file is wrong or a system gets no date,
 * 6 when findings are open; the plan is written then, too.
 */
export async function run({ place, out, seed, json = false }: CreateArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const { inventory, intent, diagnostics } = await readPlace(root, place)
  const before = [...seedProblems(seed), ...diagnostics]
  showDiagnostics({ root, diagnostics: before }, io)
  if (inventory === undefined || intent === undefined || hasErrors(before)) return exitCodeFor(before)
  const created = createPlan({ inventory, intent }, seed === undefined ? {} : { seed })
  if (created.plan !== undefined) {
    if (json) printPlan(created.plan, created.findings, io)
    else showPlan(created.plan, io)
    if (out !== undefined) await writePlan(resolve(io.cwd, out), created.plan)
    if (out !== undefined) io.stderr(planWords[io.language].written(out, created.plan.hash))
  }
  if (!json) showFindings(created.findings, io)
  showDiagnostics({ root, diagnostics: created.diagnostics }, io)
  return exitCodeFor(created.diagnostics)
}
