import { failOver } from '../../../app/dr/fail-over.js'
import { withDr } from '../../../app/dr/open.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'
import { showFailover } from '../../views/dr.human.js'

export interface FailoverArgs {
  readonly place: string
  readonly system: string
  readonly by: string
  readonly why: string
  readonly primaryIsLost?: boolean
  readonly root?: string
  readonly json?: boolean
}

/** `qianyun dr failover <place> <system> --by NAME --why TEXT [--primary-is-lost]`. */
export async function run({ place, system, by, why, primaryIsLost = false, root, json = false }: FailoverArgs, io: Io): Promise<number> {
  const report = await withDr({ root: root ?? io.cwd, place, environment: process.env }, (ports) => failOver(ports, { system, by, why, primaryIsLost }))
  if (json) io.stdout(JSON.stringify(report))
  else showFailover(report, io)
  return EXIT.done
}
