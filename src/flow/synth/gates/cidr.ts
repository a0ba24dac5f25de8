import { addressRange, containsRange, overlapRange } from '../reachability/addresses.js'

/** Whether every address of `inner` is in `outer`; false when either is no network. */
export function cidrContains(outer: string, inner: string): boolean {
  const [whole, part] = [addressRange(outer), addressRange(inner)]
  return whole !== null && part !== null && containsRange(whole, part)
}

/** Whether two networks have an address in common; false when either is no network. */
export function cidrsOverlap(one: string, other: string): boolean {
  const [first, second] = [addressRange(one), addressRange(other)]
  return first !== null && second !== null && overlapRange(first, second)
}
