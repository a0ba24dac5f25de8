import { createHash } from 'node:crypto'

/** A label of RFC 1123, which names of Kubernetes objects and values of their labels must be. */
const longestName = 63

/** The parts joined by hyphens; a name that would be too long is cut and told apart by 8 hex digits of its SHA-256. */
export function boundedName(...parts: readonly string[]): string {
  return cut(parts.join('-'), longestName)
}

function cut(name: string, longest: number): string {
  if (name.length <= longest) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, longest - digest.length - 1).replace(/-+$/, '')}-${digest}`
}

/**
 * What runs a workload, inside the system's namespace: the system's own name where the workload bears it. At most 52 characters: a
 * CronJob adds the minute of the run, a StatefulSet the hash of its revision, and the sum has to be a label.
 */
export function workloadName(system: string, workload: string): string {
  return cut(workload === system ? system : `${system}-${workload}`, 52)
}

/** Services need a letter first (RFC 1035), which ids do not: one that begins with a digit is led by `svc`. */
export function serviceName(...parts: readonly string[]): string {
  return /^\d/.test(parts[0] ?? '') ? boundedName('svc', ...parts) : boundedName(...parts)
}

/** The service that gives each pod of a stateful set its name. */
export function peersName(system: string, workload: string): string {
  return serviceName(workloadName(system, workload), 'peers')
}

/** CloudNativePG takes names of at most 50 characters, to which it adds those of its services. */
export function databaseClusterName(store: string): string {
  return cut(`db-${store}`, 50)
}

export const stackNames = {
  platform: (site: string) => boundedName('platform', site),
  domain: (domain: string, site: string) => boundedName('domain', domain, site),
  system: (system: string, site: string) => boundedName('sys', system, site),
  edge: (system: string) => boundedName('edge', system),
} as const

/**
 * Variables that bring addresses of servers outside the cluster. sites.yaml gives one value a site, for all its stacks: so each says whose server
 * it is. No id has an underscore.
 */
export const addressVariables = {
  legacy: (system: string) => addressVariable('legacy', system),
  database: (system: string, store: string) => addressVariable('db', system, store),
  databaseAt: (system: string, store: string, site: string) => addressVariable('db', system, store, site),
} as const

function addressVariable(what: string, ...ids: readonly string[]): string {
  return `${what}_${ids.map((id) => id.replaceAll('-', '_')).join('__')}_address`
}

/** Namespaces begin with what they are, so that a system, a domain and a platform of one id never meet. */
export const namespaces = {
  system: (system: string) => boundedName('sys', system),
  domain: (domain: string) => boundedName('dom', domain),
  exchange: (platform: string) => boundedName('exchange', platform),
} as const

/** The site a cloud's primary workloads run on bears the cloud's id; the site of their replicas adds `-dr`. */
export const siteNames = {
  primary: (cloud: string) => boundedName(cloud),
  dr: (cloud: string) => boundedName(cloud, 'dr'),
} as const

/** Host of the site's own image registry and its storage class, where the inventory does not state them. */
export const siteDefaults = {
  registry: (site: string) => `registry.${site}.internal`,
  storageClass: 'replicated',
} as const

export const secretNames = {
  application: (system: string) => boundedName(system, 'application'),
  database: (system: string, store: string) => boundedName(system, store, 'database'),
  /** Certificate of a domain's gateway, for all hosts it serves. */
  gateway: 'gateway-tls',
} as const

/** Name inside a system's namespace under which a database outside the cluster is reached. */
export function databaseServiceName(store: string): string {
  return boundedName('db', store)
}

/** Of the one gateway that each domain's namespace has. */
export const gatewayName = 'gateway'

export function priorityClassName(tier: string): string {
  return `qianyun-${tier}`
}

/** Schema of a database that holds the state of one stack: words joined by underscores, bounded as an identifier of PostgreSQL is. */
export function databaseSchemaName(prefix: string, stack: string): string {
  return boundedName(prefix, stack).replaceAll('-', '_')
}
