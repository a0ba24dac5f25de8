import { runHome } from '../../../app/run/home.js'
import { runStatus } from '../../../app/run/status.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'
import { showRunStatus } from '../../views/run-status.human.js'

export interface StatusArgs {
  readonly place: string
  readonly root?: string
  readonly json?: boolean
}

/** `qianyun run status <place> [--json]`. */
export async function run({ place, root, json = false }: StatusArgs, io: Io): Promise<number> {
  const status = await runStatus(runHome(root ?? io.cwd, place, process.env))
  if (json) {
    const systems = status.systems.map((one) => ({ ...one, shown: status.shown.get(one.system) ?? null, paused: status.pauses.find(({ system }) => system === one.system) ?? null }))
    io.stdout(JSON.stringify({ run: status.run.id, planHash: status.run.planHash, systems }))
  }
  else showRunStatus(status, io)
  return EXIT.done
}
