import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { bytes } from '../../../model/bytes.js'
import { contentHash } from '../../../model/canonical.js'
import { milliseconds } from '../../../model/duration.js'
import type { DatabaseMove } from '../../../ports/data-mover.js'
import type { CopyRun } from './copy.js'
import { namesOf } from './names.js'
import type { LogPosition } from './state.js'
import { endGroup, startTool, withOptionFile, type Tool } from './tool.js'

const JOBS = ['--threads', '4']

/** Dump and load by several sessions at once, through files between them. Gives the position in the source's log that the copy shows. */
export async function copyByMydumper(run: CopyRun): Promise<LogPosition> {
  const { move, options } = run
  const folder = dumpFolder(move, options.scratch)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await withOptionFile(move.source, options.scratch, (file) => dump(run, file, folder))
    await withOptionFile(move.target, options.scratch, (file) => load(run, file, folder))
    return await positionIn(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Known again by the worker that follows a killed one, yet never that of another place's move of the same name: the addresses are part of it. */
function dumpFolder(move: DatabaseMove, scratch: string | undefined): string {
  const address = ({ host, port, database }: DatabaseMove['source']) => ({ host, port, database })
  const ends = contentHash([address(move.source), address(move.target)]).slice('sha256:'.length, 'sha256:'.length + 12)
  return join(scratch ?? tmpdir(), `${namesOf(move).schema}-${ends}.dump`)
}

async function dump(run: CopyRun, file: string, folder: string): Promise<void> {
  const { move, options: { binaries }, context: { signal } } = run
  const parameters = [
    `--defaults-file=${file}`, '--database', move.source.database, ...JOBS, '--chunk-filesize', '64', '--trx-consistency-only', '--triggers', '--routines',
    '--long-query-guard', '86400', '--outputdir', folder,
  ]
  const tool = startTool({ program: 'mydumper', binaries, parameters, signal })
  await Promise.all([tool.ended, throttled(run, tool, folder)])
}

/** mydumper knows no rate: it is stopped whenever it has written more than it may. */
async function throttled({ move, options: { clock, throttle }, context: { signal }, passed }: CopyRun, tool: Tool, folder: string): Promise<void> {
  const over = new AbortController()
  void tool.ended.catch(() => undefined).finally(() => over.abort())
  for (let before = 0; !over.signal.aborted;) {
    await clock.sleep(milliseconds(200), over.signal).catch(() => undefined)
    const now = await sizeOfFiles(folder)
    passed(now - before)
    endGroup(tool.process, 'SIGSTOP')
    await throttle.take(move, bytes(Math.max(0, now - before)), signal).finally(() => endGroup(tool.process, 'SIGCONT'))
    before = now
  }
}

async function sizeOfFiles(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map((name) => stat(join(folder, name)).then(({ size }) => size, () => 0)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function load({ move, options: { binaries }, context: { signal }, logged }: CopyRun, file: string, folder: string): Promise<void> {
  const parameters = [
    `--defaults-file=${file}`, '--database', move.target.database, ...JOBS, '--overwrite-tables', '--directory', folder, ...(logged ? ['--enable-binlog'] : []),
  ]
  await startTool({ program: 'myloader', binaries, parameters, signal }).ended
}

async function positionIn(folder: string): Promise<LogPosition> {
  const found = /^SHOW MASTER STATUS:\s+Log: (\S+)\s+Pos: (\d+)/m.exec(await readFile(join(folder, 'metadata'), 'utf8'))
  if (!found) throw new DiagnosticError(problem('MOVE_TOOL_FAILED', { tool: 'mydumper', status: 0, detail: 'no log position in its metadata' }))
  return { file: found[1]!, position: Number(found[2]) }
}
