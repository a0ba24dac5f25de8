import type { Assessment } from '../../flow/assessment/assessment.js'
import type { Inventory } from '../../flow/inventory/schema/inventory.js'
import type { Plan } from '../../flow/plan/plan.js'
import { verdictOf, type Verdict, type VerdictSubject } from '../../flow/verify/verdict.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { Approval, SystemRecord } from '../../ports/run-store.js'

interface Judged {
  readonly plan: Plan
  readonly inventory: Inventory
  readonly assessment: Assessment
  readonly systems: readonly SystemRecord[]
  readonly evidence: readonly EvidenceRecord[]
  readonly approvals: readonly Approval[]
}

/** One verdict per system that the plan moves or retires. */
export function verdictsOf(judged: Judged): readonly Verdict[] {
  const { plan, systems, evidence, approvals } = judged
  const moving = plan.waves.flatMap((wave) => wave.systems)
  const retiring = plan.activities.filter(({ kind }) => kind === 'retire').map(({ system }) => system)
  const subjects = [...moving.map((system) => subjectOf(judged, system, 'move')), ...retiring.map((system) => subjectOf(judged, system, 'retire'))]
  return subjects.map((subject) => verdictOf(subject, systems, evidence, approvals))
}

/** The strongest DR policy that names a system says how long its drill may take. */
function subjectOf({ inventory, assessment }: Judged, system: string, path: VerdictSubject['path']): VerdictSubject {
  const [policy] = inventory.drPolicies.filter(({ systems }) => systems.includes(system)).toSorted((a, b) => b.tier - a.tier)
  const drTier = assessment.decisions.find((decision) => decision.system === system)?.drTier ?? null
  return { system, path, drTier, drPolicy: policy ? { rtoMinutes: policy.rtoMinutes, rpoMinutes: policy.rpoMinutes } : null }
}
