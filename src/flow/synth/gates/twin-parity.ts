import type { Json } from '../../../model/json.js'
import { asObject, resourceAt } from '../output/read-output.js'
import { namesSecret } from './clear-text-secret.js'
import { declaredDifferences, imagePath, matches } from './declared-differences.js'
import { blocks, type Gate } from './gate.js'
import { twinsOf } from './namespaces.js'

interface Difference {
  path: readonly string[]
  primary: Json | undefined
  dr: Json | undefined
}

/** A replica that is not as its primary is found out on the day it is needed: every difference that is not declared is one finding. */
export const twinParity: Gate = {
  id: 'twin-parity',
  code: 'STK_TWIN_PARITY',
  check: (stacks) => twinsOf(stacks).flatMap(({ primary, dr }) => differences(primary.stack.json, dr.stack.json, [])
    .filter(isUndeclared)
    .map(({ path, ...sides }) => blocks('twin-parity', { stack: dr.stack, resource: resourceAt(dr.stack, path) ?? resourceAt(primary.stack, path) }, {
      path: path.join('.'), twin: primary.stack.name, primary: shown(path, sides.primary), dr: shown(path, sides.dr),
    }))),
}

function differences(primary: Json | undefined, dr: Json | undefined, path: readonly string[]): Difference[] {
  if (JSON.stringify(primary) === JSON.stringify(dr)) return []
  const [left, right] = [branches(primary), branches(dr)]
  if (!left || !right || Array.isArray(primary) !== Array.isArray(dr)) return absentBranch(primary, dr, path)
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort().flatMap((key) => differences(left[key], right[key], [...path, key]))
}

/** A block that only one side has is one difference, unless a part of it may differ: then each of its other parts is one. */
function absentBranch(primary: Json | undefined, dr: Json | undefined, path: readonly string[]): Difference[] {
  const present = asObject(primary ?? dr)
  const oneSided = (primary === undefined || dr === undefined) && Object.keys(present).length > 0
  const whole = [{ path, primary, dr }]
  if (!oneSided) return whole
  const parts = Object.keys(present).sort().flatMap((key) => differences(asObject(primary)[key], asObject(dr)[key], [...path, key]))
  return parts.every(isUndeclared) ? whole : parts
}

function branches(value: Json | undefined): Readonly<Record<string, Json | undefined>> | null {
  if (Array.isArray(value)) return Object.fromEntries(value.map((child: Json, index) => [String(index), child]))
  return typeof value === 'object' && value !== null ? asObject(value) : null
}

function isUndeclared({ path, primary, dr }: Difference): boolean {
  if (matches(path, imagePath)) return withoutHost(primary) !== withoutHost(dr)
  return !declaredDifferences.some((pattern) => matches(path, pattern))
}

function withoutHost(image: Json | undefined): string {
  return typeof image === 'string' ? image.slice(image.indexOf('/') + 1) : ''
}

/** Enough of a value to see what differs; nothing of one that may be secret. */
function shown(path: readonly string[], value: Json | undefined): string {
  if (value === undefined) return '-'
  return path.some(namesSecret) ? '***' : JSON.stringify(value).slice(0, 120)
}
