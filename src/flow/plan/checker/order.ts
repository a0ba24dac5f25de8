import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { activityAt, nightOf, type Checked } from './checked.js'

/** Groups cut over in one night; what is needed moves first; merges wait for their decision and end before their survivor moves. */
export function checkOrder(checked: Checked): Diagnostic[] {
  return [...partedGroups(checked), ...needsAfter(checked), ...lateMerges(checked), ...undecidedMerges(checked)]
}

function partedGroups({ plan }: Checked): Diagnostic[] {
  return plan.groups.filter(({ systems }) => new Set(systems.map((system) => nightOf(plan, system))).size > 1)
    .map(({ id }) => problem('PLAN_CHECK_TOGETHER', { group: id }))
}

/** Needs that run in a circle have no order; every other hard need between systems that move must be kept. */
function needsAfter({ inventory, plan }: Checked): Diagnostic[] {
  const hard = inventory.dependencies.filter(({ criticality, from, to }) => criticality === 'hard' && from !== to)
  const needs = hard.filter(({ from, to }) => nightOf(plan, from) !== undefined && nightOf(plan, to) !== undefined)
  const groupOf = (system: string) => plan.groups.find(({ systems }) => systems.includes(system))?.id
  const edges = needs.map(({ from, to }) => ({ from: groupOf(from), to: groupOf(to) }))
  return needs.flatMap(({ from, to }) => {
    const date = nightOf(plan, from)!
    const runsInCircle = groupOf(to) !== groupOf(from) && reaches(groupOf(to), groupOf(from), edges)
    if (nightOf(plan, to)! <= date || runsInCircle) return []
    return [problem('PLAN_CHECK_ORDER', { system: from, date, needs: to })]
  })
}

function reaches(start: string | undefined, goal: string | undefined, edges: readonly { from: string | undefined; to: string | undefined }[]): boolean {
  const seen = new Set([start])
  for (const at of seen) for (const edge of edges) if (edge.from === at) seen.add(edge.to)
  return seen.has(goal)
}

function lateMerges({ inventory, assessment, plan }: Checked): Diagnostic[] {
  return assessment.decisions.flatMap(({ system, mergeInto }) => {
    const merge = activityAt(plan, system, 'merge')
    const survivor = inventory.systems.find(({ id }) => id === mergeInto)
    const night = survivor === undefined ? undefined : nightOf(plan, survivor.id)
    if (merge === undefined || survivor === undefined || night === undefined) return []
    const isNew = survivor.stage === 'applying' || survivor.stage === 'planned' || survivor.stage === 'building'
    const inOrder = isNew ? merge.start > night : merge.end < night
    return inOrder
      ? []
      : [problem('PLAN_CHECK_ORDER', isNew ? { system, date: merge.start, needs: survivor.id } : { system: survivor.id, date: night, needs: system })]
  })
}

function undecidedMerges({ inventory, plan }: Checked): Diagnostic[] {
  return inventory.similarityGroups.flatMap(({ id, members, decidedOn }) => members.flatMap((system) => {
    const merge = activityAt(plan, system, 'merge')
    const isEarly = merge !== undefined && decidedOn !== undefined && merge.start <= decidedOn
    return isEarly ? [problem('PLAN_CHECK_ORDER', { system, date: merge.start, needs: id })] : []
  }))
}
