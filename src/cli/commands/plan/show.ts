import { resolve } from 'node:path'
import { readPlace } from '../../../app/inventory/read-place.js'
import { rootFor } from '../../../app/inventory/root.js'
import { readPlan, verifyPlan } from '../../../app/plan/verify.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { showPlan } from '../../views/plan.human.js'
import { printPlan } from '../../views/plan.json.js'

export interface ShowArgs {
  readonly file: string
  readonly json?: boolean
}

/** `qianyun plan show <file>`: 0 when the plan is as written and still fits the facts on disk, 3 when it is no plan, 6 when it was edited or is stale. */
export async function run({ file, json = false }: ShowArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const { plan, diagnostics } = await readPlan(resolve(io.cwd, file))
  showDiagnostics({ root, diagnostics }, io)
  if (plan === undefined) return exitCodeFor(diagnostics)
  if (json) printPlan(plan, [], io)
  else showPlan(plan, io)
  const { inventory, intent } = await readPlace(root, plan.place)
  const problems = inventory === undefined || intent === undefined ? [] : verifyPlan(plan, { inventory, intent })
  showDiagnostics({ root, diagnostics: problems }, io)
  return exitCodeFor(problems)
}
