import { serveWorker } from '../../../app/run/serve-worker.js'
import { EXIT } from '../../exit.js'
import type { Io } from '../../io.js'

export interface WorkerArgs {
  readonly place: string
  readonly root?: string
  readonly id?: string
}

/** `qianyun run worker <place>`: works until SIGTERM or Ctrl-C; a second signal ends it at once, and nothing is lost by that. */
export async function run({ place, root, id }: WorkerArgs, io: Io): Promise<number> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  await serveWorker({ root: root ?? io.cwd, place, id, environment: process.env, stop: stop.signal })
  return EXIT.done
}
