import { firstBrokenLink } from '../../model/evidence-chain.js'
import type { Instant } from '../../model/instant.js'
import { dayOf } from './clock.js'
import { appendixOf, gateFacts } from './facts/appendix.js'
import { decisionFacts, unsignedOf } from './facts/decisions.js'
import { figuresIn, type Figure } from './facts/figure.js'
import { rollbackFacts } from './facts/history.js'
import type { FactsInput } from './facts/input.js'
import { findingFacts, targetFacts, waveFacts } from './facts/plan-facts.js'
import { systemFacts } from './facts/system-facts.js'
import { dispositionsOf, totalsOf } from './facts/totals.js'
import type { ReportFacts, ReportMeta } from './report-facts.js'

export type { FactsInput } from './facts/input.js'
export type { ReportFacts } from './report-facts.js'

/** Every number of the report, each with the ids of what it rests on. */
export function makeFacts(input: FactsInput): ReportFacts {
  const meta = metaOf(input)
  const systems = systemFacts(input)
  const targets = targetFacts(input)
  const findings = findingFacts(input)
  return {
    _meta: meta,
    totals: totalsOf(input, systems),
    dispositions: dispositionsOf(input),
    systems,
    rollbacks: rollbackFacts(input),
    waves: waveFacts(input, systems),
    targets,
    gates: gateFacts(input),
    findings,
    decisions: decisionFacts(input, { meta, systems, targets, findings }),
    unsigned: unsignedOf(systems).map(({ id }) => id),
    appendix: appendixOf(input),
  }
}

/** Paths of figures that lead nowhere: no evidence, or an id the appendix does not have. There must be none. */
export function figuresWithoutEvidence(facts: ReportFacts): readonly string[] {
  const known = new Set(facts.appendix.map(({ id }) => id))
  const leadsNowhere = ({ value, evidence }: Figure) => value !== null && (evidence.length === 0 || evidence.some((id) => !known.has(id)))
  return figuresIn(facts).filter(([, figure]) => leadsNowhere(figure)).map(([path]) => path)
}

function metaOf(input: FactsInput): ReportMeta {
  const { run, intent, inventory, generatedAt, toolVersion, pace } = input
  const seen = [...input.evidence, ...input.approvals].map(({ at }) => at)
  const dataAt = newestOf([run.createdAt, ...seen, ...input.systems.map(({ since }) => since)])
  return {
    schema: 1, run: run.id, place: run.place, programme: intent.programme.name, document: intent.programme.document.title, operator: run.operator,
    startedAt: run.createdAt,
    dataAt, dataDate: dayOf(dataAt), generatedAt, toolVersion, pace,
    planHash: run.planHash, inventoryHash: run.inventoryHash, stacksHash: run.stacksHash,
    inventoryChanged: inventory.hash !== run.inventoryHash, chainIntact: firstBrokenLink(input.evidence) === undefined,
  }
}

function newestOf(instants: readonly Instant[]): Instant {
  return instants.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0]!
}
