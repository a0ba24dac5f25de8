import { resolve } from 'node:path'
import { reportLatestRun } from '../../app/report/report.js'
import { runHome } from '../../app/run/home.js'
import { EXIT } from '../exit.js'
import type { Io } from '../io.js'
import { showReport } from '../views/report.human.js'

export interface ReportArgs {
  readonly place: string
  readonly out: string
  readonly root?: string
}

/** `qianyun report <place> [-o file]`: 0 when written; 6 when the evidence it rests on was changed, or a figure of it leads nowhere. */
export async function run({ place, out, root }: ReportArgs, io: Io): Promise<number> {
  const report = await reportLatestRun(runHome(root ?? io.cwd, place, process.env), resolve(io.cwd, out))
  showReport(report, io)
  return report.facts._meta.chainIntact && report.evidenceMissing.length === 0 ? EXIT.done : EXIT.gate
}
