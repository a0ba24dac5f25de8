import { bytes } from '../../../model/bytes.js'
import { milliseconds } from '../../../model/duration.js'
import type { CopyResult, MoveState, MoveStatus, PreflightFinding, Proof, SyncStatus } from '../../../ports/data-mover.js'
import { named, type Part } from './part.js'

type Of<T> = readonly (readonly [part: Part, result: T])[]

/** A finding without an object is about its part as a whole. */
export function mergeFindings(found: Of<readonly PreflightFinding[]>): PreflightFinding[] {
  return found.flatMap(([part, findings]) => findings.map((one) => ({ ...one, objects: one.objects.length > 0 ? named(part, one.objects) : [part.name] })))
}

export function mergeFixed(done: Of<{ readonly fixed: readonly string[] }>): { readonly fixed: readonly string[] } {
  return { fixed: done.flatMap(([part, { fixed }]) => named(part, fixed)) }
}

/** The parts are copied side by side, so the longest of them is the time of the whole. */
export function mergeCopies(copies: Of<CopyResult>): CopyResult {
  const results = copies.map(([, result]) => result)
  return {
    tables: sum(results, 'tables'), rows: sum(results, 'rows'), bytes: sum(results, 'bytes'), largeObjects: sum(results, 'largeObjects'),
    milliseconds: longest(results.map((one) => one.milliseconds)),
    consistentPoint: copies.map(([part, { consistentPoint }]) => `${part.name}: ${consistentPoint}`).join(', '),
    skipped: copies.flatMap(([part, { skipped }]) => skipped.map((one) => ({ ...one, object: `${part.name}/${one.object}` }))),
    copier: [...new Set(results.map(({ copier }) => copier))].join(', '),
  }
}

function sum<Key extends string>(results: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return results.reduce((total, one) => total + one[key], 0)
}

/** A system is as far behind as its slowest part. */
export function mergeSync(read: Of<SyncStatus>): SyncStatus {
  return {
    lag: milliseconds(longest(read.map(([, { lag }]) => Number(lag)))),
    pending: bytes(read.reduce((total, [, { pending }]) => total + Number(pending), 0)),
    applyErrors: read.reduce((total, [, { applyErrors }]) => total + applyErrors, 0),
    drifted: read.flatMap(([part, { drifted }]) => named(part, drifted)),
  }
}

/** Different only where a part is; under snapshots only where every part was. */
export function mergeProofs(proofs: Of<Proof>): Proof {
  const results = proofs.map(([, proof]) => proof)
  return {
    result: results.every(({ result }) => result === 'pass') ? 'pass' : 'fail',
    method: results.every(({ method }) => method === 'snapshots') ? 'snapshots' : 'live',
    tables: proofs.flatMap(([part, { tables }]) => tables.map((one) => ({ ...one, table: `${part.name}/${one.table}` }))),
    sequences: mergeCompared(proofs.map(([part, { sequences }]) => [part, sequences])),
    largeObjects: { compared: sum(results.map((one) => one.largeObjects), 'compared'), different: sum(results.map((one) => one.largeObjects), 'different') },
    objects: mergeCompared(proofs.map(([part, { objects }]) => [part, objects])),
    milliseconds: longest(results.map((one) => one.milliseconds)),
  }
}

function mergeCompared(read: Of<{ readonly compared: number; readonly different: readonly string[] }>) {
  return { compared: sum(read.map(([, one]) => one), 'compared'), different: read.flatMap(([part, { different }]) => named(part, different)) }
}

const STATES = [
  'planned', 'preflighted', 'held', 'copied', 'syncing', 'ready', 'fenced', 'drained', 'switched', 'observing', 'rolled-back', 'closed',
] as const satisfies readonly MoveState[]

/** The lead says which side serves; the system is no further than its last part. */
export function mergeStatus([lead, ...followers]: readonly [MoveStatus, ...MoveStatus[]]): MoveStatus {
  const parts = [lead, ...followers]
  const furthestBack = Math.min(...parts.map(({ state }) => STATES.indexOf(state)))
  return { serving: lead.serving, feed: parts.every(({ feed }) => feed), copied: parts.every(({ copied }) => copied), state: STATES[furthestBack] ?? lead.state }
}

export function longest(times: readonly number[]): number {
  return Math.max(0, ...times)
}
