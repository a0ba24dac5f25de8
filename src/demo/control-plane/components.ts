import { join } from 'node:path'
import { apiUrl, certificateFile, kubeconfigFile, stagesFile, type Layout } from './layout.js'

/** In the order in which they are stopped: who asks before who answers. */
export const componentNames = ['kwok', 'kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'] as const

export type ComponentName = (typeof componentNames)[number]

/** Services get their addresses from it; the API server is the first. */
const SERVICE_RANGE = '10.96.0.0/16'
export const API_SERVICE_ADDRESS = '10.96.0.1'

/** The arguments of each component; the programs bear the components' names. */
export const argumentsOf: Readonly<Record<ComponentName, (layout: Layout) => readonly string[]>> = {
  etcd: (layout) => [
    '--name', layout.site, '--data-dir', join(layout.folder, 'etcd'),
    ...['--listen-client-urls', '--advertise-client-urls'].flatMap((flag) => [flag, etcdUrl(layout)]),
    ...['--listen-peer-urls', '--initial-advertise-peer-urls'].flatMap((flag) => [flag, peerUrl(layout)]),
    '--initial-cluster', `${layout.site}=${peerUrl(layout)}`,
    // Loopback is open to every account of the machine, and who writes here rules the cluster past its API.
    ...['', 'peer-'].flatMap((kind) => [
      `--${kind}cert-file`, certificateFile(layout, 'etcd.crt'), `--${kind}key-file`, certificateFile(layout, 'etcd.key'),
      `--${kind}trusted-ca-file`, certificateFile(layout, 'ca.crt'), `--${kind}client-cert-auth`,
    ]),
    // The data lives as long as the process: waiting for the disk would only cost time.
    '--unsafe-no-fsync', '--log-level', 'warn',
  ],
  'kube-apiserver': (layout) => [
    '--etcd-servers', etcdUrl(layout), '--etcd-cafile', certificateFile(layout, 'ca.crt'),
    '--etcd-certfile', certificateFile(layout, 'apiserver.crt'), '--etcd-keyfile', certificateFile(layout, 'apiserver.key'),
    '--bind-address', '127.0.0.1', '--advertise-address', '127.0.0.1', '--secure-port', String(layout.ports.api), '--endpoint-reconciler-type', 'none',
    '--tls-cert-file', certificateFile(layout, 'apiserver.crt'), '--tls-private-key-file', certificateFile(layout, 'apiserver.key'),
    '--client-ca-file', certificateFile(layout, 'ca.crt'), '--authorization-mode', 'RBAC',
    '--service-account-issuer', 'https://kubernetes.default.svc', '--service-account-key-file', certificateFile(layout, 'sa.pub'),
    '--service-account-signing-key-file', certificateFile(layout, 'sa.key'), '--service-cluster-ip-range', SERVICE_RANGE,
    '--allow-privileged=true', '--profiling=false', '--v=1',
  ],
  'kube-controller-manager': (layout) => [
    '--kubeconfig', kubeconfigFile(layout, 'controller-manager'), '--secure-port', '0', '--leader-elect=false',
    '--use-service-account-credentials=true', '--service-account-private-key-file', certificateFile(layout, 'sa.key'),
    '--root-ca-file', certificateFile(layout, 'ca.crt'), '--enable-hostpath-provisioner=true',
    // With the usual limits the service account of a new cluster's first namespace takes 9 s instead of 5.
    '--kube-api-qps=200', '--kube-api-burst=400', '--profiling=false', '--v=1',
  ],
  'kube-scheduler': (layout) => [
    '--kubeconfig', kubeconfigFile(layout, 'scheduler'), '--secure-port', '0', '--leader-elect=false', '--profiling=false', '--v=1',
  ],
  kwok: (layout) => [
    '--kubeconfig', kubeconfigFile(layout, 'kwok'), '--manage-all-nodes=true', '--node-lease-duration-seconds', '40',
    '--cidr', '10.244.0.1/16', '--node-ip', '10.0.0.1', '--config', stagesFile(layout),
  ],
}

export function etcdUrl({ ports }: Layout): string {
  return `https://127.0.0.1:${ports.etcd}`
}

function peerUrl({ ports }: Layout): string {
  return `https://127.0.0.1:${ports.etcdPeer}`
}

/** Address at which a component says that it is ready; undefined for those that only ask the API server. */
export function readinessUrl(component: ComponentName, layout: Layout): string | undefined {
  if (component === 'etcd') return `${etcdUrl(layout)}/health`
  return component === 'kube-apiserver' ? `${apiUrl(layout)}/readyz` : undefined
}
