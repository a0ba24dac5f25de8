import type { FindingFacts, SystemFacts, TargetFacts, WaveFacts } from '../report-facts.js'
import type { FindingSeverity } from '../../assessment/assessment.js'
import { figure } from './figure.js'
import { ARTIFACT, mayBeNamed, type FactsInput } from './input.js'
import { countOf, servesOnNewSide } from './totals.js'

/** Waves with the plan's dates and the run's progress. */
export function waveFacts(input: FactsInput, systems: readonly SystemFacts[]): readonly WaveFacts[] {
  const isNamed = mayBeNamed(input)
  return input.plan.waves.toSorted((a, b) => a.no - b.no).map(({ no, kind, start, end, systems: planned }) => {
    const members = systems.filter(({ wave }) => wave === no)
    return {
      no, kind, start, end,
      systems: figure(planned.filter(isNamed).length, ARTIFACT.plan),
      onNewSide: countOf(members, servesOnNewSide), migrated: countOf(members, ({ migrated }) => migrated),
      blocked: countOf(members, ({ state }) => state === 'blocked'),
      names: members.map(({ name }) => name),
      spans: spansOf(input, members),
    }
  })
}

function spansOf({ plan }: FactsInput, members: readonly SystemFacts[]): WaveFacts['spans'] {
  return members.flatMap(({ id, name }) => plan.activities.filter(({ system }) => system === id)
    .map(({ kind, start, end }) => ({ system: id, name, kind, start, end })).toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0)))
}

/** The dated targets of the programme with the plan's forecast. */
export function targetFacts({ plan, intent }: FactsInput): readonly TargetFacts[] {
  return plan.forecast.flatMap(({ target, forecast, light }) => {
    const policy = intent.programme.targets.find(({ id }) => id === target)
    if (!policy) return []
    const { text, deadline, deadlineText, lead } = policy
    return [{ id: target, text, deadline, deadlineText, forecast, light, lead, evidence: ARTIFACT.plan }]
  })
}

/** Rules read the facts, and some of them the plan's dates. */
const BASIS = [ARTIFACT.assessment, ARTIFACT.plan] as const

const severities: readonly FindingSeverity[] = ['block', 'error', 'warn', 'info']

/** Findings per severity and rule; a covered one has an exemption. */
export function findingFacts({ findings, ruleTitles }: FactsInput): readonly FindingFacts[] {
  return severities.map((severity) => {
    const found = findings.filter((one) => one.severity === severity)
    const open = found.filter(({ exemption }) => exemption === undefined)
    const rules = [...new Set(open.map(({ rule }) => rule))].sort()
    return {
      severity, open: figure(open.length, ...BASIS), covered: figure(found.length - open.length, ...BASIS),
      rules: rules.map((rule) => {
        const count = open.filter((one) => one.rule === rule).length
        return { rule, title: ruleTitles[rule] ?? { zh: rule, en: rule }, open: figure(count, ...BASIS) }
      }),
    }
  })
}
