import { join } from 'node:path'
import type { DatabaseMove } from '../../../ports/data-mover.js'
import type { MoverOptions } from './options.js'
import { whileReporting } from './copy-progress.js'
import type { CopyReport, CopyWork } from './copy-work.js'
import { namesOf } from './names.js'
import { connectionEnvironment, runTool, type ToolCall } from './tool.js'

/** The floor: everything through files of this machine, by PostgreSQL's own tools. */
export async function copyByDump(work: CopyWork): Promise<CopyReport> {
  const { sides, folder, context, options } = work
  const file = join(folder, 'data')
  await whileReporting(sides, folder, context, options.clock, async () => {
    await dump(work, file)
    // What follows reads files only.
    await work.release()
    await restore(work, file)
  })
  await sides.target.run(`SET maintenance_work_mem = '256MB'; SET synchronous_commit = off; ANALYZE; RESET synchronous_commit`)
  return { copier: `pg_dump ${await toolVersion(options)}` }
}

export async function toolVersion({ binaries }: MoverOptions): Promise<string> {
  const printed = await runTool({ binaries, tool: 'pg_dump', args: ['--version'], environment: {}, signal: new AbortController().signal })
  return /\d+(\.\d+)*\S*/.exec(printed)?.[0] ?? printed.trim()
}

/** What every dump leaves out: our own schema, and what would start feeds on the other side. */
export const leftOut = ['--no-publications', '--no-subscriptions', '--exclude-schema=qianyun_mig'] as const

export const copyApplication = (move: DatabaseMove): string => `${namesOf(move).application}:copy`

export function toolHold({ move, options: { clock, throttle } }: CopyWork): NonNullable<ToolCall['hold']> {
  return { clock, paused: () => throttle.paused(move) }
}

const jobs = ['--jobs=2']

async function dump(work: CopyWork, file: string): Promise<void> {
  const { move, snapshot, context: { signal }, options: { binaries } } = work
  const args = [
    '--format=directory', ...jobs, '--compress=0', '--no-sync', `--snapshot=${snapshot}`, ...leftOut, '--blobs', '--no-unlogged-table-data', `--file=${file}`,
  ]
  await runTool({ binaries, tool: 'pg_dump', args, environment: connectionEnvironment(move.source, copyApplication(move)), signal, hold: toolHold(work) })
}

async function restore(work: CopyWork, file: string): Promise<void> {
  const { move, context: { signal }, options: { binaries } } = work
  const args = ['--format=directory', ...jobs, '--exit-on-error', `--dbname=${dbname(move.target.database)}`, file]
  await runTool({ binaries, tool: 'pg_restore', args, environment: connectionEnvironment(move.target, copyApplication(move)), signal, hold: toolHold(work) })
}

/** pg_restore would read a database name that has `=` in it as a connection string; so it gets one. */
export const dbname = (database: string): string => `dbname='${database.replace(/[\\']/g, '\\$&')}'`
