import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { bytes } from '../../../model/bytes.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseMove } from '../../../ports/data-mover.js'
import type { CopyRun } from './copy.js'
import { takeName } from './leftovers.js'
import type { LogPosition } from './state.js'
import { startTool, withOptionFile } from './tool.js'

/** Events are left out: in a dump they would arrive awake. `order-by-primary` spares the target random inserts. */
const dumpOptions = [
  '--single-transaction', '--master-data=2', '--routines', '--triggers', '--skip-events', '--hex-blob', '--order-by-primary',
  '--default-character-set=utf8mb4', '--max-allowed-packet=1G', '--net-buffer-length=1M',
]

/** One stream from source to target through this process, which is where it is throttled. Gives the position in the source's log that the copy shows. */
export async function streamDump(run: CopyRun): Promise<LogPosition> {
  const { move, options: { binaries, scratch }, context: { signal } } = run
  return await withOptionFile(move.source, scratch, (source) => withOptionFile(move.target, scratch, async (target) => {
    const dump = startTool({ program: 'mariadb-dump', binaries, signal, parameters: [`--defaults-extra-file=${source}`, ...dumpOptions, move.source.database] })
    const load = startTool({ program: 'mariadb', binaries, signal, parameters: [`--defaults-extra-file=${target}`, ...loadOptions, move.target.database] })
    const watch = new DumpHead(run, preamble(move, run.logged))
    const flow = pipeline(dump.process.stdout!, watch, load.process.stdin!)
    await firstFailure(flow, [dump.ended, load.ended], signal)
    return watch.position()
  }))
}

const loadOptions = ['--binary-mode', '--default-character-set=utf8mb4', '--max-allowed-packet=1G', '--net-buffer-length=1M']

/** The loader's session gets a name, so that a worker that comes after us can end it, and no time limit of the target's applications. */
function preamble(move: DatabaseMove, logged: boolean): string {
  return `SET SESSION sql_log_bin = ${logged ? 1 : 0}, max_statement_time = 0, wait_timeout = 86400, net_read_timeout = 3600;
DO (${takeName(move, 'copy')});
`
}

/** A pipe that breaks says nothing: what counts is why one of the programs ended. */
async function firstFailure(flow: Promise<void>, programs: readonly Promise<void>[], signal: AbortSignal): Promise<void> {
  const results = await Promise.allSettled([...programs, flow])
  signal.throwIfAborted()
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
  const told = failures.find((reason) => reason instanceof DiagnosticError && reason.diagnostics[0]?.params.status !== 'SIGPIPE')
  if (failures.length > 0) throw told ?? failures[0]
}

/** Where the position stands: at the head of the dump, far inside the first 64 KiB. */
const HEAD = 65_536

class DumpHead extends Transform {
  private head = ''
  private begun = false

  constructor(private readonly run: CopyRun, private readonly preamble: string) {
    super({ highWaterMark: 262_144 })
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.begun) this.push(this.preamble)
    this.begun = true
    if (this.head.length < HEAD) this.head += chunk.toString('latin1')
    const { move, options: { throttle }, context: { signal } } = this.run
    throttle.take(move, bytes(chunk.length), signal).then(() => {
      this.run.passed(chunk.length)
      this.push(chunk)
      done()
    }, done)
  }

  position(): LogPosition {
    const found = /^-- CHANGE MASTER TO MASTER_LOG_FILE='([^']+)', MASTER_LOG_POS=(\d+);/m.exec(this.head)
    if (!found) throw new DiagnosticError(problem('MOVE_TOOL_FAILED', { tool: 'mariadb-dump', status: 0, detail: 'no log position in the dump' }))
    return { file: found[1]!, position: Number(found[2]) }
  }
}

