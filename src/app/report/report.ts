import type { RunHome } from '../run/home.js'
import { withLatestRun } from '../run/status.js'
import { systemClock } from '../run/system.js'
import { instantFromMs } from '../../model/instant.js'
import { writeReport, type WrittenReport } from './write-report.js'

/** Writes the page about a place's latest run. */
export async function reportLatestRun(home: RunHome, file: string): Promise<WrittenReport> {
  return withLatestRun(home, (open, { id }) => writeReport({ root: home.root, place: home.place, open, run: id, file, at: instantFromMs(systemClock.now()) }))
}
