import type { Json } from '../../../model/json.js'
import { namesSecret } from '../../../model/secret-words.js'
import { asObject, text } from '../output/read-output.js'

/** One value that differs. */
export interface ChangedPath {
  readonly path: readonly string[]
  readonly before: Json | undefined
  readonly after: Json | undefined
  /** Whether neither side may be shown. */
  readonly secret: boolean
}

/** Where the provider hides a value: `true` at the value or above it, in a tree shaped like the value. */
type Mask = Json | undefined

/** Every leaf in which two values differ; lists of other lengths are one difference. */
export function changedPaths(before: Json | undefined, after: Json | undefined, masks: readonly Mask[] = []): ChangedPath[] {
  return compare({ path: [], before, after, secret: false }, masks)
}

function compare(one: ChangedPath, masks: readonly Mask[]): ChangedPath[] {
  if (JSON.stringify(one.before) === JSON.stringify(one.after)) return []
  const hidden = { ...one, secret: one.secret || masks.includes(true) }
  const [left, right] = [branches(one.before), branches(one.after)]
  if (!left || !right || Array.isArray(one.before) !== Array.isArray(one.after) || lengthOf(one.before) !== lengthOf(one.after)) return [hidden]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort().flatMap((key) => compare(
    { path: [...one.path, key], before: left[key], after: right[key], secret: hidden.secret || namesSecret(key) || (key === 'value' && isSecretVariable(left, right)) },
    masks.map((mask) => branches(mask)?.[key]),
  ))
}

/** Whether both sides say nothing, in two spellings: the provider reads an absent map as null in one place and as empty in another. */
export function saysNothing({ before, after }: Pick<ChangedPath, 'before' | 'after'>): boolean {
  return isEmpty(before) && isEmpty(after)
}

export function isEmpty(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0)
}

type Branches = Readonly<Record<string, Json | undefined>>

function branches(value: Json | undefined): Branches | null {
  if (Array.isArray(value)) return Object.fromEntries(value.map((child: Json, index) => [String(index), child]))
  return typeof value === 'object' && value !== null ? asObject(value) : null
}

function lengthOf(value: Json | undefined): number {
  return Array.isArray(value) ? value.length : 0
}

/** A variable is a name and a value; the name tells what the value is. */
function isSecretVariable(...sides: readonly Branches[]): boolean {
  return sides.some(({ name }) => namesSecret(text(name) ?? ''))
}
