import type { MoveJob, Problem, WaveSlot } from './problem.js'

/** Which waves still have room, and when each began. */
export interface WaveBook {
  slots: { slot: WaveSlot; left: number; firstDay: number | null }[]
}

/** Waves without a limit share evenly what the limited ones leave; the last of them takes the rest. */
export function waveBook({ waves, jobs }: Problem): WaveBook {
  const moves = jobs.filter((job) => job.kind === 'move')
  const ordinary = moves.filter(({ isPilot }) => !isPilot).reduce((sum, job) => sum + job.moves.length, 0)
  const later = waves.filter(({ kind }) => kind !== 'pilot')
  const open = later.filter(({ maxSystems }) => maxSystems === null)
  const limited = later.reduce((sum, { maxSystems }) => sum + (maxSystems ?? 0), 0)
  const share = Math.ceil(Math.max(0, ordinary - limited) / Math.max(1, open.length))
  const book: WaveBook = { slots: waves.map((slot) => ({
    slot,
    left: slot.maxSystems ?? (slot === open.at(-1) || slot.kind === 'pilot' ? Infinity : share),
    firstDay: null,
  })) }
  // Room for what is pinned is kept free, whatever the order in which jobs are placed.
  for (const job of moves) takePlace(book, job.wave, job.moves.length)
  return book
}

function takePlace(book: WaveBook, wave: number | null, count: number): void {
  const entry = book.slots.find(({ slot }) => slot.no === wave)
  if (entry !== undefined) entry.left -= count
}

/** The wave of a job: its own, or the first later wave with room, in which it then has its place. */
export function enterWave(book: WaveBook, job: MoveJob): WaveSlot | undefined {
  if (job.wave !== null) return book.slots.find(({ slot }) => slot.no === job.wave)?.slot
  const entry = book.slots.find(({ slot, left }) => slot.kind !== 'pilot' && left >= job.moves.length)
  if (entry !== undefined) entry.left -= job.moves.length
  return entry?.slot
}

/** Gives the place back to others when no night was found. */
export function leaveWave(book: WaveBook, job: MoveJob, wave: WaveSlot): void {
  if (job.wave === null) takePlace(book, wave.no, -job.moves.length)
}

/** The first day of the nearest wave before this one in which something is placed. */
export function startOfWaveBefore(book: WaveBook, wave: WaveSlot): number {
  const before = book.slots.filter(({ slot, firstDay }) => slot.no < wave.no && slot.kind !== 'pilot' && firstDay !== null)
  return before.at(-1)?.firstDay ?? 0
}

export function noteStart(book: WaveBook, wave: WaveSlot, day: number): void {
  const entry = book.slots.find(({ slot }) => slot === wave)
  if (entry !== undefined) entry.firstDay = Math.min(entry.firstDay ?? day, day)
}
