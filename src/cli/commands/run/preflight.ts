import { preflightSystem } from '../../../app/run/preflight.js'
import { findingProblem } from '../../../diagnostics/preflight.js'
import { exitCodeFor } from '../../exit.js'
import type { Io } from '../../io.js'
import { showPreflight } from '../../views/preflight.human.js'
import { printPreflight } from '../../views/preflight.json.js'

export interface PreflightArgs {
  readonly place: string
  readonly system: string
  readonly fix?: string
  readonly json?: boolean
  readonly root?: string
}

/** `qianyun run preflight <place> <system> [--fix P1,P6|all] [--json]`: 6 when something blocks. */
export async function run({ place, system, fix = '', json = false, root }: PreflightArgs, io: Io): Promise<number> {
  const checks = fix.split(',').map((check) => check.trim().toUpperCase()).filter(Boolean)
  const result = await preflightSystem({ root: root ?? io.cwd, place, system, fix: checks.includes('ALL') ? 'all' : checks, environment: process.env })
  if (json) printPreflight({ place, system, ...result }, io)
  else showPreflight({ place, system, ...result }, io)
  return exitCodeFor(result.findings.flatMap((finding) => findingProblem(finding) ?? []))
}
