import type { Link, MoveJob, WaveSlot } from '../schedule/problem.js'

/** A pilot is a few typical systems: no more than this where the programme sets no limit. */
const PILOT_SYSTEMS = 3

/** Puts pinned groups into their waves and the smallest, least important ones into the pilot waves (MIG-02). */
export function choosePilots(jobs: readonly MoveJob[], links: readonly Link[], waves: readonly WaveSlot[]): MoveJob[] {
  const kinds = new Map(waves.map(({ no, kind }) => [no, kind]))
  const pinned = jobs.map((job) => (job.wave === null ? job : { ...job, isPilot: kinds.get(job.wave) === 'pilot' }))
  const chosen = new Map<string, number>()
  for (const wave of waves.filter(({ kind }) => kind === 'pilot')) {
    let room = (wave.maxSystems ?? PILOT_SYSTEMS) - pinned.filter((job) => job.wave === wave.no).reduce((sum, { moves }) => sum + moves.length, 0)
    for (const job of candidates(pinned, links)) {
      if (chosen.has(job.id) || job.moves.length > room) continue
      chosen.set(job.id, wave.no)
      room -= job.moves.length
    }
  }
  return pinned.map((job) => (chosen.has(job.id) ? asPilot(job, chosen.get(job.id)!) : job))
}

/** Free groups that wait for no other group, the fittest first; core systems only where there is nothing else. */
function candidates(jobs: readonly MoveJob[], links: readonly Link[]): MoveJob[] {
  const waiting = new Set(links.map(({ job }) => job))
  const free = jobs.filter(({ id, wave }) => wave === null && !waiting.has(id))
  const ordinary = free.filter((job) => !isCore(job))
  return (ordinary.length > 0 ? ordinary : free).toSorted((a, b) => compare(fitness(a), fitness(b)) || (a.id < b.id ? -1 : 1))
}

/** Systems with data first, for a pilot has to try the copy; then few, then unimportant, then small. */
function fitness(job: MoveJob): number[] {
  const size = sizeOf(job)
  return [size > 0 ? 0 : 1, job.moves.length, Math.max(...job.moves.map(({ importance }) => importance)), size]
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, index) => value - b[index]!).find((difference) => difference !== 0) ?? 0
}

function asPilot(job: MoveJob, wave: number): MoveJob {
  const reason = isCore(job) ? { code: 'pilot_of_core', params: {} } : { code: 'pilot_choice', params: { sizeGb: sizeOf(job) } }
  return { ...job, wave, isPilot: true, reasons: [...job.reasons, reason] }
}

function isCore({ moves }: MoveJob): boolean {
  return moves.some(({ importance }) => importance === 3)
}

function sizeOf({ moves }: MoveJob): number {
  return moves.reduce((sum, { sizeGb }) => sum + sizeGb, 0)
}
