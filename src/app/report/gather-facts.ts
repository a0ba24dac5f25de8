import { DiagnosticError, hasErrors, problem } from '../../diagnostics/diagnostic.js'
import { assess } from '../../flow/assessment/assess.js'
import type { Assessment } from '../../flow/assessment/assessment.js'
import { rules } from '../../flow/assessment/rules/registry.js'
import type { Intent, Inventory } from '../../flow/inventory/schema/inventory.js'
import type { FactsInput } from '../../flow/report/facts.js'
import { planOf } from '../../flow/run/waves.js'
import { readPlace } from '../inventory/read-place.js'
import { findingsOf } from '../plan/create.js'
import { runOf } from '../run/act.js'
import { verdictsOf } from './verdicts.js'
import type { ReportRequest } from './write-report.js'

/** The artifacts a run was approved on. */
export interface ApprovedPlace {
  readonly inventory: Inventory
  readonly intent: Intent
  readonly assessment: Assessment
}

/** All that a report is made from: the run's own record, and the place. */
export async function gatherFacts(request: ReportRequest, toolVersion: string): Promise<FactsInput> {
  const { open: { store }, at } = request
  const run = await runOf(request.open, request.run)
  const { plan, pace } = planOf(run)
  const { inventory, intent, assessment } = request.approved ?? (await placeNow(request))
  const [systems, evidence] = await Promise.all([store.systems(run.id), store.evidence(run.id)])
  const approvals = (await Promise.all(systems.map(({ system }) => store.approvals(run.id, system)))).flat()
  return {
    run, pace, systems, evidence, approvals, plan, assessment, inventory, intent, toolVersion, generatedAt: at,
    verdicts: verdictsOf({ plan, inventory, assessment, systems, evidence, approvals }),
    findings: findingsOf({ inventory, intent }, assessment, plan),
    ruleTitles: Object.fromEntries(rules.map(({ id, title }) => [id, title])),
  }
}

async function placeNow({ root, place }: ReportRequest): Promise<ApprovedPlace> {
  const { inventory, intent, diagnostics } = await readPlace(root, place)
  if (hasErrors(diagnostics)) throw new DiagnosticError(...diagnostics)
  if (!inventory || !intent) throw new DiagnosticError(problem('INV_FILE_MISSING', { file: `inventory/${place}/*.yaml` }))
  return { inventory, intent, assessment: assess(inventory, intent) }
}
