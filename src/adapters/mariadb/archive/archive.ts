import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { StepContext } from '../../../model/step.js'
import type { Archive } from '../../../ports/archive.js'
import type { DatabaseEndpoint, DatabaseSource } from '../../../ports/data-mover.js'
import { startTool, withOptionFile } from '../mover/tool.js'
import { createPrivately, flush, hashFile } from './file.js'

export interface MariadbArchiveOptions {
  /** Folder of mariadb-dump. */
  readonly binaries: string
  /** Where the option file with the password lies while the dump runs; the system's folder for temporary files by default. */
  readonly scratch?: string
}

/** How often a running dump says that it is alive, ms. */
const sign = 1_000

const parameters = ['--single-transaction', '--routines', '--triggers', '--events', '--hex-blob', '--default-character-set=utf8mb4', '--max-allowed-packet=1G']

/**
 * One compressed dump a database, read back by `gunzip | mariadb`. The file gets its name only after it was flushed, read to its end and hashed;
 * a file of that name is therefore always whole. A repeated write replaces it.
 */
export function createMariadbArchive(options: MariadbArchiveOptions): Archive<DatabaseSource> {
  return {
    async write({ source: endpoint }, path, context) {
      const final = resolve(path)
      const partial = `${final}.partial`
      await mkdir(dirname(final), { recursive: true })
      await createPrivately(partial)
      await dump(options, endpoint, partial, context)
      await flush(partial)
      const tables = await countTables(endpoint, partial)
      const sha256 = await hashFile(partial)
      const { size: bytes } = await stat(partial)
      await rename(partial, final)
      await flush(dirname(final))
      return { path: final, bytes, sha256, tables }
    },
  }
}

async function dump({ binaries, scratch }: MariadbArchiveOptions, endpoint: DatabaseEndpoint, path: string, context: StepContext): Promise<void> {
  const alive = setInterval(() => void report(path, context), sign)
  try {
    await withOptionFile(endpoint, scratch, async (file) => {
      const all = [`--defaults-extra-file=${file}`, ...parameters, endpoint.database]
      const { process, ended } = startTool({ program: 'mariadb-dump', binaries, parameters: all, signal: context.signal })
      const written = pipeline(process.stdout!, createGzip(), createWriteStream(path, { flags: 'r+' }))
      const [end, flow] = await Promise.allSettled([ended, written])
      context.signal.throwIfAborted()
      if (end.status === 'rejected') throw archiveProblem(end.reason, endpoint)
      if (flow.status === 'rejected') throw flow.reason
    })
  } finally {
    clearInterval(alive)
  }
}

/** The size of a compressed dump is not known before its end: what is done is reported as the total. */
async function report(path: string, context: StepContext): Promise<void> {
  const size = await stat(path).then((file) => file.size, () => 0)
  context.heartbeat({ done: size, total: size, unit: 'bytes', what: 'mariadb-dump' })
}

/** Reads the whole file, which also proves that it can be read: a dump that was cut off lacks its last line. */
async function countTables({ database }: DatabaseEndpoint, path: string): Promise<number> {
  let tables = 0
  let rest = ''
  let last = ''
  await pipeline(createReadStream(path), createGunzip(), async (content: AsyncIterable<Buffer>) => {
    for await (const chunk of content) {
      const lines = (rest + chunk.toString('latin1')).split('\n')
      rest = lines.pop() ?? ''
      tables += lines.filter((line) => line.startsWith('-- Table structure for table ')).length
      last = lines.at(-1) ?? last
    }
  })
  if (!last.startsWith('-- Dump completed')) {
    throw new DiagnosticError(problem('ARCHIVE_FAILED', { database, program: 'mariadb-dump', exit: 0, output: 'the last line of the dump is missing' }))
  }
  return tables
}

function archiveProblem(error: unknown, { database }: DatabaseEndpoint): unknown {
  const told = error instanceof DiagnosticError ? error.diagnostics[0] : undefined
  if (told?.code !== 'MOVE_TOOL_FAILED') return error
  const { tool = '', status = '', detail = '' } = told.params
  return new DiagnosticError(problem('ARCHIVE_FAILED', { database, program: String(tool), exit: String(status), output: String(detail) }, { cause: error }))
}
