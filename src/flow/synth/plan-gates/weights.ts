import type { Json } from '../../../model/json.js'
import { labelKeys } from '../labels.js'
import { serviceName } from '../names.js'
import { asList, at, text } from '../output/read-output.js'
import { kindOf } from './guarded-kinds.js'
import type { ResourceChange } from './parse-plan.js'

/** One route whose requests would go to other sides than now. */
export interface WeightedRoute {
  readonly change: ResourceChange
  /** `namespace/name`: one route at two sites is one. */
  readonly name: string
  /** Shares now and then, a list a rule; now is empty where the route is new. */
  readonly before: readonly Backend[][]
  readonly after: readonly Backend[][]
}

export interface Backend {
  readonly name: string
  /** A share of the sum of its rule. */
  readonly weight: number
  /** Whether it is the side the requests go away from. */
  readonly legacy: boolean
}

/** Routes of the plan that will be there after it. What is there now is read from the cluster, not from what was asked for before. */
export function routesOf(changes: readonly ResourceChange[]): WeightedRoute[] {
  return changes.filter((change) => kindOf(change) === 'HTTPRoute' && change.after !== undefined).map((change) => {
    const planned = at(change.after, 'manifest')
    const standing = at(change.before, 'object') ?? at(change.before, 'manifest')
    const name = `${text(at(planned, 'metadata', 'namespace')) ?? ''}/${text(at(planned, 'metadata', 'name')) ?? ''}`
    const system = text(at(planned, 'metadata', 'labels', labelKeys.system)) ?? ''
    return { change, name, before: rulesOf(standing, system), after: rulesOf(planned, system) }
  })
}

function rulesOf(route: Json | undefined, system: string): Backend[][] {
  return asList(at(route, 'spec', 'rules')).map((rule) => asList(at(rule, 'backendRefs')).map((backend) => {
    const name = text(at(backend, 'name')) ?? ''
    const weight = at(backend, 'weight')
    // 1 where the route states none (https://gateway-api.sigs.k8s.io/reference/spec/#backendref).
    return { name, weight: typeof weight === 'number' ? weight : 1, legacy: system !== '' && name === serviceName(system, 'legacy') }
  }))
}

/** Whether the requests would be shared out in another way than now. */
export function shifts({ before, after, change }: WeightedRoute): boolean {
  return (change.action === 'update' || change.action === 'replace') && JSON.stringify(before) !== JSON.stringify(after)
}

/** The greatest part of the requests, in percent, that one rule takes from where it is to a side that is not the legacy. */
export function stepOf({ before, after }: WeightedRoute): number {
  return Math.max(0, ...after.flatMap((rule, index) => rule.filter(({ legacy }) => !legacy).map(({ name }) => shareOf(rule, name) - shareOf(before[index] ?? [], name))))
}

function shareOf(rule: readonly Backend[], name: string): number {
  const sum = rule.reduce((total, { weight }) => total + weight, 0)
  const own = rule.filter((backend) => backend.name === name).reduce((total, { weight }) => total + weight, 0)
  return sum === 0 ? 0 : Math.round((own / sum) * 100)
}
