import { createHash } from 'node:crypto'

/** A label of RFC 1123, which names of Kubernetes objects and values of their labels must be. */
const longestName = 63

/** The parts joined by hyphens; a name that would be too long is cut and told apart by 8 hex digits of its SHA-256. */
export function boundedName(...parts: readonly string[]): string {
  const name = parts.join('-')
  if (name.length <= longestName) return name
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8)
  return `${name.slice(0, longestName - digest.length - 1).replace(/-+$/, '')}-${digest}`
}

export const stackNames = {
  platform: (site: string) => boundedName('platform', site),
  domain: (domain: string, site: string) => boundedName('domain', domain, site),
  system: (system: string, site: string) => boundedName('sys', system, site),
  edge: (system: string) => boundedName('edge', system),
} as const

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
} as const

/** Name inside a system's namespace under which a database outside the cluster is reached. */
export function databaseServiceName(store: string): string {
  return boundedName('db', store)
}

export function priorityClassName(tier: string): string {
  return `qianyun-${tier}`
}

/** Schema of a database that holds the state of one stack: words joined by underscores, bounded as an identifier of PostgreSQL is. */
export function databaseSchemaName(prefix: string, stack: string): string {
  return boundedName(prefix, stack).replaceAll('-', '_')
}
