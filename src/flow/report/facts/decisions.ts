import type { DecisionFacts, FindingFacts, ReportMeta, SystemFacts, TargetFacts } from '../report-facts.js'
import { sum } from './figure.js'
import { ARTIFACT, type FactsInput } from './input.js'

const COMMITTED: readonly SystemFacts['state'][] = ['live', 'old_off', 'closed']

/** Committed, but without a verdict that passed and is signed. */
export function unsignedOf(systems: readonly SystemFacts[]): readonly SystemFacts[] {
  return systems.filter(({ path, state, migrated }) => path === 'move' && COMMITTED.includes(state) && !migrated)
}

interface DecisionBasis {
  readonly meta: ReportMeta
  readonly systems: readonly SystemFacts[]
  readonly targets: readonly TargetFacts[]
  readonly findings: readonly FindingFacts[]
}

/** What waits for a person, gravest first. */
export function decisionFacts({ systems: records }: FactsInput, { meta, systems, targets, findings }: DecisionBasis): readonly DecisionFacts[] {
  const evidence = ARTIFACT.run
  return [
    ...(meta.chainIntact ? [] : [{ kind: 'chain_broken' as const, evidence }]),
    ...(meta.inventoryChanged ? [{ kind: 'inventory_changed' as const, evidence: ARTIFACT.inventory }] : []),
    ...systems.filter(({ state }) => state === 'blocked').map(({ id, name, since, attempt }) => {
      const detail = records.find((one) => one.system === id && one.attempt === attempt)?.detail
      const [step, cause] = ['step', 'cause'].map((field) => String(detail?.[field] ?? '')) as [string, string]
      return { kind: 'blocked' as const, name, step, cause, since: since ?? meta.startedAt, evidence }
    }),
    ...systems.flatMap(({ name, verdict }) => {
      const failed = verdict.checks.filter(({ result }) => result === 'fail')
      if (verdict.result !== 'fail') return []
      return [{ kind: 'verdict_failed' as const, name, checks: failed.map(({ check }) => check), evidence: failed[0]?.evidence ?? evidence }]
    }),
    ...unsignedOf(systems).map(({ name }) => ({ kind: 'unsigned' as const, name, evidence })),
    ...openFindings(findings),
    ...systems.filter(({ state }) => state === 'rolled_back')
      .map(({ name, since }) => ({ kind: 'rolled_back' as const, name, since: since ?? meta.startedAt, evidence })),
    ...systems.flatMap(({ name, waiting }) => {
      if (!waiting) return []
      const { reason, nextStep: gate, owner, since } = waiting
      return [{ kind: 'waiting' as const, name, reason, gate, owner, since, evidence }]
    }),
    ...targets.flatMap(({ id, text, deadline, forecast, light, lead, evidence: basis }) => {
      if (light !== 'red' || deadline === null || forecast === null) return []
      return [{ kind: 'target_late' as const, target: id, text, deadline, forecast, lead, evidence: basis }]
    }),
  ]
}

/** Findings of these severities keep the gate of the plan shut until they are solved or exempted. */
function openFindings(findings: readonly FindingFacts[]): readonly DecisionFacts[] {
  const open = sum(findings.filter(({ severity }) => severity === 'block' || severity === 'error').map((one) => one.open))
  return open.value ? [{ kind: 'findings_open', open, evidence: ARTIFACT.assessment }] : []
}
