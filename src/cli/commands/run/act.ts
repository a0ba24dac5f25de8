import { moveAgain, retry, rollBack } from '../../../app/run/act.js'
import { systemClock } from '../../../app/run/system.js'
import { runHome } from '../../../app/run/home.js'
import { placeForRun } from '../../../app/run/load-place.js'
import { withLatestRun } from '../../../app/run/status.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface ActArgs {
  readonly verb: 'rollback' | 'retry' | 'again'
  readonly place: string
  readonly system: string
  readonly root?: string
}

/** `qianyun run rollback|retry|again <place> <system>`: asks for the act; a worker carries it out. */
export async function run({ verb, place, system, root }: ActArgs, io: Io): Promise<number> {
  await withLatestRun(runHome(root ?? io.cwd, place, process.env), async (open, { id }) => {
    if (verb === 'rollback') await rollBack(open, id, system)
    else if (verb === 'retry') await retry(open, id, system, systemClock)
    else await moveAgain(open, id, system, systemClock, (await placeForRun(root ?? io.cwd, place)).intent.calendar)
  })
  io.stdout(`qianyun run status ${place}`)
  return EXIT.done
}
