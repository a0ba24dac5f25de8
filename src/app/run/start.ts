import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Assessment } from '../../flow/assessment/assessment.js'
import type { Endpoints, Intent, Inventory } from '../../flow/inventory/schema/inventory.js'
import type { Plan } from '../../flow/plan/plan.js'
import { startsOfWave, type Pace } from '../../flow/run/waves.js'
import type { Stacks } from '../../flow/synth/stacks.js'
import { instantFromMs } from '../../model/instant.js'
import type { JsonObject } from '../../model/json.js'
import type { SystemState } from '../../model/system-state.js'
import type { NextPhase } from '../../model/step.js'
import type { Clock, Ids } from '../../ports/clock.js'
import { openFindings, type PlaceFinding } from '../assess.js'
import { stateBelow } from './act.js'
import type { OpenRun } from './open.js'

/** What was approved, all of it: the run refuses to start when any part is missing or stops it. */
export interface Approved {
  readonly inventory: Inventory
  readonly intent: Intent
  readonly endpoints: Endpoints
  readonly assessment: Assessment
  /** Findings on facts and on dates. */
  readonly findings: readonly PlaceFinding[]
  readonly plan: Plan
  readonly stacks: Stacks | null
}

export interface StartOptions {
  readonly operator: string
  readonly pace: Pace
  readonly clock: Clock
  readonly ids: Ids
}

/** Records the run with the hashes of what was approved and starts its first wave. Throws a DiagnosticError when a gate is shut. */
export async function startRun(open: OpenRun, approved: Approved, options: StartOptions): Promise<string> {
  refuseShutGates(approved)
  await supersede(open, approved.plan.place)
  const id = options.ids.next(approved.plan.place).slice(0, approved.plan.place.length + 9)
  const at = instantFromMs(options.clock.now())
  const { plan, inventory, stacks } = approved
  await open.store.createRun({
    id, place: plan.place, createdAt: at, operator: options.operator,
    planHash: plan.hash, inventoryHash: inventory.hash, stacksHash: stacks?.hash ?? null,
    plan: asJson({ plan, pace: options.pace }),
  })
  await open.store.append({ run: id, system: null, at, type: 'run.started', data: { planHash: plan.hash, operator: options.operator } })
  const first = Math.min(...plan.waves.map(({ no }) => no))
  await startAll(open, id, startsOfWave(plan, id, first, options.pace), at)
  return id
}

const BETWEEN: readonly SystemState[] = ['cutover', 'verified', 'trial', 'dr_ready', 'live', 'old_off']

/**
 * The latest run is the one that people can reach. An earlier one must have no system between its sides and no work under way;
 * what it merely waits for never begins, or it would switch systems by a plan that nobody sees any more.
 */
export async function supersede(open: Pick<OpenRun, 'store' | 'control'>, place: string): Promise<void> {
  const earlier = await open.store.latestRun(place)
  if (!earlier) return
  const between = (await open.store.systems(earlier.id)).filter((one) => BETWEEN.includes(stateBelow(one))).map(({ system }) => system)
  const phases = await open.control.list({ prefix: `${earlier.id}/` })
  const working = phases.filter(({ status }) => status === 'running').map(({ id }) => id.split('/')[1] ?? '')
  const systems = unique([...between, ...working])
  if (systems !== '') throw new DiagnosticError(problem('RUN_STILL_OPEN', { run: earlier.id, place, systems }))
  await open.control.cancel(`${earlier.id}/`)
}

async function startAll(open: OpenRun, run: string, starts: readonly NextPhase[], at: string): Promise<void> {
  for (const { id, phase, input, site, notBefore } of starts) {
    await open.store.startAttempt(run, String(input['system']), 1, at)
    await open.control.startPhase(id, phase, input, { site, ...(notBefore === undefined ? {} : { notBefore }) })
  }
}

function refuseShutGates({ findings, plan, endpoints, stacks }: Approved): void {
  const blocking = openFindings(findings)
  const shut = (stacks?.findings ?? []).filter(({ severity }) => severity === 'block')
  const known = new Set(endpoints.systems.map(({ system }) => system))
  const moving = new Set([...plan.waves.flatMap(({ systems }) => systems), ...plan.activities.filter(({ kind }) => kind === 'retire').map(({ system }) => system)])
  const unreachable = [...moving].filter((system) => !known.has(system)).sort()
  const problems = [
    ...(blocking.length > 0 ? [problem('RUN_FINDINGS_BLOCK', { count: blocking.length, rules: unique(blocking.map(({ rule }) => rule)), place: plan.place })] : []),
    ...(shut.length > 0 ? [problem('RUN_STACKS_BLOCKED', { count: shut.length, gates: unique(shut.map(({ gate }) => gate)), place: plan.place })] : []),
    ...unreachable.map((system) => problem('RUN_NO_ENDPOINTS', { system, place: plan.place })),
  ]
  if (problems.length > 0) throw new DiagnosticError(...problems)
}

function unique(names: readonly string[]): string {
  return [...new Set(names)].sort().join(', ')
}

/** Artifacts are plain data; going through text drops what JSON does not know. */
function asJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}
