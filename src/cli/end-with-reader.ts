import { EXIT } from './exit.js'

/** Who pipes into `head` wants no more: a reader that has gone ends the program quietly, any other write error loudly. */
export function endWithReader(host: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'exit'>): void {
  for (const stream of [host.stdout, host.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      host.exit(EXIT.done)
    })
  }
}
