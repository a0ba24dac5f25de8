import type { Readable } from 'node:stream'
import type { FileTree, Side } from '../../../ports/data-mover.js'

/** One POSIX shell script with its parameters as `$1`…; names of files travel on standard input or output, never in it. */
export interface HostCall {
  readonly script: string
  readonly parameters?: readonly string[]
  readonly input?: Buffer | string | Readable
  readonly signal?: AbortSignal
}

export interface HostResult {
  readonly exit: number
  readonly output: string
  /** The last lines of the error output. */
  readonly errors: string
}

/** A machine on which a tree lies: this one, or one that is reached by ssh. Needs a shell and the GNU programs of any Linux there. */
export interface Host {
  readonly remote: boolean
  /** Text is Latin-1, byte for byte: names of files need not be UTF-8. */
  run(call: HostCall): Promise<HostResult>
  /** Standard output goes into a file of this machine. */
  save(call: HostCall, file: string): Promise<Omit<HostResult, 'output'>>
  /** Records that end with a NUL byte, as Latin-1, while the script runs; throws when it ends with another status than 0. */
  records(call: HostCall): AsyncIterable<string>
}

/** One side of a move. */
export interface Place {
  readonly side: Side
  readonly host: Host
  readonly tree: FileTree
}
