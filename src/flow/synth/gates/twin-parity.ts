import type { Json, JsonObject } from '../../../model/json.js'
import { namesSecret } from '../../../model/secret-words.js'
import { asObject, resourceAt, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import { declaredDifferences, matches, type DeclaredDifference } from './declared-differences.js'
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
  check: (stacks) => checkTwins(stacks, declaredDifferences),
}

export function checkTwins(stacks: readonly SynthesizedStack[], declared: readonly DeclaredDifference[]): GateFinding[] {
  return twinsOf(stacks).flatMap(({ primary, dr }) => undeclared(primary.stack.json, dr.stack.json, declared).map(({ path, ...sides }) => {
    const resource = resourceAt(dr.stack, path) ?? resourceAt(primary.stack, path)
    return blocks('twin-parity', { stack: dr.stack, resource }, {
      path: path.join('.'), twin: primary.stack.name, primary: shown(path, sides.primary), dr: shown(path, sides.dr),
    })
  }))
}

function undeclared(primary: Json, dr: Json, declared: readonly DeclaredDifference[]): Difference[] {
  const ruleFor = (path: readonly string[]): DeclaredDifference | undefined => declared.find((rule) => matches(path, rule.path))

  function isUndeclared({ path, ...sides }: Difference): boolean {
    const rule = ruleFor(path)
    return rule === undefined || (rule.alike !== undefined && !rule.alike(sides.primary, sides.dr))
  }

  function differences(one: Json | undefined, other: Json | undefined, path: readonly string[]): Difference[] {
    if (equal(one, other)) return []
    const [left, right] = [branches(one), branches(other)]
    if (ruleFor(path)) return [{ path, primary: one, dr: other }]
    if (!left || !right || Array.isArray(one) !== Array.isArray(other)) return absentBranch(one, other, path)
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort().flatMap((key) => differences(left[key], right[key], [...path, key]))
  }

  /** A block that only one side has is one difference, unless a part of it may differ: then each of its other parts is one. */
  function absentBranch(one: Json | undefined, other: Json | undefined, path: readonly string[]): Difference[] {
    const present = asObject(one ?? other)
    const oneSided = (one === undefined || other === undefined) && Object.keys(present).length > 0
    const whole = [{ path, primary: one, dr: other }]
    if (!oneSided) return whole
    const parts = Object.keys(present).sort().flatMap((key) => differences(asObject(one)[key], asObject(other)[key], [...path, key]))
    return parts.every(isUndeclared) ? whole : parts
  }

  return differences(primary, dr, []).filter(isUndeclared)
}

/** Nearly all of two twins is equal, so this is where the time goes: nothing is made on the way. */
function equal(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false
  const [left, right] = [one as JsonObject, other as JsonObject]
  const keys = Object.keys(left)
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && equal(left[key], right[key]))
}

function branches(value: Json | undefined): Readonly<Record<string, Json | undefined>> | null {
  if (Array.isArray(value)) return Object.fromEntries(value.map((child: Json, index) => [String(index), child]))
  return typeof value === 'object' && value !== null ? asObject(value) : null
}

/** Enough of a value to see what differs; nothing of one that may be secret. */
function shown(path: readonly string[], value: Json | undefined): string {
  if (value === undefined) return '-'
  return path.some(namesSecret) ? '***' : JSON.stringify(value).slice(0, 120)
}
