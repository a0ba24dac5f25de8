import type { Json } from '../../../model/json.js'
import { asObject } from '../output/read-output.js'
import { changedPaths, saysNothing, type ChangedPath } from './changed-paths.js'
import type { ParsedPlan, ResourceChange } from './parse-plan.js'
import { blocks, warns, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'
import { shownChanges } from './shown-value.js'

/**
 * What somebody changed by hand stops the run until it is known why: it may be the only thing that keeps a system up. The tools report
 * drift for nearly every object the API server has filled in, so it counts only where the plan would change the same value back.
 */
export const drift: PlanGate = {
  id: 'drift',
  codes: ['GATE_DRIFT', 'GATE_DRIFT_GONE'],
  check: (set) => set.plans.flatMap((plan) => plan.drift.flatMap((drifted) => judge(drifted, plan, set))),
}

function judge(drifted: ResourceChange, { changes }: ParsedPlan, { purpose }: PlanSet): PlanGateFinding[] {
  const change = changes.find(({ address }) => address === drifted.address)
  const tell = purpose === 'heal' || purpose === 'promote' ? warns : blocks
  if (change === undefined || change.action === 'none' || change.action === 'delete') return []
  if (drifted.action === 'delete') return [tell('drift', 'GATE_DRIFT_GONE', drifted)]
  const undone = drivenBack(drifted, change)
  return undone.length === 0 ? [] : [tell('drift', 'GATE_DRIFT', drifted, { attributes: shownChanges(undone) })]
}

/** The drifted values that are about to change again, unless what they will be is left to the API server. */
function drivenBack(drifted: ResourceChange, { before, after, unknown, type }: ResourceChange): ChangedPath[] {
  // In a manifest an empty selector selects all and an absent one nothing.
  const isNoise = (changed: ChangedPath): boolean => type !== 'kubernetes_manifest' && saysNothing(changed)
  const planned = changedPaths(before, after).filter(({ path }) => !isUnknown(unknown, path)).map(({ path }) => path.join('.'))
  const inside = (path: string): boolean => planned.some((other) => other === path || path.startsWith(`${other}.`) || other.startsWith(`${path}.`))
  return changedPaths(drifted.before, drifted.after, drifted.sensitive).filter((changed) => !isNoise(changed) && inside(changed.path.join('.')))
}

function isUnknown(unknown: Json | undefined, [key, ...rest]: readonly string[]): boolean {
  if (typeof unknown !== 'object' || unknown === null || key === undefined) return unknown === true
  return isUnknown(Array.isArray(unknown) ? unknown[Number(key)] : asObject(unknown)[key], rest)
}
