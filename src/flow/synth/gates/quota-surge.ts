import type { Json } from '../../../model/json.js'
import { quantityOf } from '../../../model/quantity.js'
import { asList, at, asObject, metadataOf, resourcesOf, text, type Resource, type SynthesizedStack } from '../output/read-output.js'
import type { GateFinding } from '../stacks.js'
import { containersOf, podSpecsOf } from './containers.js'
import { blocks, type Gate } from './gate.js'

/** What a quota counts, and what of it everything in the namespace needs while it is being replaced. */
const amounts = ['pods', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory', 'requests.storage'] as const
type Amounts = Readonly<Record<(typeof amounts)[number], number>>

/** A quota that holds what runs and not the pod more that a rolling update starts first lets the update stand still, and the apply succeeds. */
export const quotaSurge: Gate = {
  id: 'quota-surge',
  code: 'STK_QUOTA_SURGE',
  check: (stacks) => stacks.flatMap((stack) => {
    return resourcesOf(stack).filter(({ type }) => /^kubernetes_resource_quota/.test(type)).flatMap((resource) => checkQuota(stack, resource))
  }),
}

function checkQuota(stack: SynthesizedStack, quota: Resource): GateFinding[] {
  const { namespace } = metadataOf(quota)
  const hard = asObject(at(quota.body, 'spec', 'hard'))
  const inside = resourcesOf(stack).filter((resource) => metadataOf(resource).namespace === namespace)
  const needed = sumOf(inside.map(needsOf))
  // What is no quantity holds nothing: no comparison with it is true.
  const short = amounts.filter((amount) => hard[amount] !== undefined && !(needed[amount] <= (quantityOf(hard[amount]) ?? Number.NaN) * (1 + rounding)))
  return short.map((amount) => blocks('quota-surge', { stack, resource: quota }, {
    namespace: namespace ?? '', amount, hard: String(hard[amount]), needed: shown(amount, needed[amount]),
  }))
}

/** Sums of thousandths are a little off in binary. */
const rounding = 1e-9

function needsOf(resource: Resource): Amounts {
  if (/^postgresql\.cnpg\.io\//.test(text(at(resource.body, 'manifest', 'apiVersion')) ?? '')) return clusterNeeds(at(resource.body, 'manifest', 'spec'))
  const claim = /^kubernetes_persistent_volume_claim/.test(resource.type) ? storageOf(resource.body) : 0
  const replicas = Number(at(resource.body, 'spec', 'replicas') ?? 1)
  const claims = asList(at(resource.body, 'spec', 'volume_claim_template')).map(storageOf)
  const pods = podSpecsOf(resource).map((pod) => podNeeds(pod, replicas + surgeOf(resource, replicas)))
  return sumOf([...pods, { ...none, 'requests.storage': claim + claims.reduce((sum, gib) => sum + gib * replicas, 0) }])
}

const none: Amounts = { pods: 0, 'requests.cpu': 0, 'requests.memory': 0, 'limits.cpu': 0, 'limits.memory': 0, 'requests.storage': 0 }

function sumOf(all: readonly Amounts[]): Amounts {
  return all.reduce((sum, one) => Object.fromEntries(amounts.map((amount) => [amount, sum[amount] + one[amount]])) as Amounts, none)
}

/** Pods beside those in service: `maxSurge`, a quarter where a rolling update of a deployment says nothing (its default), none when all stop first. */
function surgeOf({ type, body }: Resource, replicas: number): number {
  if (!/^kubernetes_deployment/.test(type) || at(body, 'spec', 'strategy', 'type') === 'Recreate') return 0
  const surge = String(at(body, 'spec', 'strategy', 'rolling_update', 'max_surge') ?? '25%')
  return surge.endsWith('%') ? Math.ceil((replicas * Number(surge.slice(0, -1))) / 100) : Number(surge)
}

/** Containers together; what one leaves out the limit range fills in, which is no business of this sum. */
function podNeeds(pod: Json, count: number): Amounts {
  return { ...none, pods: count, ...computeOf(containersOf(pod).map((container) => at(container, 'resources')), count) }
}

/** CPU and memory that so many times all these resources ask for. */
function computeOf(resources: readonly (Json | undefined)[], count: number): Omit<Amounts, 'pods' | 'requests.storage'> {
  const sum = (kind: 'requests' | 'limits', what: 'cpu' | 'memory'): number => {
    return resources.reduce<number>((total, one) => total + (quantityOf(at(one, kind, what)) ?? 0), 0) * count
  }
  return {
    'requests.cpu': sum('requests', 'cpu'), 'requests.memory': sum('requests', 'memory'), 'limits.cpu': sum('limits', 'cpu'), 'limits.memory': sum('limits', 'memory'),
  }
}

/** A CloudNativePG cluster replaces its servers one by one; each has a volume. */
function clusterNeeds(spec: Json | undefined): Amounts {
  const instances = Number(at(spec, 'instances') ?? 1)
  const storage = (quantityOf(at(spec, 'storage', 'size')) ?? 0) * instances
  return { pods: instances, ...computeOf([at(spec, 'resources')], instances), 'requests.storage': storage }
}

function storageOf(claim: Json): number {
  return quantityOf(at(claim, 'spec', 'resources', 'requests', 'storage')) ?? 0
}

function shown(amount: (typeof amounts)[number], value: number): string {
  if (amount === 'pods' || amount.endsWith('cpu')) return String(Math.round(value * 1000) / 1000)
  return `${Math.ceil(value / 2 ** 20)}Mi`
}
