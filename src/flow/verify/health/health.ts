import type { checkResult } from '../../../model/enums.js'
import { referenceTo, type KubernetesObject, type ObjectReference } from '../../../model/kubernetes-object.js'

export type HealthReason =
  | 'present' | 'missing'
  | 'rolled_out' | 'rolling' | 'deadline_passed' | 'pods_refused'
  | 'running' | 'image_unavailable' | 'setting_missing' | 'crashing' | 'unschedulable'
  | 'addressed' | 'standby' | 'no_address'
  | 'valid' | 'expired' | 'expires_soon' | 'not_yet_valid' | 'unreadable'
  | 'bound' | 'waits_for_pod' | 'unbound' | 'lost'
  | 'room' | 'filled_by_design' | 'nearly_full' | 'full' | 'uncounted'
  | 'ran' | 'not_due_yet' | 'suspended' | 'suspended_by_hand' | 'last_run_failed'
  | 'accepted' | 'not_accepted'
  | 'not_allowed'

/** What one check says of one object. */
export interface HealthCheck {
  readonly check: 'present' | 'rollout' | 'pods' | 'endpoints' | 'certificate' | 'claim' | 'quota' | 'schedule' | 'route'
  readonly object: ObjectReference
  readonly result: keyof typeof checkResult
  readonly reason: HealthReason
  /** What was seen: counts, dates, the server's own words. */
  readonly detail: string
  /** Whether it may still become better by itself. */
  readonly pending: boolean
}

/** Everything that was read of one cluster. */
export interface Seen {
  /** What the stacks hold. */
  readonly desired: readonly KubernetesObject[]
  live(reference: ObjectReference): KubernetesObject | undefined
  /** Sorted by name. */
  inNamespace(kind: string, namespace: string): readonly KubernetesObject[]
  /** Whether we may not read it. */
  hidden(reference: ObjectReference): boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Looks at the objects of its kind and says nothing of others. */
export type HealthLook = (seen: Seen) => readonly HealthCheck[]

export interface Found {
  readonly desired: readonly KubernetesObject[]
  readonly live: readonly KubernetesObject[]
  readonly hidden: readonly ObjectReference[]
  readonly now: number
}

export function seenFrom({ desired, live, hidden, now }: Found): Seen {
  const byReference = new Map(live.map((object) => [keyOf(referenceTo(object)), object]))
  const unread = new Set(hidden.map(keyOf))
  const byPlace = new Map<string, KubernetesObject[]>()
  for (const object of live) {
    const here = byPlace.get(placeOf(object))
    if (here) here.push(object)
    else byPlace.set(placeOf(object), [object])
  }
  return {
    desired, now,
    live: (reference) => byReference.get(keyOf(reference)),
    inNamespace: (kind, namespace) => byPlace.get(`${kind} ${namespace}`) ?? [],
    hidden: (reference) => unread.has(keyOf(reference)),
  }
}

function placeOf({ kind, metadata }: KubernetesObject): string {
  return `${kind} ${metadata.namespace ?? ''}`
}

function keyOf({ apiVersion, kind, namespace, name }: ObjectReference): string {
  return `${apiVersion} ${kind} ${namespace ?? ''} ${name}`
}
