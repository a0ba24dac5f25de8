import { changedPaths } from './changed-paths.js'
import type { ResourceChange } from './parse-plan.js'
import { blocks, type PlanGate, type PlanSet } from './plan-gate.js'
import type { PlanGateFinding } from './plan-set.js'
import { signatureOf } from './signed.js'
import { routesOf, shifts, stepOf, type WeightedRoute } from './weights.js'

/** Requests move when a cutover says so, by a step that was agreed, and with nothing else in the same plan. */
export const cutover: PlanGate = {
  id: 'cutover',
  codes: ['GATE_CUTOVER_ONLY', 'GATE_CUTOVER_ROUTES', 'GATE_WEIGHT_UNASKED', 'GATE_WEIGHT_SUM', 'GATE_WEIGHT_STEP'],
  check(set) {
    const changes = set.plans.flatMap((plan) => plan.changes)
    const routes = routesOf(changes)
    const shifting = routes.filter(shifts)
    const judged = set.purpose === 'cutover' ? duringCutover(changes, shifting) : shifting.map(unasked)
    return [...judged, ...routes.flatMap(sums), ...(set.purpose === 'cutover' ? shifting.flatMap((route) => steps(route, set)) : [])]
  },
}

function unasked({ change, name }: WeightedRoute): PlanGateFinding {
  return blocks('cutover', 'GATE_WEIGHT_UNASKED', change, { route: name })
}

function duringCutover(changes: readonly ResourceChange[], shifting: readonly WeightedRoute[]): PlanGateFinding[] {
  if (shifting.length === 0) return []
  const names = [...new Set(shifting.map(({ name }) => name))].sort()
  const others = changes.filter((change) => !isStill(change) && !onlyWeights(change))
  const many = names.length > 1 ? [blocks('cutover', 'GATE_CUTOVER_ROUTES', { stack: '-', address: null }, { routes: names.join(', ') })] : []
  return [...many, ...others.map((change) => blocks('cutover', 'GATE_CUTOVER_ONLY', change, { action: change.importing ? 'import' : change.action }))]
}

function isStill({ action, importing }: ResourceChange): boolean {
  return !importing && (action === 'none' || action === 'read')
}

/** Weights stand in the plan twice: as asked for, and as they will be in the cluster. */
const weight = /^(manifest|object)\.spec\.rules\.\d+\.backendRefs\.\d+\.weight$/

function onlyWeights(change: ResourceChange): boolean {
  if (change.action !== 'update' || change.importing || routesOf([change]).length === 0) return false
  return changedPaths(change.before, change.after).every(({ path }) => weight.test(path.join('.')))
}

/** Weights are shares of their sum; 100 in all makes them the percent that people read them as. */
function sums({ change, name, after }: WeightedRoute): PlanGateFinding[] {
  return after.flatMap((rule) => {
    const sum = rule.reduce((total, backend) => total + backend.weight, 0)
    const wrong = rule.length > 1 && (sum !== 100 || rule.some((backend) => backend.weight < 0))
    return wrong && change.action !== 'none' ? [blocks('cutover', 'GATE_WEIGHT_SUM', change, { route: name, sum })] : []
  })
}

/** The way back to the legacy side is never too wide. */
function steps(route: WeightedRoute, { limits, changes, today }: PlanSet): PlanGateFinding[] {
  const step = stepOf(route)
  if (step <= limits.weightStep || signatureOf(route.change, changes, today).standing === 'signed') return []
  return [blocks('cutover', 'GATE_WEIGHT_STEP', route.change, { route: route.name, step, limit: limits.weightStep })]
}
