import { failBack } from '../../../app/dr/fail-back.js'
import { withDr } from '../../../app/dr/open.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'
import { showFailback } from '../../views/dr.human.js'

export interface FailbackArgs {
  readonly place: string
  readonly system: string
  readonly by: string
  readonly why: string
  readonly root?: string
  readonly json?: boolean
}

/** `qianyun dr failback <place> <system> --by NAME --why TEXT`. */
export async function run({ place, system, by, why, root, json = false }: FailbackArgs, io: Io): Promise<number> {
  const report = await withDr({ root: root ?? io.cwd, place, environment: process.env }, (ports) => failBack(ports, { system, by, why }))
  if (json) io.stdout(JSON.stringify(report))
  else showFailback(report, io)
  return EXIT.done
}
