import { contentHash } from '../../src/model/canonical.js'
import type { EvidenceRecord } from '../../src/model/evidence.js'
import { sealEvidence } from '../../src/model/evidence-chain.js'
import type { JsonObject } from '../../src/model/json.js'
import type { Approval, Gate, SystemRecord } from '../../src/ports/run-store.js'

export const RUN = 'testing-0001'
const START = Date.parse('2026-04-11T14:00:00.000Z')

/** A run as its store would give it back, written down minute by minute: evidence chained, approvals in between. */
export class SeenRun {
  readonly evidence: EvidenceRecord[] = []
  readonly approvals: Approval[] = []
  readonly systems: SystemRecord[] = []
  #minute = 0

  /** Minutes since the start of the run, as an instant. */
  at(minute = this.#minute): string {
    return new Date(START + minute * 60_000).toISOString()
  }

  see(system: string, kind: EvidenceRecord['kind'], body: JsonObject, attempt = 1): EvidenceRecord {
    this.#minute += 1
    const count = this.evidence.filter((one) => one.system === system && one.kind === kind).length + 1
    const record = sealEvidence({ id: `${system}-${kind}-${count}`, run: RUN, system, attempt, kind, at: this.at(), body }, this.evidence.at(-1))
    this.evidence.push(record)
    return record
  }

  sign(system: string, gate: Gate, by: string, attempt = 1): void {
    this.#minute += 1
    this.approvals.push({ run: RUN, system, attempt, gate, by, at: this.at(), why: 'checked', shown: contentHash(this.evidence.map(({ hash }) => hash)) })
  }

  stand(system: string, state: SystemRecord['state'], more: Partial<SystemRecord> = {}): void {
    this.systems.push({ run: RUN, system, attempt: 1, state, since: this.at(), waiting: null, detail: {}, ...more })
  }
}

const table = (rows: number, differing: string[] = []) => ({
  table: 'public.permit', rowsSource: rows, rowsTarget: rows - differing.length, hashSource: 'a', hashTarget: 'a', differing,
})

export const proof = (more: JsonObject = {}): JsonObject => ({
  result: 'pass', method: 'snapshots', tables: [table(60_000)], sequences: { compared: 3, different: [] },
  largeObjects: { compared: 0, different: 0 }, milliseconds: 900, ...more,
})

export const unequal = proof({ result: 'fail', tables: [table(60_000, ['1..1000'])] })
export const checks: JsonObject = {
  result: 'pass', reverseReady: true, checks: [{ name: 'public address answers from the new side', result: 'pass', detail: '200' }],
}
export const drill = (rtoMs: number, rpoMs: number): JsonObject => ({
  result: 'pass', rtoMs, rpoMs, timelineBefore: 1, timelineAfter: 2, checks: [{ name: 'write_accepted', pass: true }], cloneMs: 800,
})
export const copied = (rows: number, bytes: number): JsonObject => ({ tables: 2, rows, bytes, largeObjects: 0, milliseconds: 4_000, consistentPoint: '0/1' })

/** Forward from `source`, or the way back from `target`; the fence falls at the given instant. */
export const switched = (fencedAt: string, milliseconds: number, from: 'source' | 'target' = 'source'): JsonObject => ({
  from, to: from === 'source' ? 'target' : 'source', fencedAt: Date.parse(fencedAt), openedAt: Date.parse(fencedAt) + milliseconds, position: '0/2',
  timings: { fence: 10, drain: 40, fixups: 20, snapshots: 5, reverse: 30, open: 15 },
})

/** Everything one attempt leaves behind on its way to the trial: copy, rehearsal, gates, switch, proof, checks. */
export function cross(run: SeenRun, system: string, figures: { rows: number; bytes: number; outage: number; attempt?: number }): void {
  const { rows, bytes, outage, attempt = 1 } = figures
  if (attempt === 1) run.see(system, 'copy', copied(rows, bytes), attempt)
  run.see(system, 'rehearsal', proof({ method: 'live' }), attempt)
  run.sign(system, 'ready', 'qianyun', attempt)
  run.sign(system, 'cutover', '周割接', attempt)
  run.see(system, 'switch', switched(run.at(), outage), attempt)
  run.see(system, 'proof', proof(), attempt)
  run.see(system, 'checks', checks, attempt)
}
