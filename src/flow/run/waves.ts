import type { JsonObject } from '../../model/json.js'
import { MOVE_PATH, type SystemState } from '../../model/system-state.js'
import type { NextPhase } from '../../model/step.js'
import type { RunRecord, SystemRecord } from '../../ports/run-store.js'
import type { Plan } from '../plan/plan.js'
import { phaseId, slotOf, type PhaseInput } from './input.js'
import { endOf, localTime, morning } from './local-time.js'
import type { PhaseName } from './phase-names.js'
import type { RunPorts } from './ports.js'
import { now } from './record.js'

/** When the run's work may begin: at the plan's dates, or as soon as it can (rehearsals, the demo). */
export type Pace = 'calendar' | 'now'

/** Starts of the systems of one wave, and of everything to retire when it is the first. */
export function startsOfWave(plan: Plan, run: string, wave: number, pace: Pace): readonly NextPhase[] {
  const moving = plan.waves.find(({ no }) => no === wave)?.systems ?? []
  const firstWave = Math.min(...plan.waves.map(({ no }) => no))
  const retiring = wave === firstWave ? plan.activities.filter(({ kind }) => kind === 'retire').map(({ system }) => system) : []
  return [
    ...moving.map((system) => startOf(plan, run, system, 'provision', pace)),
    ...retiring.map((system) => startOf(plan, run, system, 'retire', pace)),
  ]
}

function startOf(plan: Plan, run: string, system: string, phase: PhaseName, pace: Pace): NextPhase {
  const input = inputOf(plan, run, system, 1, pace)
  const notBefore = input.notBefore[phase]
  return { id: phaseId(input, phase), phase, input, site: slotOf(input, phase), ...(notBefore === undefined ? {} : { notBefore }) }
}

/** What the phases of one attempt on a system are given, dates from the plan. */
export function inputOf(plan: Plan, run: string, system: string, attempt: number, pace: Pace): PhaseInput {
  const activities = plan.activities.filter((one) => one.system === system)
  const on = (kind: string) => activities.find((one) => one.kind === kind)
  const copy = on('copy')
  const cutover = on('cutover')
  const site = copy?.uplink?.facility ?? 'local'
  if (pace === 'now') return { run, system, attempt, site, look: 0, notBefore: {}, windowEnd: null }
  const starts: Partial<Record<PhaseName, string | undefined>> = {
    provision: on('prepare') && morning(on('prepare')!.start),
    copy: copy && morning(copy.start),
    cutover: cutover && (cutover.window ? localTime(cutover.start, cutover.window.start) : morning(cutover.start)),
    commit: on('commit') && morning(on('commit')!.start),
    retire: on('retire') && morning(on('retire')!.start),
  }
  const notBefore = Object.fromEntries(Object.entries(starts).flatMap(([phase, at]) => (at === undefined ? [] : [[phase, at]])))
  return { run, system, attempt, site, look: 0, notBefore, windowEnd: cutover?.window ? endOf(starts.cutover!, cutover.window.minutes) : null }
}

/** States from which on a system counts as accepted: its verdict is pass and it is in use on the new side. */
const ACCEPTED: readonly SystemState[] = [...MOVE_PATH.slice(MOVE_PATH.indexOf('trial')), 'exempt']

/** Starts of the wave after this system's, once every system of this wave is accepted (a pilot before the bulk); else none. */
export function startsAfter(plan: Plan, records: readonly SystemRecord[], input: PhaseInput, pace: Pace): readonly NextPhase[] {
  const waves = [...plan.waves].sort((a, b) => a.no - b.no)
  const index = waves.findIndex(({ systems }) => systems.includes(input.system))
  const next = waves[index + 1]
  const isAccepted = (system: string) => records.some((one) => one.system === system && ACCEPTED.includes(one.state))
  if (index < 0 || !next || !waves[index]!.systems.every(isAccepted)) return []
  return startsOfWave(plan, input.run, next.no, pace)
}

/** The approved plan and the pace as the run's record keeps them. */
export function planOf(run: RunRecord): { readonly plan: Plan; readonly pace: Pace } {
  return run.plan as { readonly plan: Plan; readonly pace: Pace } & JsonObject
}

/** Reads the run's plan and records, and gives the starts of the next wave as JSON. Starting twice starts once: ids are the same. */
export async function nextWave(ports: RunPorts, input: PhaseInput): Promise<JsonObject[]> {
  const run = await ports.store.run(input.run)
  if (!run) throw new Error(`run ${input.run} is not in the store`)
  const { plan, pace } = planOf(run)
  const starts = startsAfter(plan, await ports.store.systems(input.run), input, pace)
  for (const { input: start } of starts) await ports.store.startAttempt(input.run, String(start['system']), 1, now(ports))
  return starts.map((start) => ({ ...start }))
}
