import { join } from 'node:path'

/** Ports on loopback. */
export interface ControlPlanePorts {
  readonly api: number
  readonly etcd: number
  readonly etcdPeer: number
}

/** What a control plane is started with. */
export interface Layout {
  /** Name of the site; also of the context in its kubeconfig. */
  readonly site: string
  /** Folder of everything it writes, mode 0700: keys and logs below it need no protection of their own. */
  readonly folder: string
  readonly ports: ControlPlanePorts
}

export function apiUrl({ ports }: Layout): string {
  return `https://127.0.0.1:${ports.api}`
}

export function certificateFile({ folder }: Layout, name: string): string {
  return join(folder, 'pki', name)
}

export function kubeconfigFile({ folder }: Layout, user: string): string {
  return join(folder, `${user}.kubeconfig`)
}

export function logFile({ folder }: Layout, component: string): string {
  return join(folder, 'logs', `${component}.log`)
}

export function stagesFile({ folder }: Layout): string {
  return join(folder, 'stages.yaml')
}

/** The temporary directory of the components. The provisioner of volumes only ever deletes below a folder of this name. */
export function temporaryFolder({ folder }: Layout): string {
  return join(folder, 'tmp')
}
