import { readFile } from 'node:fs/promises'
import { writeReport } from '../../app/report/write-report.js'
import { systemClock } from '../../app/run/system.js'
import { instantFromMs } from '../../model/instant.js'
import { CITY } from '../city/place-files.js'
import type { DemoResult } from './demo-result.js'
import { judgePromises } from './promises.js'
import type { Proved } from './prove-all.js'
import type { DemoContext } from './run-demo.js'

/** Writes the report of the run as for any other place, judges the promises with it in hand, and gives the demo's result. */
export async function writeDemoReport(context: DemoContext, proved: Proved): Promise<DemoResult> {
  const { options, approved, city, open, run, startedAt } = context
  const { file, facts, evidenceMissing } = await writeReport({
    root: city.root, place: CITY, open, run, file: options.reportFile, at: instantFromMs(systemClock.now()), approved,
  })
  const html = await readFile(file, 'utf8')
  const promises = await judgePromises(context, proved, { html, evidenceMissing, chainIntact: facts._meta.chainIntact, unsigned: facts.unsigned })
  return {
    lostWrites: proved.systems.reduce((sum, { lost }) => sum + lost, 0),
    writesAcknowledged: proved.systems.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    writesPerSecond: proved.writesPerSecond,
    systems: proved.systems, rollback: proved.rollback, retired: proved.retired,
    classifiedCounted: approved.assessment.classifiedCount,
    promises, report: file,
    seconds: Math.round((systemClock.now() - startedAt) / 1_000), seed: options.seed,
  }
}
