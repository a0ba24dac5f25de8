import type { Inventory } from '../../inventory/schema/inventory.js'
import type { EndJob, Link, MoveJob } from '../schedule/problem.js'
import type { HardNeed } from './group.js'
import { stronglyConnected } from './strongly-connected.js'

const notYetBuilt = new Set(['applying', 'planned', 'building'])

export interface Linked {
  links: Link[]
  /** Needs that run in a circle through more than one group: no order can serve them. */
  cut: HardNeed[]
}

/** What comes before what: merges before their survivor moves (SYS-08), providers before what needs them. */
export function linkJobs(
  jobs: readonly MoveJob[],
  ends: readonly EndJob[],
  needs: readonly HardNeed[],
  survivors: ReadonlyMap<string,
  string>,
  inventory: Inventory,
): Linked {
  const jobOf = new Map(jobs.flatMap((job) => job.moves.map(({ system }) => [system, job.id])))
  const between = needs.map(({ from, to }) => ({ from: jobOf.get(from)!, to: jobOf.get(to)!, need: { from, to } })).filter(({ from, to }) => from !== to)
  const circleOf = new Map(stronglyConnected(jobs.map(({ id }) => id), between).flatMap((circle, index) => circle.map((id) => [id, index])))
  const isCut = ({ from, to }: { from: string; to: string }) => circleOf.get(from) === circleOf.get(to)
  const providers = between.filter((need) => !isCut(need))
    .map(({ from, to, need }) => ({ job: from, after: to, reason: 'after_provider' as const, system: need.to }))
  return { links: [...providers, ...mergeLinks(ends, jobOf, survivors, inventory)], cut: between.filter(isCut).map(({ need }) => need) }
}

function mergeLinks(ends: readonly EndJob[], jobOf: ReadonlyMap<string, string>, survivors: ReadonlyMap<string, string>, { systems }: Inventory): Link[] {
  const unbuilt = new Set(systems.filter(({ stage }) => notYetBuilt.has(stage)).map(({ id }) => id))
  return ends.flatMap((end): Link[] => {
    const survivor = survivors.get(end.system)
    if (end.kind !== 'merge' || survivor === undefined) return []
    const moves = jobOf.get(survivor)
    // A survivor that does not exist yet cannot take anything in before it runs.
    if (moves !== undefined && unbuilt.has(survivor)) return [{ job: end.id, after: moves, reason: 'after_survivor', system: survivor }]
    if (moves !== undefined) return [{ job: moves, after: end.id, reason: 'after_merge', system: end.system }]
    return ends.some(({ id }) => id === `merge:${survivor}`) ? [{ job: `merge:${survivor}`, after: end.id, reason: 'after_merge', system: end.system }] : []
  })
}
