import { findingWords, type PlaceFinding } from '../../app/assess.js'
import type { Plan } from '../../app/plan/show.js'
import type { Io } from '../io.js'

/** The plan as one JSON object, with the findings on the place and its dates. */
export function printPlan(plan: Plan, findings: readonly PlaceFinding[], io: Io): void {
  io.stdout(JSON.stringify({ plan, findings: findings.map((finding) => ({ ...finding, ...findingWords(finding, io.language) })) }))
}
