import { userInfo, tmpdir } from 'node:os'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { randomIds, systemClock } from '../../adapters/system/clock.js'
import { DiagnosticError, hasErrors } from '../../diagnostics/diagnostic.js'
import { assess } from '../../flow/assessment/assess.js'
import type { Pace } from '../../flow/run/waves.js'
import { findingsOf } from '../plan/create.js'
import { readPlan, verifyPlan } from '../plan/verify.js'
import { runHome } from './home.js'
import { placeForRun } from './load-place.js'
import { openRun } from './open.js'
import { startRun } from './start.js'

export interface BeginRequest {
  readonly root: string
  readonly place: string
  readonly planFile: string
  readonly operator: string | undefined
  readonly pace: Pace
  readonly environment: NodeJS.ProcessEnv
}

/** Starts the run of an approved plan file. The plan must be untouched and made from the files as they are now. */
export async function beginRun(request: BeginRequest): Promise<string> {
  const { root, place } = request
  const { inventory, intent, endpoints } = await placeForRun(root, place)
  const { plan, diagnostics } = await readPlan(request.planFile, { inventory, intent })
  const problems = plan ? verifyPlan(plan, { inventory, intent }) : diagnostics
  if (!plan || hasErrors(problems)) throw new DiagnosticError(...problems)
  const assessment = assess(inventory, intent)
  const { synthesize } = await import('../../flow/synth/synthesize.js')
  const outdir = await mkdtemp(join(tmpdir(), 'qianyun-stacks-'))
  const open = await openRun(runHome(root, place, request.environment))
  try {
    const stacks = synthesize(inventory, intent, assessment, { outdir })
    const operator = request.operator ?? userInfo().username
    return await startRun(open, { inventory, intent, endpoints, assessment, findings: findingsOf({ inventory, intent }, assessment, plan), plan, stacks }, { operator, pace: request.pace, clock: systemClock, ids: randomIds })
  } finally {
    await open.close()
    await rm(outdir, { recursive: true, force: true })
  }
}
