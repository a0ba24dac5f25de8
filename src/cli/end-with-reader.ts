import { EXIT } from './exit.js'

/**
 * Who pipes into `head` wants no more: a reader that has gone ends the program quietly, any other write error loudly. Where something
 * runs that comes to its end at a Ctrl-C, it is asked to in the same way, once: an apply that is cut off leaves a cluster half changed,
 * and is no success. A terminal that was closed answers EIO.
 */
export function endWithReader(host: Pick<NodeJS.Process, 'stdout' | 'stderr' | 'exit' | 'emit' | 'exitCode'>): void {
  let isAsked = false
  for (const stream of [host.stdout, host.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
      isAsked ||= host.emit('SIGINT', 'SIGINT')
      if (!isAsked) host.exit(host.exitCode ?? EXIT.done)
    })
  }
}
