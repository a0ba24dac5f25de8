import { readFile } from 'node:fs/promises'
import { problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { isUntouched } from '../../model/artifact.js'
import { deepFreeze } from '../../model/freeze.js'
import { basisOf, changedPieces } from '../../flow/plan/basis.js'
import { checkPlan } from '../../flow/plan/checker.js'
import type { Plan } from '../../flow/plan/plan.js'
import { assess } from '../../flow/assessment/assess.js'
import type { PlaceFacts } from '../assess.js'

export interface ReadPlan {
  readonly plan?: Plan
  readonly diagnostics: readonly Diagnostic[]
}

/** Pieces named in a message about a stale plan; more would not be read. */
const NAMED_PIECES = 8

/**
 * Reads a plan file. Refuses one that was edited (its hash), and, where the facts of today are given, one that was made from others;
 * the message names the pieces that have changed.
 */
export async function readPlan(file: string, facts?: PlaceFacts): Promise<ReadPlan> {
  const content = await readJson(file)
  if ('code' in content) return { diagnostics: [content] }
  const { value } = content
  if (!isPlanShaped(value)) return { diagnostics: [problem('PLAN_FILE_INVALID', { file })] }
  if (!isUntouched(value)) return { diagnostics: [problem('PLAN_FILE_EDITED', { file })] }
  const stale = facts === undefined ? [] : staleness(value, facts)
  return stale.length > 0 ? { diagnostics: stale } : { plan: deepFreeze(value), diagnostics: [] }
}

/** Everything that stands against carrying a plan out today: other facts than it was made from, or a constraint it breaks. */
export function verifyPlan(plan: Plan, facts: PlaceFacts): Diagnostic[] {
  const stale = staleness(plan, facts)
  return stale.length > 0 ? stale : checkPlan(plan, facts.inventory, facts.intent, assess(facts.inventory, facts.intent))
}

function staleness(plan: Plan, { inventory, intent }: PlaceFacts): Diagnostic[] {
  if (plan.inputs['inventory'] === inventory.hash && plan.inputs['intent'] === intent.hash) return []
  const changed = changedPieces(plan.basis, basisOf(inventory, intent))
  const named = changed.length > NAMED_PIECES ? [...changed.slice(0, NAMED_PIECES), `+${changed.length - NAMED_PIECES}`] : changed
  return [problem('PLAN_STALE', { changed: named.length === 0 ? inventory.place : named.join(', ') })]
}

async function readJson(file: string): Promise<{ value: unknown } | Diagnostic> {
  try {
    return { value: JSON.parse(await readFile(file, 'utf8')) as unknown }
  } catch (cause) {
    if (cause instanceof SyntaxError) return problem('PLAN_FILE_INVALID', { file }, { cause })
    return problem('PLAN_FILE_UNREADABLE', { file, cause: cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause) }, { cause })
  }
}

/** The header and the lists of a plan; what is in them is vouched for by the hash. */
function isPlanShaped(value: unknown): value is Plan {
  if (typeof value !== 'object' || value === null) return false
  const lists = ['groups', 'waves', 'activities', 'resources', 'closings', 'forecast', 'unplanned']
  return 'kind' in value && value.kind === 'plan' && 'schema' in value && value.schema === 1 && 'basis' in value && 'inputs' in value
    && lists.every((name) => Array.isArray(Object.entries(value).find(([key]) => key === name)?.[1]))
}
