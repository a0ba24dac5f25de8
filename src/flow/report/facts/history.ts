import type { EvidenceRecord } from '../../../model/evidence.js'
import type { JsonObject } from '../../../model/json.js'
import type { AttemptFacts, RollbackFacts } from '../report-facts.js'
import { figure, noFigure, type Figure } from './figure.js'
import { mayBeNamed, type FactsInput } from './input.js'
import { fenceToOpening } from './system-facts.js'

/** Attempts before the newest one: what they left is history, never overwritten and never counted. */
export function historyOf(evidence: readonly EvidenceRecord[], newest: number): readonly AttemptFacts[] {
  const attempts = [...new Set(evidence.map(({ attempt }) => attempt))].filter((attempt) => attempt < newest).sort((a, b) => a - b)
  return attempts.map((attempt) => {
    const records = evidence.filter((one) => one.attempt === attempt)
    return { attempt, records: figure(records.length, ...records.map(({ id }) => id)), lastAt: records.at(-1)!.at }
  })
}

/** Every way back that was taken, in the order of the chain. A switch from the new side is one; so is an attempt that another one followed. */
export function rollbackFacts(input: FactsInput): readonly RollbackFacts[] {
  const { systems, evidence, inventory } = input
  const attempts = systems.filter(({ system }) => mayBeNamed(input)(system)).flatMap(({ system, attempt, state }) => {
    const earlier = Array.from({ length: attempt - 1 }, (_, index) => index + 1)
    const returned = [...earlier, ...(state === 'rolled_back' ? [attempt] : [])]
    return returned.map((number) => ({ system, attempt: number, isLast: number === returned.at(-1) }))
  })
  return attempts.map(({ system, attempt, isLast }) => {
    const records = evidence.filter((one) => one.system === system && one.attempt === attempt && one.kind !== 'measurement')
    const back = records.findLast(({ kind, body }) => kind === 'switch' && body['from'] === 'target')
    const proof = proofOfReturn(records, back)
    const users = isLast ? usersSaw(evidence.findLast((one) => one.system === system && one.kind === 'measurement')) : undefined
    return {
      system, name: inventory.systems.find(({ id }) => id === system)?.name ?? system, attempt,
      at: back?.at ?? records.at(-1)?.at ?? input.run.createdAt,
      outageMs: users?.outageMs ?? fenceToOpening(back), lost: users?.lost ?? noFigure,
      proof: proof === undefined ? 'not_run' as const : proof.body['result'] === 'pass' ? 'pass' as const : 'fail' as const, proofEvidence: proof?.id ?? null,
    }
  }).toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** The proof that followed the switch back; where a dead worker left no record of that switch, the second proof of the attempt. */
function proofOfReturn(records: readonly EvidenceRecord[], back: EvidenceRecord | undefined): EvidenceRecord | undefined {
  const proofs = records.filter(({ kind }) => kind === 'proof')
  if (back) return proofs.find((one) => records.indexOf(one) > records.indexOf(back))
  return proofs.length > 1 ? proofs.at(-1) : undefined
}

function usersSaw(measured: EvidenceRecord | undefined): { readonly outageMs: Figure; readonly lost: Figure } | undefined {
  const rollback = measured?.body['rollback']
  if (!measured || !isObject(rollback)) return undefined
  const { outageMs, lost } = rollback
  return typeof outageMs === 'number' && typeof lost === 'number' ? { outageMs: figure(outageMs, measured.id), lost: figure(lost, measured.id) } : undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
