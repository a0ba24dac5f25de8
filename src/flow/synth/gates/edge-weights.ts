import type { Json } from '../../../model/json.js'
import { asList, at, resourcesOf } from '../output/read-output.js'
import { blocks, type Gate } from './gate.js'

/**
 * Weights are shares of their sum (https://gateway-api.sigs.k8s.io/reference/spec/#backendref): the two sides of a route add up to 100,
 * so that a weight is a percentage.
 */
export const edgeWeights: Gate = {
  id: 'edge-weights',
  code: 'STK_EDGE_WEIGHTS',
  check: (stacks) => stacks.flatMap((stack) => resourcesOf(stack).filter(({ body }) => at(body, 'manifest', 'kind') === 'HTTPRoute').flatMap((resource) => {
    const rules = asList(at(resource.body, 'manifest', 'spec', 'rules')).map((rule) => asList(at(rule, 'backendRefs')).map((backend) => at(backend, 'weight')))
    return rules.filter((weights) => !arePercent(weights)).map((weights) => {
      return blocks('edge-weights', { stack, resource }, { weights: weights.map((weight) => JSON.stringify(weight ?? null)).join(', ') })
    })
  })),
}

function arePercent(weights: readonly (Json | undefined)[]): boolean {
  if (weights.length < 2) return true
  const numbers = weights.flatMap((weight) => (typeof weight === 'number' && Number.isInteger(weight) && weight >= 0 && weight <= 100 ? [weight] : []))
  return numbers.length === weights.length && numbers.reduce((sum, weight) => sum + weight, 0) === 100
}
