import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { Answer, ApiClient } from './api-client.js'

interface FakeNode {
  readonly name: string
  readonly zone: string
  readonly arch: 'amd64' | 'arm64'
}

/** Two zones of two usual machines and one of the other architecture: spread and node selectors have something to choose from. */
const nodes: readonly FakeNode[] = ['zone-a', 'zone-b'].flatMap((zone) => [
  { name: `${zone}-1`, zone, arch: 'amd64' }, { name: `${zone}-2`, zone, arch: 'amd64' }, { name: `${zone}-3`, zone, arch: 'arm64' },
])

/** More than any place asks for: what is scarce in a cluster is told by its quotas. */
const ROOM = { cpu: '1024', memory: '4Ti', pods: '10000', 'ephemeral-storage': '64Ti' }

function nodeObject({ name, zone, arch }: FakeNode): object {
  const labels = { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': arch, 'topology.kubernetes.io/zone': zone }
  return {
    apiVersion: 'v1', kind: 'Node', metadata: { name, labels, annotations: { 'kwok.x-k8s.io/node': 'fake' } }, status: { allocatable: ROOM, capacity: ROOM },
  }
}

/** Volumes are bound at once, as folders on this machine; the name is the one a site has when the inventory states none. */
const storageClass = {
  apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass',
  metadata: { name: 'replicated', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'kubernetes.io/host-path', reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate',
}

const definitions = ['gatewayclasses', 'gateways', 'httproutes', 'referencegrants'] as const

/** What an empty API server needs before it is a cluster: machines, a storage class, the Gateway API. */
export async function furnish(api: ApiClient, url: string, gatewayApi: string): Promise<void> {
  // Server-side: the definitions are longer than what fits into the annotation of a client-side apply.
  const applied = definitions.map((kind) => {
    const text = readFileSync(join(gatewayApi, `gateway.networking.k8s.io_${kind}.yaml`), 'utf8')
    return api.apply(`${url}/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${kind}.gateway.networking.k8s.io`, text)
  })
  const created = [
    ...nodes.map((node) => api.create(`${url}/api/v1/nodes`, nodeObject(node))),
    api.create(`${url}/apis/storage.k8s.io/v1/storageclasses`, storageClass),
  ]
  for (const answer of await Promise.all([...applied, ...created])) expectAccepted(answer)
}

function expectAccepted({ status, body }: Answer): void {
  if (status >= 200 && status <= 299) return
  throw new DiagnosticError(problem('TOOL_COMPONENT_FAILED', { component: 'kube-apiserver', lines: `${status} ${body.slice(0, 500)}` }))
}

/** Whether machines are ready, definitions served, and pods may be made: the service account of the first namespace is the last that appears. */
export async function isFurnished(api: ApiClient, url: string): Promise<boolean> {
  if ((await api.get(`${url}/api/v1/namespaces/default/serviceaccounts/default`)).status !== 200) return false
  if ((await api.get(`${url}/apis/gateway.networking.k8s.io/v1/httproutes`)).status !== 200) return false
  const { body } = await api.get(`${url}/api/v1/nodes`)
  return body.split('"type":"Ready","status":"True"').length - 1 === nodes.length
}
