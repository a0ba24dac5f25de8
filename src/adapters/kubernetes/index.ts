import type { Cluster } from '../../ports/cluster.js'
import { kubernetesCluster } from './cluster.js'
import { connect } from './connection.js'
import { readKubeconfig, type ClusterAccess } from './kubeconfig.js'

export type { ClusterAccess } from './kubeconfig.js'

/**
 * Reads the kubeconfig and makes a client of its context; the server is asked nothing yet. Only the file that is named is read:
 * no `KUBECONFIG`, no home folder, no account of a pod that the program happens to run in.
 */
export async function openCluster(access: ClusterAccess): Promise<Cluster> {
  return kubernetesCluster(connect(await readKubeconfig(access), access))
}
