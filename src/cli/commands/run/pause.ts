import { userInfo } from 'node:os'
import { runHome } from '../../../app/run/home.js'
import { pause, resume } from '../../../app/run/pause.js'
import { withLatestRun } from '../../../app/run/status.js'
import { systemClock } from '../../../app/run/system.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface PauseArgs {
  readonly verb: 'pause' | 'resume'
  readonly place: string
  readonly system: string
  readonly by?: string
  readonly root?: string
}

/** `qianyun run pause|resume <place> <system> [--by NAME]`: workers heed it within a second or two. */
export async function run({ verb, place, system, by = userInfo().username, root }: PauseArgs, io: Io): Promise<number> {
  const act = verb === 'pause' ? pause : resume
  await withLatestRun(runHome(root ?? io.cwd, place, process.env), (open, run) => act(open, run, system, by, systemClock))
  io.stdout(`qianyun run status ${place}`)
  return EXIT.done
}
