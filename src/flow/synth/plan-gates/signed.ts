import type { CalendarDate } from '../../../model/calendar-date.js'
import type { SignedChange } from '../../inventory/schema/inventory.js'
import type { ResourceChange } from './parse-plan.js'

/** Whether somebody has signed for an act; when not, the entry of changes.yaml that comes nearest, and what it lacks. */
export type Signature =
  | { readonly standing: 'signed' | 'expired' | 'not-yet' | 'other-scope'; readonly change: SignedChange }
  | { readonly standing: 'none' }

type Act = Pick<ResourceChange, 'stack' | 'address' | 'action'>

/** A signature holds from the day it was given to its last day, for one stack, and for the resources and actions it names. */
export function signatureOf({ stack, address, action }: Act, changes: readonly SignedChange[], today: CalendarDate): Signature {
  const here = changes.filter((change) => change.stack === stack)
  const covering = here.filter(({ resources, actions }) => resources.some((pattern) => covers(pattern, address)) && actions.some((known) => known === action))
  const valid = covering.find(({ on, until }) => on <= today && today <= until)
  if (valid) return { standing: 'signed', change: valid }
  const [nearest] = [...covering, ...here]
  if (!nearest) return { standing: 'none' }
  if (!covering.includes(nearest)) return { standing: 'other-scope', change: nearest }
  return { standing: nearest.on > today ? 'not-yet' : 'expired', change: nearest }
}

/** `*` stands for any run of characters. */
function covers(pattern: string, address: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`).test(address)
}
