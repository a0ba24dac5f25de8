import { createSecrets } from '../../adapters/system/secrets.js'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { PreflightFinding } from '../../ports/data-mover.js'
import { postgresBinaries } from '../setup/programs.js'
import { placeForRun } from './load-place.js'
import { createMover } from './movers.js'
import { createWiring } from './wiring.js'

export type { PreflightFinding }

export interface PreflightRequest {
  readonly root: string
  readonly place: string
  readonly system: string
  /** Checks whose findings are to be mended first; `all`: whatever is ours to mend. */
  readonly fix: readonly string[] | 'all'
  readonly environment: NodeJS.ProcessEnv
}

export interface PreflightResult {
  readonly findings: readonly PreflightFinding[]
  readonly fixed: readonly string[]
}

/** Outside of any run: lower than every worker's number, so that a move that a worker has taken is left to it. */
const NO_RUN = 0

/** Looks at both sides of one system; with consent mends what is ours, and looks again. */
export async function preflightSystem({ root, place, system, fix, environment }: PreflightRequest): Promise<PreflightResult> {
  const { endpoints } = await placeForRun(root, place)
  const { move } = await createWiring(endpoints, createSecrets(environment))(system)
  if (!move) throw new DiagnosticError(problem('RUN_NO_TARGET', { system }))
  const binaries = postgresBinaries()
  if (!binaries) throw new DiagnosticError(problem('SETUP_MISSING_PROGRAMS', { programs: 'postgresql', commands: 'qianyun setup' }))
  const mover = createMover(binaries)
  const before = fix.length === 0 || fix === 'all' ? await mover.preflight(move) : []
  const checks = fix === 'all' ? mendable(before) : fix
  if (checks.length === 0) return { findings: before, fixed: [] }
  const { fixed } = await mover.fix(move, checks, { signal: new AbortController().signal, fence: NO_RUN, attempt: 1, heartbeat: () => undefined })
  return { findings: await mover.preflight(move), fixed }
}

/** A warning stands in nobody's way: what it names is mended only when it is asked for by name. */
function mendable(findings: readonly PreflightFinding[]): readonly string[] {
  return [...new Set(findings.filter(({ severity, remedy }) => severity !== 'warn' && remedy?.by === 'ours').map(({ check }) => check))]
}
