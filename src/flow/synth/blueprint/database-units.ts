import { databasePort } from './ports.js'
import { databaseNodes, sizeOf, standbyReplicas, unstated, type DeploymentFacts } from './sizing.js'
import type { Placement } from './placement.js'
import type { DatabaseAccess, DatabaseCluster, PodSize, Site, SiteRole } from './units.js'
import { siteNames } from '../names.js'

type Store = NonNullable<DeploymentFacts['db']>[number]

/** What the databases of one system at one site follow from. */
export interface DatabaseFacts {
  placement: Placement
  site: Site
  role: SiteRole
  mode: Parameters<typeof standbyReplicas>[0]
  /** Stores of the primary, whose names are used at every site, and those of this site. */
  names: readonly Store[]
  stores: readonly Store[]
  deployment: DeploymentFacts | undefined
}

/** Databases bear the names of the primary's at every site, so that the application finds them by one name wherever it runs. */
export function databasesOf(facts: DatabaseFacts): DatabaseAccess[] {
  return facts.stores.flatMap((store, index) => {
    const port = databasePort(store.product)
    const id = facts.names[index]?.id ?? store.id
    return port === null ? [] : [{ id, product: store.product, port, cluster: store.hosting === 'cloudnative_pg' ? clusterOf(store, facts) : null }]
  })
}

/** A standby keeps one server at least: it has to follow the primary. */
function clusterOf(store: Store, { placement, site, role, mode, deployment }: DatabaseFacts): DatabaseCluster {
  const serving = store.instances ?? 2
  return {
    version: store.version,
    image: store.image ?? null,
    instances: role === 'dr' ? Math.max(1, standbyReplicas(mode, serving)) : serving,
    servingInstances: serving,
    storageGib: Math.max(1, Math.ceil(store.sizeGb * volumeRoom)),
    size: serverSize(deployment),
    replication: placement.dr ? replicationOf(placement, site, role) : null,
  }
}

/** Beside the data lie the write-ahead log and what a vacuum or an index build needs for a while: half as much again. */
const volumeRoom = 1.5

function serverSize(deployment: DeploymentFacts | undefined): PodSize {
  const nodes = databaseNodes(deployment)
  return nodes.length > 0 ? sizeOf(nodes) : unstated.size
}

/** Both sites name the same one as the primary; the promotion of a replica is a change of this name on both. */
function replicationOf({ cloud, dr }: Placement, site: Site, role: SiteRole): DatabaseCluster['replication'] {
  const ids = { primary: siteNames.primary(cloud.id), dr: siteNames.dr((dr?.cloud ?? cloud).id) }
  const other = site.role === 'primary' ? ids.dr : ids.primary
  return { self: site.id, other, primary: role === 'primary' ? site.id : other }
}

/** What stands in for facts. */
export function assumedOfDatabases(facts: DatabaseFacts): string[] {
  const clusters = databasesOf(facts).filter(({ cluster }) => cluster !== null)
  const images = clusters.filter(({ cluster }) => cluster?.image === null).map(({ id }) => `db.${id}.image`)
  return [...images, ...(clusters.length > 0 && databaseNodes(facts.deployment).length === 0 ? ['db.nodes'] : [])]
}
