import { MOVE_PATH, type SystemState } from '../../../model/system-state.js'
import type { Disposition } from '../../assessment/assessment.js'
import type { ReportFacts, ReportTotals, SystemFacts } from '../report-facts.js'
import { figure, greatest, rate, sum, type Figure } from './figure.js'
import { ARTIFACT, type FactsInput } from './input.js'
import { roomTotals } from './rooms.js'

const ON_NEW_SIDE: readonly SystemState[] = MOVE_PATH.slice(MOVE_PATH.indexOf('cutover'))

export function servesOnNewSide({ path, state }: SystemFacts): boolean {
  return path === 'move' && ON_NEW_SIDE.includes(state)
}

/** Counts over the whole place; what the run has done is counted from its records, never from the plan. */
export function totalsOf(input: FactsInput, systems: readonly SystemFacts[]): ReportTotals {
  const { assessment, plan } = input
  const decided = (...wanted: readonly Disposition[]) => decidedAs(input, wanted)
  const toMigrate = decided('migrate_cloud', 'rebuild')
  const cloudward = systems.filter(({ toCloud }) => toCloud)
  const migrated = countOf(cloudward, ({ migrated: is }) => is)
  const drilled = systems.filter(({ verdict }) => verdict.checks.some(({ check }) => check === 'drill_within_tier'))
  return {
    systems: figure(assessment.decisions.length, ARTIFACT.assessment), toMigrate, migrated, migrationRate: rate(migrated, toMigrate),
    onNewSide: countOf(cloudward, servesOnNewSide),
    verified: countOf(cloudward, ({ verdict }) => verdict.result === 'pass' || verdict.result === 'pass_with_issue'),
    toRetire: decided('retire'), retired: countOf(systems, ({ state }) => state === 'retired'),
    classified: figure(assessment.classifiedCount, ARTIFACT.assessment), unplanned: figure(plan.unplanned.length, ARTIFACT.plan),
    ...roomTotals(input, systems),
    writesAcknowledged: sum(systems.map(({ acknowledged }) => acknowledged)), writesLost: sum(systems.map(({ lost }) => lost)),
    longestOutageMs: greatest(systems.map(({ outageMs }) => outageMs)),
    copiedRows: sum(systems.map(({ copiedRows }) => copiedRows)), copiedBytes: sum(systems.map(({ copiedBytes }) => copiedBytes)),
    drillsPassed: countOf(drilled, ({ verdict }) => verdict.checks.some(({ check, result }) => check === 'drill_within_tier' && result === 'pass')),
    drillsNeeded: figure(drilled.length, ARTIFACT.assessment),
  }
}

/** How many, followed to the run's record and to what each of them rests on. */
export function countOf(systems: readonly SystemFacts[], holds: (system: SystemFacts) => boolean): Figure {
  const counted = systems.filter(holds)
  return figure(counted.length, ARTIFACT.run, ...counted.flatMap(({ verdict }) => verdict.checks.flatMap(({ evidence }) => evidence ?? [])))
}

export function dispositionsOf(input: FactsInput): ReportFacts['dispositions'] {
  const kinds = [...new Set(input.assessment.decisions.map(({ disposition }) => disposition))].sort()
  return kinds.map((disposition) => ({ disposition, systems: decidedAs(input, [disposition]) }))
}

function decidedAs({ assessment }: FactsInput, wanted: readonly Disposition[]): Figure {
  return figure(assessment.decisions.filter(({ disposition }) => wanted.includes(disposition)).length, ARTIFACT.assessment)
}
