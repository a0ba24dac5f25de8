import type { EvidenceRecord } from '../../model/evidence.js'
import { longestGap, readAcknowledgements, type Acknowledgement } from '../clients/acknowledgements.js'
import type { SystemAddresses } from '../city/place-files.js'
import { appRoleOf } from '../city/city-system.js'
import { missingAttachments } from '../city/attachments.js'
import { storeOf } from '../city/stores/store.js'
import type { SystemResult } from './demo-result.js'
import type { MoveLog } from './move-everybody.js'
import type { DemoContext } from './run-demo.js'
import { instantFromMs } from '../../model/instant.js'
import { systemClock } from '../../app/run/system.js'
import { ROLLBACK_SYSTEM } from '../city/systems.js'

/** What the demo knows at its end, all of it measured. */
export interface Proved {
  readonly systems: readonly SystemResult[]
  readonly rollback: { readonly system: string; readonly outageMs: number; readonly lost: number } | null
  readonly retired: readonly { readonly id: string; readonly archive: string; readonly bytes: number }[]
  readonly writesPerSecond: number
  /** Systems of which not exactly one side accepts its application. */
  readonly notOneSide: readonly string[]
  readonly log: MoveLog
}

/** Lets the users stop, looks for every write they were told was safe, and keeps what they saw as evidence. */
export async function proveAll(context: DemoContext, log: MoveLog): Promise<Proved> {
  const { city, open, run } = context
  const { acknowledged } = await city.writers.finish()
  const journal = await readAcknowledgements(city.writers.journal)
  const evidence = await open.store.evidence(run)
  const moved = city.systems.filter(({ targetPort }) => targetPort !== null)
  const measured = await Promise.all(moved.map((one) => measure(context, one, journal.get(one.system.id) ?? [], log)))
  for (const one of measured) await keepMeasurement(context, one, log)
  const rolledBack = measured.find(({ system, rollback }) => system === ROLLBACK_SYSTEM && rollback)
  return {
    systems: measured.map((one, index) => resultOf(one, moved[index]!, evidence, log)),
    rollback: rolledBack?.rollback ? { system: rolledBack.system, ...rolledBack.rollback } : null,
    retired: evidence.filter(({ kind }) => kind === 'archive').map(({ system, body }) => ({ id: system, archive: String(body['sha256']), bytes: Number(body['bytes']) })),
    writesPerSecond: rateOf(journal, acknowledged),
    notOneSide: (await Promise.all(moved.map((one) => bothOrNeither(context, one)))).flat(),
    log,
  }
}

interface Measured {
  readonly system: string
  readonly acknowledged: number
  readonly lost: number
  readonly outageMs: number
  readonly rollback: { readonly outageMs: number; readonly lost: number } | null
}

async function measure({ city }: DemoContext, { system, attachments }: SystemAddresses, written: readonly Acknowledgement[], log: MoveLog): Promise<Measured> {
  const endpoint = city.endpoint(system.id, 'target')
  const told = written.map(({ id }) => id)
  const rows = system.journal ? await storeOf(system).missingWrites(endpoint, system.journal, told) : []
  const lostIds = new Set([...rows, ...(attachments ? missingAttachments(attachments.target, told) : [])])
  const forward = spanOf(log, system.id, 'rehearsed', 'verified')
  const back = system.id === ROLLBACK_SYSTEM && log.rollbackRequestedAt !== null ? { from: log.rollbackRequestedAt, to: lastAt(log, system.id, 'rolled_back') } : null
  const rollback = back && {
    outageMs: Math.round(longestGap(written, back.from, back.to)),
    lost: written.filter(({ id, at }) => at <= back.to && lostIds.has(id)).length,
  }
  return { system: system.id, acknowledged: written.length, lost: lostIds.size, outageMs: forward ? Math.round(longestGap(written, forward.from, forward.to)) : 0, rollback }
}

/** From the last time a system reached one state to the first time after it that it reached another. */
function spanOf(log: MoveLog, system: string, from: string, to: string): { from: number; to: number } | undefined {
  const start = lastAt(log, system, from)
  const end = timesOf(log, system, to).find((at) => at >= start)
  return end === undefined ? undefined : { from: start, to: end }
}

function lastAt(log: MoveLog, system: string, state: string): number {
  return timesOf(log, system, state).at(-1) ?? 0
}

function timesOf({ events }: MoveLog, system: string, state: string): readonly number[] {
  return events.filter((event) => event.system === system && event.type === 'state.changed' && event.data['state'] === state).map(({ at }) => Date.parse(at))
}

async function keepMeasurement({ open, run }: DemoContext, { system, rollback, ...figures }: Measured, { records }: MoveLog): Promise<void> {
  const attempt = records.find((one) => one.system === system)?.attempt ?? 1
  const body = { ...figures, ...(rollback ? { rollback } : {}) }
  await open.store.addEvidence({ id: `${run}-${system}-measurement`, run, system, attempt, kind: 'measurement', at: instantFromMs(systemClock.now()), body })
}

function resultOf(measured: Measured, { system }: SystemAddresses, evidence: readonly EvidenceRecord[], { records }: MoveLog): SystemResult {
  const latest = (kind: EvidenceRecord['kind']) => evidence.filter((one) => one.system === system.id && one.kind === kind).at(-1)?.body
  const drill = latest('drill')
  return {
    id: system.id, name: system.name.zh,
    state: records.find((one) => one.system === system.id)?.state ?? 'planned',
    copiedRows: Number(latest('copy')?.['rows'] ?? 0), copiedBytes: Number(latest('copy')?.['bytes'] ?? 0),
    outageMs: measured.outageMs, acknowledged: measured.acknowledged, lost: measured.lost,
    proof: latest('proof')?.['result'] === 'pass' ? 'pass' : latest('proof') ? 'fail' : 'not_run',
    reverseReady: latest('checks')?.['reverseReady'] === true,
    drill: drill ? { rtoMs: Number(drill['rtoMs']), rpoMs: Number(drill['rpoMs']) } : null,
  }
}

async function bothOrNeither({ city }: DemoContext, { system }: SystemAddresses): Promise<readonly string[]> {
  const [source, target] = await Promise.all((['source', 'target'] as const).map((side) => storeOf(system).accepts(city.endpoint(system.id, side), appRoleOf(system))))
  return source === target ? [system.id] : []
}

/** Acknowledged writes a second over the whole time in which users wrote. */
function rateOf(journal: ReadonlyMap<string, readonly Acknowledgement[]>, acknowledged: Readonly<Record<string, number>>): number {
  const times = [...journal.values()].flatMap((list) => [list[0]?.at ?? Infinity, list.at(-1)?.at ?? -Infinity])
  const seconds = (Math.max(...times) - Math.min(...times)) / 1_000
  const count = Object.values(acknowledged).reduce((sum, one) => sum + one, 0)
  return seconds > 0 ? Math.round((10 * count) / seconds) / 10 : 0
}
