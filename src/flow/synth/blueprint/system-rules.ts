import { fact } from '../facts.js'
import { labelKeys } from '../labels.js'
import { databaseClusterName } from '../names.js'
import { tcp, type AllowRule } from './allow-rule.js'
import { podPort } from './ports.js'
import { ownRules, ruleNames } from './rule-names.js'
import type { DatabaseAccess } from './units.js'
import type { PlannedWorkload } from './workload-units.js'

/** What the openings of a system follow from, beside its dependencies. */
interface RuleFacts {
  system: string
  domain: string
  /** Addresses of its domain. */
  cidrs: readonly string[]
  ports: readonly number[]
  workloads: readonly PlannedWorkload[]
  databases: readonly DatabaseAccess[]
}

/** Ports of CloudNativePG's servers: the database, and the state that the operator and the other servers ask for. */
const serverPorts = [5432, 8000]

/** Users come through the domain's gateway; databases outside the cluster or at the other site are reached by address, and only on their port. */
export function systemRules(facts: RuleFacts): AllowRule[] {
  const { domain, cidrs, ports, databases } = facts
  const gateway = { namespaces: { [labelKeys.domain]: domain, [labelKeys.gateway]: domain } }
  const remote = cidrs.length > 0 ? databases.filter(({ cluster }) => cluster === null || cluster.replication !== null) : []
  return [
    { name: ownRules.gateway, direction: 'ingress', peer: gateway, ports: tcp(ports.map(podPort)), because: [fact.domain(domain)] },
    ...(remote.length > 0 ? [toDatabases(cidrs, remote)] : []),
    ...databases.flatMap((database) => clusterRules(database, cidrs)),
    ...innerRules(facts),
  ]
}

function toDatabases(cidrs: readonly string[], remote: readonly DatabaseAccess[]): AllowRule {
  const because = remote.map(({ id }) => fact.database(id)).sort()
  return { name: ownRules.databases, direction: 'egress', peer: { cidrs }, ports: tcp(remote.map(({ port }) => port)), because }
}

/** The operator looks after the servers from its own namespace, under the labels its manifest gives it; a replica follows them from the other site. */
function clusterRules({ id, cluster }: DatabaseAccess, cidrs: readonly string[]): AllowRule[] {
  if (cluster === null) return []
  const opening = { direction: 'ingress', own: { 'cnpg.io/cluster': databaseClusterName(id) }, because: [fact.database(id)] } as const
  const operator = { namespaces: { 'kubernetes.io/metadata.name': 'cnpg-system' }, pods: { 'app.kubernetes.io/name': 'cloudnative-pg' } }
  const replica: AllowRule = { ...opening, name: ruleNames.replica(id), peer: { cidrs }, ports: tcp([5432]) }
  const follows = cluster.replication !== null && cidrs.length > 0
  return [{ ...opening, name: ruleNames.operator(id), peer: operator, ports: tcp(serverPorts) }, ...(follows ? [replica] : [])]
}

/** The parts of one system see each other; a namespace that denies everything denies that as well. */
function innerRules({ system, domain, ports, workloads, databases }: RuleFacts): AllowRule[] {
  const inside = databases.some(({ cluster }) => cluster !== null)
  if (workloads.length < 2 && !inside) return []
  const peer = { namespaces: { [labelKeys.domain]: domain, [labelKeys.system]: system } }
  const open = tcp([...[...ports, ...workloads.flatMap((workload) => workload.ports)].map(podPort), ...(inside ? serverPorts : [])])
  const because = [fact.system(system)]
  return [
    { name: ownRules.fromItself, direction: 'ingress', peer, ports: open, because },
    { name: ownRules.toItself, direction: 'egress', peer, ports: open, because },
  ]
}
