import type { Json } from '../../../model/json.js'
import { namespacesOf } from '../gates/namespaces.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { asObject, at, text, type SynthesizedStack } from '../output/read-output.js'
import { kindOf } from './guarded-kinds.js'
import type { ResourceChange } from './parse-plan.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'
import { signatureOf } from './signed.js'

/**
 * What serves is never put on stand-by by the way: a promotion that the next plan does not know of would be undone by it. Asked for is
 * the stand-by of the old primary, by the promotion; all else is signed for.
 */
export const demotion: PlanGate = {
  id: 'demotion',
  codes: ['GATE_DEMOTION'],
  check: (set) => set.plans.flatMap(({ changes }) => changes.flatMap((change) => judge(change, set))),
}

function judge(change: ResourceChange, { stacks, purpose, changes, today }: PlanSet): PlanGateFinding[] {
  if (change.action === 'none' || partOf(change, 'before') !== 'primary' || partOf(change, 'after') !== 'dr') return []
  if (purpose === 'promote' && leavesOwnPart(change.site, 'dr', stacks)) return []
  if (signatureOf(change, changes, today).standing === 'signed') return []
  return [blocks('demotion', 'GATE_DEMOTION', change, { kind: kindOf(change), site: change.site, lost: lostBy(change) })]
}

/** Whether a part is another than the site's own, which its domains and exchanges bear: what a promotion asks for, and its undoing is not. */
export function leavesOwnPart(site: string, part: string, stacks: readonly SynthesizedStack[]): boolean {
  const own = namespacesOf(stacks).find((namespace) => namespace.site === site && namespace.system === null)?.role
  return own !== undefined && own !== null && own !== part
}

/** The part in which an object is told to be: a namespace by its label, pods by their annotation, a database by whom it follows. */
function partOf(change: ResourceChange, side: 'before' | 'after'): string | null {
  const object = objectAt(change, side)
  switch (kindOf(change)) {
    case 'Namespace': return text(at(object, 'metadata', 'labels', labelKeys.role))
    case 'Deployment': case 'StatefulSet': return text(at(object, 'spec', 'template', 'metadata', 'annotations', annotationKeys.role))
    case 'CronJob': return text(at(jobOf(object), 'template', 'metadata', 'annotations', annotationKeys.role))
    case 'Cluster': return change[side] === undefined ? null : partOfDatabase(at(object, 'spec', 'replica'))
    default: return null
  }
}

/** The provider and the API spell the job's block differently. */
function jobOf(object: Json | undefined): Json | undefined {
  return at(object, 'spec', 'job_template', 'spec') ?? at(object, 'spec', 'jobTemplate', 'spec')
}

/** One that follows nobody takes writes (https://cloudnative-pg.io/documentation/current/replica_cluster/). */
function partOfDatabase(replica: Json | undefined): 'primary' | 'dr' {
  const { enabled, self, primary } = asObject(replica)
  const follows = enabled === true || (enabled !== false && (primary ?? null) !== (self ?? null))
  return follows ? 'dr' : 'primary'
}

/** A manifest's `object` is what stands in the cluster; what is asked for is written in `manifest`. */
function objectAt(change: ResourceChange, side: 'before' | 'after'): Json | undefined {
  const value = change[side]
  return (side === 'before' ? at(value, 'object') : undefined) ?? at(value, 'manifest') ?? value
}

/** What a reader sees first: the pods, the schedule, the writes; where none of it changes, the part alone. */
function lostBy(change: ResourceChange): string {
  const [before, after] = [objectAt(change, 'before'), objectAt(change, 'after')]
  const differing = [['spec', 'replicas'], ['spec', 'suspend'], ['spec', 'replica', 'primary'], ['spec', 'instances']].flatMap((path) => {
    const [was, planned] = [at(before, ...path), at(after, ...path)].map((value) => (value === undefined || value === null ? '-' : String(value)))
    return was === planned ? [] : [`${path.slice(1).join('.')} ${was} → ${planned}`]
  })
  return ['primary → dr', ...differing].join(', ')
}
