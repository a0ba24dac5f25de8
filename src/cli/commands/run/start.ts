import { resolve } from 'node:path'
import { beginRun } from '../../../app/run/begin.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface StartArgs {
  readonly place: string
  readonly plan: string
  readonly operator?: string
  readonly now?: boolean
  readonly root?: string
}

/** `qianyun run start <place> --plan FILE`: prints the run's id; workers carry it out (`qianyun run worker <place>`). */
export async function run({ place, plan, operator, now = false, root }: StartArgs, io: Io): Promise<number> {
  const id = await beginRun({ root: root ?? io.cwd, place, planFile: resolve(io.cwd, plan), operator, pace: now ? 'now' : 'calendar', environment: process.env })
  io.stdout(id)
  io.stderr(`qianyun run worker ${place}`)
  return EXIT.done
}
