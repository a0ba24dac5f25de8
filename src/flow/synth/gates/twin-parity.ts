import type { Json } from '../../../model/json.js'
import { asObject } from '../output/read-output.js'
import { namesSecret } from './clear-text-secret.js'
import { declaredDifferences, imagePath, matches } from './declared-differences.js'
import type { Gate } from './gate.js'
import { twinsOf } from './namespaces.js'

interface Difference {
  path: readonly string[]
  primary: Json | undefined
  dr: Json | undefined
}

/** A replica that is not the same as its primary is found out on the day it is needed. Every difference that is not declared is one finding. */
export const twinParity: Gate = {
  id: 'twin-parity',
  code: 'STK_TWIN_PARITY',
  check: (stacks) => twinsOf(stacks).flatMap(({ primary, dr }) => differences(primary.stack.json, dr.stack.json, [])
    .filter(isUndeclared)
    .map((difference) => ({
      gate: 'twin-parity', stack: dr.stack.name, resource: resourceOf(difference.path), severity: 'block',
      params: { path: difference.path.join('.'), twin: primary.stack.name, primary: shown(difference.path, difference.primary), dr: shown(difference.path, difference.dr) },
    }))),
}

function differences(primary: Json | undefined, dr: Json | undefined, path: readonly string[]): Difference[] {
  if (JSON.stringify(primary) === JSON.stringify(dr)) return []
  if (!isTree(primary) || !isTree(dr) || Array.isArray(primary) !== Array.isArray(dr)) return [{ path, primary, dr }]
  const [left, right] = [branches(primary), branches(dr)]
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort().flatMap((key) => differences(left[key], right[key], [...path, key]))
}

function isTree(value: Json | undefined): value is Exclude<Json, null | boolean | number | string> {
  return typeof value === 'object' && value !== null
}

function branches(value: Json): Readonly<Record<string, Json | undefined>> {
  return Array.isArray(value) ? Object.fromEntries(value.map((child: Json, index) => [String(index), child])) : asObject(value)
}

function isUndeclared({ path, primary, dr }: Difference): boolean {
  if (matches(path, imagePath)) return withoutHost(primary) !== withoutHost(dr)
  return !declaredDifferences.some((pattern) => matches(path, pattern))
}

function withoutHost(image: Json | undefined): string {
  return typeof image === 'string' ? image.slice(image.indexOf('/') + 1) : ''
}

function resourceOf([section, type, id]: readonly string[]): string | null {
  return section === 'resource' && type !== undefined && id !== undefined ? `${type}.${id}` : null
}

/** Enough of a value to see what differs; nothing of one that may be secret. */
function shown(path: readonly string[], value: Json | undefined): string {
  if (value === undefined) return '-'
  return path.some(namesSecret) ? '***' : JSON.stringify(value).slice(0, 120)
}
