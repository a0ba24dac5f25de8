import { workdayBefore, workdaysEndingBefore, type DayGrid } from '../day-grid.js'
import type { CopyPart, MoveJob } from './problem.js'

/** Days of one part of a group before its cutover; `copy` is null where nothing is copied. */
export interface PartTiming {
  prepareFirst: number
  prepareLast: number
  copyFirst: number | null
  copyLast: number | null
}

/** The day of the rehearsal of a cutover: the last working day before it. */
export function rehearsalDay(grid: DayGrid, night: number): number {
  return workdayBefore(grid, night)
}

/** Counts back from the cutover: rehearsal on the working day before, the copy ended by then, preparation before the copy. */
export function partTiming(grid: DayGrid, part: CopyPart, night: number, preparationDays: number): PartTiming {
  const isEquipment = part.moves[0]?.move.route === 'colocate'
  const ready = isEquipment ? night : rehearsalDay(grid, night)
  const copyFirst = ready - part.days
  // With no day left before the start there is no preparation either.
  const prepare = copyFirst < 0 ? { first: -1, last: -1 } : workdaysEndingBefore(grid, copyFirst, preparationDays)
  const copies = part.days > 0
  return { prepareFirst: prepare.first, prepareLast: prepare.last, copyFirst: copies ? copyFirst : null, copyLast: copies ? ready - 1 : null }
}

/** First day of work on a group that cuts over on a night; -1 when that is before the start. */
export function firstDayOfWork(grid: DayGrid, job: MoveJob, night: number, preparationDays: number): number {
  let first = night
  for (const part of job.parts) first = Math.min(first, partTiming(grid, part, night, preparationDays).prepareFirst)
  return first
}
