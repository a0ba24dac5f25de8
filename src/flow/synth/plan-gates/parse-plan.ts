import type { Json } from '../../../model/json.js'
import { asObject, text } from '../output/read-output.js'
import { actionOf, type PlannedAction } from './actions.js'
import { planJson, type PlanJson, type PlanJsonChange } from './plan-json.js'
import type { PlannedStack } from './plan-set.js'

/** What is to become of one resource. */
export interface ResourceChange {
  readonly stack: string
  readonly site: string
  readonly address: string
  readonly type: string
  readonly id: string
  /** Null where the plan does not say. */
  readonly provider: string | null
  readonly action: PlannedAction
  /** Undefined where the resource does not exist before, or after. */
  readonly before: Json | undefined
  readonly after: Json | undefined
  /** True where a value is known only once it is applied, in a tree shaped like the value. */
  readonly unknown: Json | undefined
  /** Where the provider hides a value: true at the value, or above it. */
  readonly sensitive: readonly [before: Json | undefined, after: Json | undefined]
  /** Whether the object exists already and is taken into the state. */
  readonly importing: boolean
}

export interface ParsedPlan {
  readonly stack: string
  readonly site: string
  /** Also what stays as it is. Data sources are left out. */
  readonly changes: readonly ResourceChange[]
  /** What was found changed since the state was written; most of it is noise of the API server. */
  readonly drift: readonly ResourceChange[]
  /** What it does besides: data that is read while it is applied, by address, and what else a tool may do, by its key in the plan. */
  readonly besides: readonly string[]
}

/** A plan that cannot be judged: nothing of it may be applied. */
export interface RefusedPlan {
  readonly stack: string
  readonly reason: 'unreadable' | 'version' | 'errored' | 'action'
  /** Path of what is wrong, version or actions; never a value. */
  readonly detail: string
  readonly address: string | null
}

/** Reads one plan; what is unknown in it refuses the whole plan, because a gate that skips what it does not know stops nothing. */
export function parsePlan({ stack, site, json }: PlannedStack): ParsedPlan | RefusedPlan {
  const version = text(asObject(json).format_version) ?? '-'
  if (!/^1\.\d+$/.test(version)) return { stack, reason: 'version', detail: version, address: null }
  const parsed = planJson.safeParse(json)
  if (!parsed.success) return { stack, reason: 'unreadable', detail: parsed.error.issues[0]?.path.join('.') ?? '-', address: null }
  if (parsed.data.errored || !parsed.data.complete) return { stack, reason: 'errored', detail: '-', address: null }
  return unknownAction(stack, parsed.data) ?? {
    stack, site,
    changes: managed(parsed.data.resource_changes).map((entry) => changeOf(stack, site, entry)),
    drift: managed(parsed.data.resource_drift).map((entry) => changeOf(stack, site, entry)),
    besides: besidesOf(parsed.data),
  }
}

function besidesOf(plan: PlanJson): string[] {
  const lists = (['action_invocations', 'deferred_changes'] as const).filter((key) => plan[key].length > 0)
  return [...plan.resource_changes.filter(({ mode }) => mode === 'data').map(({ address }) => address), ...lists]
}

function managed(entries: readonly PlanJsonChange[]): PlanJsonChange[] {
  return entries.filter(({ mode }) => mode === 'managed')
}

function unknownAction(stack: string, { resource_changes: changes, resource_drift: drift }: PlanJson): RefusedPlan | null {
  const entry = [...changes, ...drift].find(({ change }) => actionOf(change.actions) === null)
  return entry ? { stack, reason: 'action', detail: entry.change.actions.join('+') || '-', address: entry.address } : null
}

function changeOf(stack: string, site: string, { address, type, name: id, provider_name: provider, change }: PlanJsonChange): ResourceChange {
  return {
    stack, site, address, type, id, provider: provider ?? null,
    action: actionOf(change.actions) ?? 'none',
    before: change.before ?? undefined,
    after: change.after ?? undefined,
    unknown: change.after_unknown,
    sensitive: [change.before_sensitive, change.after_sensitive],
    importing: Boolean(change.importing),
  }
}
