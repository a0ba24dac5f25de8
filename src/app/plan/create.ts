import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DiagnosticError, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { canonicalJson } from '../../model/canonical.js'
import { checkPlanRules } from '../../flow/assessment/run-rules.js'
import { rules } from '../../flow/assessment/rules/registry.js'
import { decideAll } from '../../flow/flow.js'
import type { Plan } from '../../flow/plan/plan.js'
import { gateOf, type Assessment, type PlaceFacts, type PlaceFinding } from '../assess.js'

export interface CreatedPlan {
  readonly assessment: Assessment
  /** Absent when no plan came out that the checker accepts; the diagnostics say why. */
  readonly plan: Plan | undefined
  /** Findings on facts, then findings on dates. */
  readonly findings: readonly PlaceFinding[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Makes a plan, has it checked, and runs the rules on its dates. Open findings close the gate, yet the plan is there to be looked at. */
export function createPlan({ inventory, intent }: PlaceFacts, { seed = 1 }: { seed?: number } = {}): CreatedPlan {
  const { assessment, plan, diagnostics } = decideAll(inventory, intent, { seed, synthesize: undefined })
  const findings = findingsOf({ inventory, intent }, assessment, plan)
  // A rule that found a late date says more about it than the checker's warning.
  const found = new Set(findings.slice(assessment.findings.length).map(({ subject }) => subject))
  const unsaid = diagnostics.filter(({ code, params }) => code !== 'PLAN_LATE' || !found.has(String(params['system'])))
  return { assessment, plan, findings, diagnostics: [...unsaid, ...gateOf(findings, inventory.place)] }
}

/** Findings on facts, then, where there is a plan, findings on its dates. */
export function findingsOf({ inventory, intent }: PlaceFacts, assessment: Assessment, plan: Plan | undefined): PlaceFinding[] {
  const onDates = plan === undefined ? [] : checkPlanRules(rules, { inventory, intent, decisions: assessment.decisions, plan })
  return [...assessment.findings, ...onDates]
}

/** A seed that the generator takes as it is; anything else would quietly mean another seed. */
export function seedProblems(seed: number | undefined): Diagnostic[] {
  const isSound = seed === undefined || (Number.isInteger(seed) && seed >= 0 && seed <= 0xffff_ffff)
  return isSound ? [] : [problem('PLAN_SEED_INVALID', { seed: String(seed) })]
}

/** Writes a plan as JSON with sorted keys, one field a line, so that two plans compare line by line. */
export async function writePlan(file: string, plan: Plan): Promise<void> {
  const text = `${JSON.stringify(JSON.parse(canonicalJson(plan)), null, 2)}\n`
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  } catch (cause) {
    throw new DiagnosticError(problem(
      'PLAN_FILE_UNWRITABLE',
      { file, cause: cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause) },
      { cause },
    ))
  }
}
