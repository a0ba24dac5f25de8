import type { Inventory } from '../../inventory/schema/inventory.js'
import type { Activity, Wave } from '../plan.js'
import type { MoveJob, WaveSlot } from '../schedule/problem.js'

/** Waves as they come out of the dates of their groups; a wave in which nothing moves is left out. */
export function wavesOf(slots: readonly WaveSlot[], jobs: readonly MoveJob[], activities: readonly Activity[], { clouds }: Inventory): Wave[] {
  const pilots = slots.filter(({ no, kind }) => kind === 'pilot' && jobs.some(({ wave }) => wave === no)).map(({ no }) => `wave:${no}`)
  return slots.flatMap(({ no, kind }) => {
    const moves = jobs.filter(({ wave }) => wave === no).flatMap((job) => job.moves)
    const systems = moves.map(({ system }) => system).sort()
    const inside = activities.filter(({ system }) => systems.includes(system))
    if (inside.length === 0) return []
    const zones = new Set(moves.map(({ zone }) => zone))
    const gates = clouds.filter((cloud) => cloud.zones?.some(({ id }) => zones.has(id)))
      .flatMap(({ id }) => [`cloud:${id}:evaluation`, `cloud:${id}:securityReview`])
    return [{
      no, kind, systems,
      start: inside.map(({ start }) => start).sort()[0]!,
      end: inside.map(({ end }) => end).sort().at(-1)!,
      prerequisites: [...(kind === 'pilot' ? [] : pilots), ...gates],
    }]
  })
}
