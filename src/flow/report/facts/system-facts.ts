import type { EvidenceRecord } from '../../../model/evidence.js'
import type { Verdict } from '../../verify/verdict.js'
import type { SystemFacts } from '../report-facts.js'
import { figure, noFigure, type Figure } from './figure.js'
import { ARTIFACT, mayBeNamed, type FactsInput } from './input.js'
import { historyOf } from './history.js'

/** One row per system that the plan moves or retires, in the order of waves, retirements last. */
export function systemFacts(input: FactsInput): readonly SystemFacts[] {
  const { plan } = input
  const waves = plan.waves.toSorted((a, b) => a.no - b.no)
  const moving = waves.flatMap(({ no, systems }) => systems.toSorted().map((id) => ({ id, path: 'move' as const, wave: no })))
  const retired = plan.activities.filter(({ kind }) => kind === 'retire').map(({ system }) => system).toSorted()
  const retiring = retired.map((id) => ({ id, path: 'retire' as const, wave: null }))
  return [...moving, ...retiring].filter(({ id }) => mayBeNamed(input)(id)).map((row) => ({ ...row, ...factsOf(input, row.id) }))
}

function factsOf(input: FactsInput, id: string): Omit<SystemFacts, 'id' | 'path' | 'wave'> {
  const record = input.systems.filter(({ system }) => system === id).toSorted((a, b) => b.attempt - a.attempt)[0]
  const verdict = input.verdicts.find(({ system }) => system === id)
  const attempt = record?.attempt ?? 1
  const evidence = input.evidence.filter(({ system }) => system === id)
  const system = input.inventory.systems.find((one) => one.id === id)
  const decision = input.assessment.decisions.find((one) => one.system === id)
  return {
    name: system?.name ?? id,
    toCloud: decision?.disposition === 'migrate_cloud' || decision?.disposition === 'rebuild',
    owner: input.inventory.organisations.find((one) => one.id === system?.owner)?.name ?? '',
    attempt,
    state: record?.state ?? 'planned',
    since: record?.since ?? null,
    waiting: record?.waiting ?? null,
    ...copied(evidence),
    ...interruption(evidence, attempt),
    archiveBytes: fromBody(evidence.findLast(({ kind }) => kind === 'archive'), 'bytes'),
    drill: drillFacts(input, id, decision?.drTier ?? null, { record: evidence.findLast((one) => one.kind === 'drill' && one.attempt === attempt), verdict }),
    verdict: verdictFacts(verdict),
    migrated: verdict?.migrated ?? false,
    history: historyOf(evidence, attempt),
  }
}

function verdictFacts(verdict: Verdict | undefined): SystemFacts['verdict'] {
  if (!verdict) return { result: 'not_run', checks: [], signed: false, signedBy: [] }
  const { result, checks, signature } = verdict
  return { result, checks, signed: signature.signed, signedBy: signature.by }
}

/** A later attempt goes on with the data that stands on both sides; then the copy is that of the attempt that made it. */
function copied(evidence: readonly EvidenceRecord[]): Pick<SystemFacts, 'copiedRows' | 'copiedBytes'> {
  const copy = evidence.findLast(({ kind }) => kind === 'copy')
  return { copiedRows: fromBody(copy, 'rows'), copiedBytes: fromBody(copy, 'bytes') }
}

/** Users count from one acknowledged write to the next; where nobody did, the orchestrator's own clock from fence to opening stands in. */
function interruption(evidence: readonly EvidenceRecord[], attempt: number): Pick<SystemFacts, 'outageMs' | 'outageSeenBy' | 'acknowledged' | 'lost'> {
  const measured = evidence.findLast(({ kind }) => kind === 'measurement')
  const opened = evidence.findLast((one) => one.kind === 'switch' && one.attempt === attempt && one.body['from'] === 'source')
  const seenByUsers = fromBody(measured, 'outageMs')
  const writes = { acknowledged: fromBody(measured, 'acknowledged'), lost: fromBody(measured, 'lost') }
  if (seenByUsers.value !== null) return { outageMs: seenByUsers, outageSeenBy: 'users', ...writes }
  return { outageMs: fenceToOpening(opened), outageSeenBy: opened ? 'orchestrator' : null, ...writes }
}

export function fenceToOpening(opened: EvidenceRecord | undefined): Figure {
  if (!opened) return noFigure
  const { fencedAt, openedAt } = opened.body
  return typeof fencedAt === 'number' && typeof openedAt === 'number' ? figure(openedAt - fencedAt, opened.id) : noFigure
}

interface Drilled {
  readonly record: EvidenceRecord | undefined
  readonly verdict: Verdict | undefined
}

function drillFacts({ inventory }: FactsInput, system: string, tier: number | null, drilled: Drilled): SystemFacts['drill'] {
  const { record, verdict } = drilled
  const basis = inventory.drPolicies.some(({ systems }) => systems.includes(system)) ? ARTIFACT.inventory : ARTIFACT.assessment
  const limit = (minutes: number | undefined) => (minutes === undefined ? noFigure : figure(minutes * 60_000, basis))
  return {
    rtoMs: fromBody(record, 'rtoMs'), rpoMs: fromBody(record, 'rpoMs'),
    rtoLimitMs: limit(verdict?.drLimits?.rtoMinutes), rpoLimitMs: limit(verdict?.drLimits?.rpoMinutes),
    tier: tier === null ? noFigure : figure(tier, ARTIFACT.assessment),
  }
}

/** A number of a record, followed to it. */
function fromBody(record: EvidenceRecord | undefined, name: string): Figure {
  const value = record?.body[name]
  return record && typeof value === 'number' ? figure(value, record.id) : noFigure
}
