import type { Inventory } from '../../../inventory/schema/inventory.js'
import { placedDeployment } from '../../target-deployment.js'
import type { AssessedPlace, InventoryRule, Observation } from '../../rule.js'

export const rule = {
  id: 'NET-13',
  family: 'NET',
  severity: 'block',
  title: { en: 'A flow between two network domains passes the cross-network exchange system', zh: '两个网络域之间的数据流须经跨网(域)数据安全交换系统' },
  why: { en: 'The domains are separate so that an intruder in one does not reach the other; a direct route joins them.', zh: '分域是为了隔离风险；直连等于取消隔离。' },
  fix: {
    en: 'Name the exchange platform in "via" of the flow from {subject} ({fromDomain}) to {to} ({toDomain}); now {via}.',
    zh: '在 {subject}（{fromDomain}）到 {to}（{toDomain}）的数据流中用 via 写明交换平台；现为 {via}。',
  },
  check({ inventory }: AssessedPlace): Observation[] {
    const domains = domainOfEndpoints(inventory)
    const exchanges = exchangePlatforms(inventory)
    return inventory.dependencies.flatMap((flow) => {
      const [fromDomain, toDomain] = [domains.get(flow.from), domains.get(flow.to)]
      const crosses = flow.crossDomain ?? (fromDomain !== undefined && toDomain !== undefined && fromDomain !== toDomain)
      // People who carry data between domains are no network flow, and the exchange itself stands between them.
      if (!crosses || flow.kind === 'manual' || [flow.from, flow.to, flow.via].some((id) => id !== undefined && exchanges.has(id))) return []
      const collection = inventory.systems.some(({ id }) => id === flow.from) ? 'systems' : 'platforms'
      return [{ subject: flow.from, collection, evidence: { to: flow.to, fromDomain: fromDomain ?? null, toDomain: toDomain ?? null, via: flow.via ?? null } }]
    })
  },
} satisfies InventoryRule

function domainOfEndpoints(inventory: Inventory): Map<string, string | undefined> {
  return new Map([
    ...inventory.platforms.map(({ id, domain }) => [id, domain] as const),
    ...inventory.systems.map((system) => [system.id, placedDeployment(system)?.domain] as const),
  ])
}

function exchangePlatforms(inventory: Inventory): Set<string> {
  const gateways = inventory.platforms.filter(({ kind }) => kind === 'exchange_gateway').map(({ id }) => id)
  return new Set([...gateways, ...inventory.domains.flatMap(({ exchange }) => exchange ?? [])])
}
