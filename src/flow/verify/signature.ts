import { signersOf } from './approvals-check.js'
import type { Seen, VerdictCheck } from './verdict.js'

/** Who signed the verdict: the commit gate, which two people sign because nothing undoes it. */
export interface Signature {
  readonly signed: boolean
  readonly by: readonly string[]
  readonly peopleNeeded: number
}

const PEOPLE_NEEDED = 2

/** Counts a signature only when all that the verdict rests on had been seen by then; users' own measurements come after the end. */
export function signatureOf(seen: Seen, checks: readonly VerdictCheck[]): Signature {
  const rested = new Set(checks.flatMap(({ check, evidence }) => (evidence === null || check === 'no_write_lost' ? [] : [evidence])))
  const lastSeen = Math.max(0, ...seen.evidence.filter(({ id }) => rested.has(id)).map(({ at }) => Date.parse(at)))
  const approvals = seen.approvals.filter(({ at }) => Date.parse(at) >= lastSeen)
  const by = signersOf({ ...seen, approvals }, 'commit')
  return { signed: by.length >= PEOPLE_NEEDED, by, peopleNeeded: PEOPLE_NEEDED }
}
