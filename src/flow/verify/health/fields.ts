import type { Json, JsonObject } from '../../../model/json.js'
import type { KubernetesObject } from '../../../model/kubernetes-object.js'

/** The value below a path of keys, or undefined. */
export function field(value: Json | undefined | KubernetesObject, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((current, key) => record(current)[key], value as Json | undefined)
}

export function record(value: Json | undefined): JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {}
}

export function records(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).map((entry) => record(entry)) : []
}

export function words(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function count(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}

export interface Condition {
  readonly status: string
  readonly reason: string
  readonly message: string
}

export function conditionOf(conditions: Json | undefined, type: string): Condition | undefined {
  const found = records(conditions).find((one) => one['type'] === type)
  return found && { status: words(found['status']), reason: words(found['reason']), message: words(found['message']) }
}

/** Whether all pairs of a selector's `matchLabels` are among the labels; a selector without any selects nothing here. */
export function selects(selector: Json | undefined, labels: JsonObject | undefined): boolean {
  const pairs = Object.entries(record(selector))
  return pairs.length > 0 && pairs.every(([key, value]) => labels?.[key] === value)
}
