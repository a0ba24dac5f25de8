import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import type { DatabaseEndpoint } from '../../../ports/data-mover.js'
import type { Session } from '../connection.js'
import { identifier } from '../sql/quote.js'
import { jobsOf } from '../copier/jobs.js'
import { copyApplication, toolHold } from './copy-by-dump.js'
import { whileReporting } from './copy-progress.js'
import type { CopyReport, CopyWork } from './copy-work.js'
import { runTool } from './tool.js'

/** Before it: fails on exclusion constraints (0.10), knows no --fail-fast. */
const OLDEST = [0, 17] as const

/** The version that PATH has, or the error that says what to install. */
export async function pgcopydbVersion(): Promise<string> {
  const { signal } = new AbortController()
  const printed = await runTool({ binaries: null, tool: 'pgcopydb', args: ['--version'], environment: {}, signal })
    .catch((cause: unknown) => { throw new DiagnosticError(problem('MOVE_COPIER_MISSING', { copier: 'pgcopydb' }, { cause })) })
  const [version = 'unknown', major = '0', minor = '0'] = /(\d+)\.(\d+)\S*/.exec(printed) ?? []
  const isOld = Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]
  if (isOld) throw new DiagnosticError(problem('MOVE_COPIER_TOO_OLD', { copier: 'pgcopydb', version, needed: OLDEST.join('.') }))
  return version
}

/** pgcopydb for the copy alone: the slot, the snapshot and the feed are ours. */
export async function copyByPgcopydb(work: CopyWork): Promise<CopyReport> {
  const { move, sides, folder, context, options } = work
  const version = await pgcopydbVersion()
  const filters = join(folder, 'filters.ini')
  await writeFile(filters, '[exclude-schema]\nqianyun_mig\n')
  const jobs = String(jobsOf(options))
  const args = [
    'clone', '--dir', join(folder, 'work'), '--snapshot', work.snapshot, '--filters', filters, '--fail-fast',
    '--table-jobs', jobs, '--index-jobs', jobs, '--split-tables-larger-than', '1GB', '--skip-vacuum', '--skip-db-properties',
  ]
  const environment = {
    PGCOPYDB_SOURCE_PGURI: uri(move.source), PGCOPYDB_TARGET_PGURI: uri(move.target), PGAPPNAME: copyApplication(move),
    PG_CONFIG: join(options.binaries, 'pg_config'), PGOPTIONS: '-c statement_timeout=0 -c log_statement=none -c log_min_error_statement=panic',
  }
  await whileReporting(sides, folder, context, options.clock, async () => {
    await runTool({ binaries: null, tool: 'pgcopydb', args, environment, signal: context.signal, hold: toolHold(work) })
  })
  await work.release()
  await dropFeedsItCopied(sides.target)
  await sides.target.run('SET synchronous_commit = off; ANALYZE; RESET synchronous_commit')
  return { copier: `pgcopydb ${version}` }
}

/** Unlike pg_dump as it is called here, it brings these along: they would publish, or fetch, what nobody asked for. */
async function dropFeedsItCopied(target: Session): Promise<void> {
  const publications = await target.rows<{ name: string }>('SELECT pubname::text AS name FROM pg_publication ORDER BY 1')
  const subscriptions = await target.rows<{ name: string }>(
    'SELECT subname::text AS name FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) ORDER BY 1')
  for (const { name } of publications) await target.run(`DROP PUBLICATION ${identifier(name)}`)
  for (const { name } of subscriptions) {
    await target.run(`ALTER SUBSCRIPTION ${identifier(name)} DISABLE`)
    await target.run(`ALTER SUBSCRIPTION ${identifier(name)} SET (slot_name = NONE)`)
    await target.run(`DROP SUBSCRIPTION ${identifier(name)}`)
  }
}

/** By environment, so that the password is in no list of processes. */
function uri({ host, port, database, user, password }: DatabaseEndpoint): string {
  const [name, role, secret] = [database, user, password].map(encodeURIComponent)
  return `postgresql://${role}:${secret}@${host.includes(':') ? `[${host}]` : host}:${port}/${name}?keepalives_idle=30`
}
