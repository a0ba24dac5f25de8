import { resolve } from 'node:path'
import { readPlace } from '../../../app/inventory/read-place.js'
import { rootFor } from '../../../app/inventory/root.js'
import type { Plan } from '../../../app/plan/show.js'
import { readPlan, verifyPlan } from '../../../app/plan/verify.js'
import { placeCapacity } from '../../../app/stacks/capacity.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { capacityLines } from '../../views/capacity.human.js'
import { showDiagnostics } from '../../views/diagnostics.human.js'
import { resourceLines } from '../../views/plan-resources.human.js'
import { showPlan } from '../../views/plan.human.js'
import { printPlan } from '../../views/plan.json.js'

export interface ShowArgs {
  readonly file: string
  readonly json?: boolean
}

/** `qianyun plan show <file>`: 0 when the plan is as written and still fits the facts on disk, 3 when it is no plan, 6 when it was edited or is stale. */
export async function run({ file, json = false }: ShowArgs, io: Io): Promise<number> {
  const root = rootFor(io.cwd)
  const path = resolve(io.cwd, file)
  const { plan, diagnostics } = await readPlan(path)
  showDiagnostics({ root, diagnostics }, io)
  if (plan === undefined) return exitCodeFor(diagnostics)
  if (json) printPlan(plan, [], io)
  else showPlan(plan, io)
  const { inventory, intent } = await readPlace(root, plan.place)
  const problems = inventory === undefined || intent === undefined ? [] : verifyPlan(plan, { inventory, intent })
  if (!json) await showRoom(plan, path, root, io)
  showDiagnostics({ root, diagnostics: problems }, io)
  return exitCodeFor(problems)
}

/** The greatest use of what the plan shares out, and what the stacks of its systems hold of each zone, by its dates. */
async function showRoom(plan: Plan, path: string, root: string, io: Io): Promise<void> {
  const { zones } = await placeCapacity({ root, place: plan.place, plan: path })
  const held = zones ? ['', ...capacityLines(zones, io.language)] : []
  for (const line of ['', ...resourceLines(plan, io.language), ...held]) io.stdout(line)
}
