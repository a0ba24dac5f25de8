import { drStatus } from '../../../app/dr/status.js'
import { withDr } from '../../../app/dr/open.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showDrStatus } from '../../views/dr.human.js'

export interface StatusArgs {
  readonly place: string
  readonly system?: string
  readonly root?: string
  readonly json?: boolean
}

/** `qianyun dr status <place> [system] [--json]`: ends with an error's code when something must be mended. */
export async function run({ place, system, root, json = false }: StatusArgs, io: Io): Promise<number> {
  const statuses = await withDr({ root: root ?? io.cwd, place, environment: process.env }, (ports) => drStatus(ports, system === undefined ? ports.systems : [system]))
  if (json) io.stdout(JSON.stringify(statuses))
  else showDrStatus(statuses, io)
  return exitCodeFor(statuses.flatMap(({ findings }) => findings))
}
