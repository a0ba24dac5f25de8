import { withDr } from '../../../app/dr/open.js'
import { syncSystem } from '../../../app/dr/sync.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'
import { showSync } from '../../views/dr.human.js'

export interface SyncArgs {
  readonly place: string
  readonly system?: string
  readonly root?: string
  readonly json?: boolean
}

/** `qianyun dr sync <place> [system] [--json]`: one system after the other, so that they do not fill the line together. */
export async function run({ place, system, root, json = false }: SyncArgs, io: Io): Promise<number> {
  const reports = await withDr({ root: root ?? io.cwd, place, environment: process.env }, async (ports) => {
    const done = []
    for (const one of system === undefined ? ports.systems : [system]) done.push(await syncSystem(ports, one))
    return done
  })
  if (json) io.stdout(JSON.stringify(reports))
  else showSync(reports, io)
  return EXIT.done
}
