import { systemClock } from '../../app/run/system.js'
import type { DemoResult } from './demo-result.js'
import { judgePromises } from './promises.js'
import type { Proved } from './prove-all.js'
import type { DemoContext } from './run-demo.js'

export async function writeDemoReport(context: DemoContext, proved: Proved): Promise<DemoResult> {
  const { options, approved, startedAt } = context
  const promises = await judgePromises(context, proved, { html: '', evidenceMissing: [], chainIntact: true, unsigned: [] })
  return {
    lostWrites: proved.systems.reduce((sum, { lost }) => sum + lost, 0),
    writesAcknowledged: proved.systems.reduce((sum, { acknowledged }) => sum + acknowledged, 0),
    writesPerSecond: proved.writesPerSecond,
    systems: proved.systems, rollback: proved.rollback, retired: proved.retired,
    classifiedCounted: approved.assessment.classifiedCount,
    promises, report: options.reportFile,
    seconds: Math.round((systemClock.now() - startedAt) / 1_000), seed: options.seed,
  }
}
