import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { StepContext } from '../../../model/step.js'
import type { Archive } from '../../../ports/archive.js'
import type { DatabaseEndpoint, DatabaseSource } from '../../../ports/data-mover.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { ProgramCall } from '../../../ports/host.js'
import { runProgram } from '../replica/run-program.js'
import { flush, hashFile } from './file.js'

export interface PostgresArchiveOptions {
  /** Folder of pg_dump and pg_restore; not older than the servers they read. */
  readonly binaries: string
}

/** How often a running dump says that it is alive, ms. */
const sign = 1_000

/**
 * One compressed file a database, read back by `pg_restore`. The file gets its name only after it was flushed, verified and hashed;
 * a file of that name is therefore always whole. A repeated write replaces it.
 */
export function createPostgresArchive({ binaries }: PostgresArchiveOptions): Archive<DatabaseSource> {
  return {
    async write({ source: endpoint }, path, context) {
      const final = resolve(path)
      const partial = `${final}.partial`
      await mkdir(dirname(final), { recursive: true })
      await createPrivately(partial)
      await dump(join(binaries, 'pg_dump'), endpoint, partial, context)
      await flush(partial)
      const tables = await countTables(join(binaries, 'pg_restore'), endpoint, partial, context)
      const sha256 = await hashFile(partial)
      const { size: bytes } = await stat(partial)
      await rename(partial, final)
      await flush(dirname(final))
      return { path: final, bytes, sha256, tables }
    },
  }
}

/** Mode 0600 before the first byte. A dump that outlived its worker keeps the old file, which has no name any more. */
async function createPrivately(path: string): Promise<void> {
  await rm(path, { force: true })
  await (await open(path, 'wx', 0o600)).close()
}

async function dump(program: string, { host, port, user, database, password }: DatabaseEndpoint, path: string, context: StepContext): Promise<void> {
  const alive = setInterval(() => void report(path, context), sign)
  try {
    await runOrFail(database, {
      program,
      parameters: [
        '--format=custom', '--no-password', '--file', path, '--host', host, '--port', String(port), '--username', user, '--dbname', conninfo(database),
      ],
      environment: { PGPASSWORD: password, PGAPPNAME: 'qianyun' },
      signal: context.signal,
    })
  } finally {
    clearInterval(alive)
  }
}

/** The size of a compressed dump is not known before its end: what is done is reported as the total. */
async function report(path: string, context: StepContext): Promise<void> {
  const size = await stat(path).then((file) => file.size, () => 0)
  context.heartbeat({ done: size, total: size, unit: 'bytes', what: 'pg_dump' })
}

/** Reads the table of contents, which also proves that the file can be read: lines such as `3312; 0 16390 TABLE DATA public bill owner`. */
async function countTables(program: string, { database }: DatabaseEndpoint, path: string, { signal }: StepContext): Promise<number> {
  const contents = await runOrFail(database, { program, parameters: ['--list', path], signal })
  return contents.split('\n').filter((line) => /^\d+; \d+ \d+ TABLE DATA /.test(line)).length
}

async function runOrFail(database: string, call: ProgramCall): Promise<string> {
  const { exit, output, errors } = await runProgram(call)
  if (exit === 0) return output
  throw new DiagnosticError(problem('ARCHIVE_FAILED', { database, program: call.program, exit, output: errors }))
}

/** A name with `=` would be taken for a connection string. */
function conninfo(database: string): string {
  return `dbname='${database.replace(/[\\']/g, '\\$&')}'`
}
