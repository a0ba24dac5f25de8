import { referenceTo } from '../../../model/kubernetes-object.js'
import type { HealthLook } from './health.js'

/** Everything that the stacks hold is there. */
export const present: HealthLook = ({ desired, live, hidden }) => desired.map((object) => {
  const reference = referenceTo(object)
  const base = { check: 'present' as const, object: reference, detail: '', pending: false }
  if (live(reference)) return { ...base, result: 'pass', reason: 'present' }
  return hidden(reference) ? { ...base, result: 'not_run', reason: 'not_allowed' } : { ...base, result: 'fail', reason: 'missing' }
})
