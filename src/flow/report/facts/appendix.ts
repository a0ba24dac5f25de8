import { approvalId } from '../../../model/approval-id.js'
import { contentHash } from '../../../model/canonical.js'
import type { AppendixEntry, GateFacts } from '../report-facts.js'
import { ARTIFACT, mayBeNamed, type FactsInput } from './input.js'

/** Everything that figures can be followed to: artifacts, evidence in the order of its chain, signatures. */
export function appendixOf(input: FactsInput): readonly AppendixEntry[] {
  const isNamed = mayBeNamed(input)
  return [
    ...artifacts(input),
    // The chain is shown whole; ids hold the system's name, so a record of one that may not be named stands under a number.
    ...input.evidence.map(({ id, kind, system, attempt, at, hash }, index) => {
      return { ...(isNamed(system) ? { id, system } : { id: `withheld/${index + 1}`, system: null }), kind, attempt, at, hash }
    }),
    ...input.approvals.filter(({ system }) => isNamed(system)).map((one) => {
      const { system, attempt, at, shown } = one
      return { id: approvalId(one), kind: 'approval' as const, system, attempt, at, hash: shown }
    }),
  ]
}

function artifacts({ run, systems, approvals, inventory, intent, assessment, plan }: FactsInput): readonly AppendixEntry[] {
  const header = { kind: 'artifact', system: null, attempt: null } as const
  const entry = (id: string, hash: AppendixEntry['hash'], at: string | null = null) => ({ ...header, id, at, hash })
  return [
    entry(ARTIFACT.run, contentHash({ run, systems, approvals }), run.createdAt),
    entry(ARTIFACT.inventory, inventory.hash), entry(ARTIFACT.intent, intent.hash), entry(ARTIFACT.assessment, assessment.hash),
    entry(ARTIFACT.plan, plan.hash),
    ...(run.stacksHash === null ? [] : [entry(ARTIFACT.stacks, run.stacksHash)]),
  ]
}

/** Every signature of every attempt, in the order of time. */
export function gateFacts(input: FactsInput): readonly GateFacts[] {
  return input.approvals.filter(({ system }) => mayBeNamed(input)(system)).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).map((one) => ({
    system: one.system, name: input.inventory.systems.find(({ id }) => id === one.system)?.name ?? one.system,
    attempt: one.attempt, gate: one.gate, by: one.by, at: one.at, why: one.why, evidence: approvalId(one),
  }))
}
