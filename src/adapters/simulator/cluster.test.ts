import { clusterContract } from '../../ports/cluster.contract.js'
import { createSimulatedCluster } from './cluster.js'

clusterContract('the simulated cluster', async () => {
  const cluster = createSimulatedCluster({ uid: '00000000-0000-4000-8000-000000000001', kinds: ['v1 Namespace', 'v1 ConfigMap', 'apps/v1 Deployment'] })
  const namespace = 'bench'
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
  return { cluster, namespace, applyByAnother: async (object) => cluster.applyAs('another', object), stop: async () => {} }
})
