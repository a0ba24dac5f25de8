import type { Json } from '../../../model/json.js'
import { holdsSecret } from '../../../model/secret-words.js'
import type { ChangedPath } from './changed-paths.js'

/** `spec.0.replicas 3 → 7`; values that may be secret are `***`, and of blocks only the size is told, because what is in them is not looked through. */
export function shownChange({ path, before, after, secret }: ChangedPath): string {
  const show = (value: Json | undefined): string => (secret ? '***' : shownValue(value))
  return `${path.join('.')} ${show(before)} → ${show(after)}`
}

/** The first few of many, and how many there are. */
export function shownChanges(changes: readonly ChangedPath[], most = 5): string {
  const rest = changes.length > most ? [`+${changes.length - most}`] : []
  return [...changes.slice(0, most).map(shownChange), ...rest].join(', ')
}

/** Longest text that is repeated: enough to know the value again. */
const longest = 120

function shownValue(value: Json | undefined): string {
  if (value === undefined || value === null) return '-'
  if (Array.isArray(value)) return `[${value.length}]`
  if (typeof value === 'object') return `{${Object.keys(value).length}}`
  return typeof value === 'string' && holdsSecret(value) ? '***' : String(value).slice(0, longest)
}
