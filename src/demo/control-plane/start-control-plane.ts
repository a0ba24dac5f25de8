import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { ApiClient } from './api-client.js'
import { makeCertificates } from './certificates.js'
import { componentNames, readinessUrl, type ComponentName } from './components.js'
import { furnish, isFurnished } from './furnish.js'
import { writeKubeconfigs } from './kubeconfigs.js'
import { apiUrl, certificateFile, kubeconfigFile, logFile, stagesFile, temporaryFolder, type Layout } from './layout.js'
import { isRunning, killComponent, startComponent, stopComponents } from './processes.js'
import { stagesText } from './stages.js'
import type { ToolPaths } from './tools.js'

/** A cluster that is reached like any other. */
export interface Reachable {
  readonly site: string
  readonly kubeconfig: string
  readonly context: string
  /** UID of its namespace kube-system. */
  readonly uid: string
  readonly url: string
}

/** A real control plane on loopback; its machines and pods are kwok's. */
export interface ControlPlane extends Reachable {
  readonly folder: string
  /** Ends a component as a loss of power would. */
  kill(component: ComponentName): Promise<void>
  /** Starts a component again, on the same data, and waits until it is ready. */
  restart(component: ComponentName): Promise<void>
  /** Stops every component and removes the folder. May be called again. */
  stop(): Promise<void>
}

/** The folder must not exist yet: making it is what keeps two from starting the same cluster. Where the start fails or is called off, nothing of it is left. */
export async function startControlPlane(layout: Layout, tools: ToolPaths, signal?: AbortSignal): Promise<ControlPlane> {
  const { folder } = layout
  makeFolders(layout)
  try {
    await makeCertificates(dirname(certificateFile(layout, 'ca.crt')))
    writeKubeconfigs(layout)
    writeFileSync(stagesFile(layout), stagesText)
    return planeOf(layout, tools, await new Start(layout, tools, signal).all())
  } catch (error) {
    await stopControlPlane(folder)
    // A Ctrl-C at the terminal also ends openssl, whose failure is then no reason of its own.
    signal?.throwIfAborted()
    throw error
  }
}

/** Stops what runs of the cluster in a folder, whoever started it, and removes the folder. */
export async function stopControlPlane(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  await stopComponents(folder)
  rmSync(folder, { recursive: true, force: true })
}

function makeFolders(layout: Layout): void {
  mkdirSync(dirname(layout.folder), { recursive: true, mode: 0o700 })
  mkdirSync(layout.folder, { mode: 0o700 })
  for (const path of [temporaryFolder(layout), dirname(logFile(layout, ''))]) mkdirSync(path, { mode: 0o700 })
}

/** Components that are started and waited for, one call of the cluster's administrator after the other. */
class Start {
  readonly #layout: Layout
  readonly #tools: ToolPaths
  readonly #signal: AbortSignal | undefined
  readonly #api: ApiClient

  constructor(layout: Layout, tools: ToolPaths, signal?: AbortSignal) {
    this.#layout = layout
    this.#tools = tools
    this.#signal = signal
    this.#api = new ApiClient(layout)
  }

  /** Returns the UID of the cluster. */
  async all(): Promise<string> {
    try {
      const url = apiUrl(this.#layout)
      for (const name of ['etcd', 'kube-apiserver'] as const) await this.#start(name)
      for (const name of ['kube-controller-manager', 'kube-scheduler', 'kwok'] as const) startComponent(this.#layout, name, this.#tools[name])
      await furnish(this.#api, url, this.#tools['gateway-api'])
      await this.#until(componentNames, () => isFurnished(this.#api, url))
      const { body } = await this.#api.get(`${url}/api/v1/namespaces/kube-system`)
      return (JSON.parse(body) as { readonly metadata: { readonly uid: string } }).metadata.uid
    } finally {
      this.#api.close()
    }
  }

  async one(name: ComponentName): Promise<void> {
    await this.#start(name).finally(() => this.#api.close())
  }

  async #start(name: ComponentName): Promise<void> {
    startComponent(this.#layout, name, this.#tools[name])
    const url = readinessUrl(name, this.#layout)
    await this.#until([name], async () => url === undefined || (await this.#api.get(url)).status === 200)
  }

  /** Waits up to 2 minutes: starting takes 6 s on two quiet cores, many times that beside a build. A component that ended is told at once. */
  async #until(components: readonly ComponentName[], ready: () => Promise<boolean>): Promise<void> {
    for (let waited = 0; !(await ready()); waited += 50) {
      this.#signal?.throwIfAborted()
      const ended = components.find((name) => !isRunning(this.#layout.folder, name))
      const failed = ended ?? (waited >= 120_000 ? components[0] : undefined)
      if (failed !== undefined) throw componentFailed(this.#layout, failed)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function componentFailed(layout: Layout, component: ComponentName): DiagnosticError {
  const log = logFile(layout, component)
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
  if (lines.some((line) => line.includes('address already in use'))) {
    return new DiagnosticError(problem('TOOL_PORT_IN_USE', { component, ports: Object.values(layout.ports).join(', ') }))
  }
  return new DiagnosticError(problem('TOOL_COMPONENT_FAILED', { component, lines: lines.slice(-3).join('\n    ') }))
}

function planeOf(layout: Layout, tools: ToolPaths, uid: string): ControlPlane {
  const { site, folder } = layout
  return {
    site, folder, uid, context: site, kubeconfig: kubeconfigFile(layout, 'admin'), url: apiUrl(layout),
    kill: (component) => killComponent(folder, component),
    restart: (component) => new Start(layout, tools).one(component),
    stop: () => stopControlPlane(folder),
  }
}
