import type { Construct } from 'constructs'
import { cpuQuantity, memoryQuantity } from '../blueprint/sizing.js'
import type { DatabaseCluster, SystemUnit } from '../blueprint/units.js'
import { fact } from '../facts.js'
import { annotationKeys, labelKeys } from '../labels.js'
import { addressVariables, databaseClusterName, priorityClassName, secretNames } from '../names.js'
import { Manifest, NetworkPolicyV1 } from './kubernetes.js'
import type { SystemPlace } from './system.js'
import { variableIn } from './variable-in.js'

interface Store {
  id: string
  cluster: DatabaseCluster
}

/**
 * A PostgreSQL cluster kept by CloudNativePG (`postgresql.cnpg.io/v1`). Both sites declare the same cluster, each knows the other, and
 * the name of the primary says which of them takes writes. Planning it asks the API server for the type.
 */
export function defineDatabaseCluster(scope: Construct, unit: SystemUnit, { id, cluster }: Store, place: SystemPlace): void {
  const name = databaseClusterName(id)
  const { site, system } = unit
  const { replication, size, instances, servingInstances, storageGib } = cluster
  const quantities = { cpu: cpuQuantity(size.milliCpu), memory: memoryQuantity(size.memoryMib) }
  new Manifest(scope, `database-${id}`, {
    dependsOn: [place.after],
    manifest: {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name, namespace: place.namespace, labels: { [labelKeys.system]: system } },
      spec: {
        instances,
        ...(cluster.image ? { imageName: `${site.registry}/${cluster.image.repository}:${cluster.version}@${cluster.image.digest}` } : {}),
        storage: { size: `${storageGib}Gi`, storageClass: site.storageClass },
        resources: { requests: quantities, limits: quantities },
        priorityClassName: priorityClassName(unit.priority),
        // A budget for a single server would keep its node from ever being drained.
        enablePDB: servingInstances > 1,
        affinity: { enablePodAntiAffinity: true, topologyKey: 'kubernetes.io/hostname', podAntiAffinityType: 'preferred', ...nodesOf(unit) },
        bootstrap: bootstrapOf(unit, { id, cluster }),
        ...(replication ? replicationOf(scope, { system, store: id, name }, replication) : {}),
      },
    },
  })
  allowServerToApi(scope, name, id, place)
}

function nodesOf({ nodeSelector }: SystemUnit) {
  return Object.keys(nodeSelector).length > 0 ? { nodeSelector: { ...nodeSelector } } : {}
}

/**
 * Only read when the cluster is made. The operator refuses to make a replica that is not copied, and a primary that is built again while
 * the DR site serves has to be one; an existing cluster goes by `replica`.
 */
function bootstrapOf({ system, site }: SystemUnit, { id, cluster: { replication } }: Store) {
  const database = system.replaceAll('-', '_')
  const owner = { database, owner: database, secret: { name: secretNames.database(system, id) } }
  const isCopied = replication && (site.role === 'dr' || replication.primary !== replication.self)
  return isCopied ? { pg_basebackup: { source: replication.other, ...owner } } : { initdb: owner }
}

interface ClusterNames {
  readonly system: string
  readonly store: string
  readonly name: string
}

function replicationOf(scope: Construct, names: ClusterNames, replication: NonNullable<DatabaseCluster['replication']>) {
  const { self, primary, other } = replication
  return { replica: { self, primary, source: other }, externalClusters: sitesOf(scope, names, replication) }
}

/** Both sites by id; who applies knows the addresses. The certificates of the replication user are secrets that the other site's operator made. */
function sitesOf(scope: Construct, { system, store, name }: ClusterNames, { self, other }: NonNullable<DatabaseCluster['replication']>) {
  return [self, other].sort().map((site) => ({
    name: site,
    connectionParameters: { host: variableIn(scope, addressVariables.databaseAt(system, store, site)), user: 'streaming_replica', dbname: 'postgres', sslmode: 'verify-ca' },
    sslKey: { name: `${name}-${site}-replication`, key: 'tls.key' },
    sslCert: { name: `${name}-${site}-replication`, key: 'tls.crt' },
    sslRootCert: { name: `${name}-${site}-ca`, key: 'ca.crt' },
  }))
}

/** Each server's manager asks the API server what it is to be. That server has an address and no labels. */
function allowServerToApi(scope: Construct, name: string, store: string, { namespace, after }: SystemPlace): void {
  const address = variableIn(scope, 'kubernetes_api_address')
  new NetworkPolicyV1(scope, `${namespace}-allow-${name}-to-api`, {
    dependsOn: [after],
    metadata: { name: `allow-${name}-to-api`, namespace, annotations: { [annotationKeys.openedBy]: fact.database(store) } },
    spec: {
      podSelector: { matchLabels: { 'cnpg.io/cluster': name } },
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: `${address}/32` } }], ports: ['443', '6443'].map((port) => ({ port, protocol: 'TCP' })) }],
    },
  })
}
