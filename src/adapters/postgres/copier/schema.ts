import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { copyApplication, dbname, leftOut } from '../mover/copy-by-dump.js'
import type { CopyWork } from '../mover/copy-work.js'
import { connectionEnvironment, runTool } from '../mover/tool.js'

/** Everything but rows, by pg_dump: it knows every kind of object, owners, grants and comments, and in which order they go. */
export interface Schema {
  /** Types, functions, empty tables. */
  before(): Promise<void>
  /** Indexes, constraints, triggers, rules, policies, contents of materialised views…, without the entries that are there already. */
  after(done: ReadonlySet<string>): Promise<void>
}

export async function dumpSchema(work: Pick<CopyWork, 'move' | 'snapshot' | 'folder' | 'options'>, jobs: number, signal: AbortSignal): Promise<Schema> {
  const { move, snapshot, folder, options: { binaries } } = work
  const file = join(folder, 'schema')
  const dumped = [
    '--format=custom', '--compress=0', '--section=pre-data', '--section=post-data', '--no-blobs', `--snapshot=${snapshot}`, ...leftOut, `--file=${file}`,
  ]
  await runTool({ binaries, tool: 'pg_dump', args: dumped, environment: connectionEnvironment(move.source, copyApplication(move)), signal })
  // What is written may be lost with the server: the copy counts as done only with a later commit that is flushed.
  const environment = connectionEnvironment(move.target, copyApplication(move), ['synchronous_commit=off'])
  const restore = (...args: readonly string[]) => runTool({ binaries, tool: 'pg_restore', args: [...args, file], environment, signal })
  const target = ['--exit-on-error', `--dbname=${dbname(move.target.database)}`]
  return {
    async before() {
      await restore(...target, '--section=pre-data')
    },
    async after(done) {
      const list = join(folder, 'list')
      await writeFile(list, withoutEntries(await restore('--section=post-data', '--list'), done))
      await restore(...target, '--section=post-data', `--jobs=${jobs}`, `--use-list=${list}`)
    },
  }
}

/** Lines of a dump's list are `<number>; <catalog> <oid> <kind> <schema> <name> <owner>`, the ones that begin with `;` are comments. */
function withoutEntries(list: string, done: ReadonlySet<string>): string {
  return list.split('\n').filter((line) => !done.has(/^\d+; (\d+ \d+) /.exec(line)?.[1] ?? '')).join('\n')
}
