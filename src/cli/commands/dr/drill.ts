import { drillSystem } from '../../../app/dr/drill.js'
import { withDr } from '../../../app/dr/open.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDrill } from '../../views/dr.human.js'

export interface DrillArgs {
  readonly place: string
  readonly system: string
  readonly root?: string
  readonly json?: boolean
}

/** `qianyun dr drill <place> <system> [--json]`: on copies; ends with 1 when a check failed. */
export async function run({ place, system, root, json = false }: DrillArgs, io: Io): Promise<number> {
  const report = await withDr({ root: root ?? io.cwd, place, environment: process.env }, (ports) => drillSystem(ports, system))
  if (json) io.stdout(JSON.stringify(report))
  else showDrill(report, io)
  return report.result === 'pass' ? EXIT.done : EXIT.failed
}
