import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { componentNames, type ComponentName } from './components.js'
import type { ControlPlanePorts, Layout } from './layout.js'
import { runningComponents } from './processes.js'
import { startControlPlane, stopControlPlane, type Reachable } from './start-control-plane.js'
import type { ToolPaths } from './tools.js'

/** The cloud and the site of its replicas: two clusters that know nothing of one another. */
export const sites = ['cloud', 'dr'] as const

type Site = (typeof sites)[number]

export interface LocalClusters {
  readonly tools: ToolPaths
  readonly environment: NodeJS.ProcessEnv
  readonly ports: Readonly<Record<Site, ControlPlanePorts>>
  /** Calls the start off; what has been started is stopped again. */
  readonly signal: AbortSignal
}

/** The same addresses at every start: 443 and the usual ports of etcd behind the first, those of the replicas' site a thousand later. */
export function portsFrom(first: number): LocalClusters['ports'] {
  const from = (base: number) => ({ api: base + 443, etcd: base + 379, etcdPeer: base + 380 })
  return { cloud: from(first), dr: from(first + 1_000) }
}

interface SiteStatus {
  readonly site: Site
  readonly running: ReadonlyMap<ComponentName, number>
  /** How it is reached; undefined where it was never up, or only half. */
  readonly reachable: Reachable | undefined
}

/** The user's state folder, by the XDG base directory rules. */
function folderOf(site: Site, environment: NodeJS.ProcessEnv): string {
  const state = environment['QIANYUN_STATE'] || join(environment['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'qianyun')
  return join(state, 'local-clusters', site)
}

export function statusOf(site: Site, environment: NodeJS.ProcessEnv): SiteStatus {
  const folder = folderOf(site, environment)
  const file = join(folder, 'reachable.json')
  const reachable = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Reachable) : undefined
  return { site, running: runningComponents(folder), reachable }
}

/** Starts both, at the same time; what is up already stays as it is. Rejects with a diagnostic, after both have come to an end. */
export async function startLocalClusters(clusters: LocalClusters): Promise<readonly Reachable[]> {
  const started = await Promise.allSettled(sites.map((site) => startOne(site, clusters)))
  const failed = started.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown)
  // Both are called off by the same error, which is told once.
  const diagnostics = [...new Set(failed)].flatMap((error) => (error instanceof DiagnosticError ? error.diagnostics : []))
  if (diagnostics.length > 0) throw new DiagnosticError(...diagnostics)
  if (failed.length > 0) throw failed[0]
  return started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

async function startOne(site: Site, { tools, environment, ports, signal }: LocalClusters): Promise<Reachable> {
  const layout: Layout = { site, folder: folderOf(site, environment), ports: ports[site] }
  if (existsSync(layout.folder)) return alreadyUp(site, environment)
  const { kubeconfig, context, uid, url } = await startControlPlane(layout, tools, signal)
  const reachable: Reachable = { site, kubeconfig, context, uid, url }
  writeFileSync(join(layout.folder, 'reachable.json'), JSON.stringify(reachable), { mode: 0o600 })
  return reachable
}

function alreadyUp(site: Site, environment: NodeJS.ProcessEnv): Reachable {
  const { running, reachable } = statusOf(site, environment)
  const missing = componentNames.filter((name) => !running.has(name))
  if (reachable === undefined || missing.length > 0) throw new DiagnosticError(problem('TOOL_CLUSTER_INCOMPLETE', { site, missing: missing.join(', ') }))
  return reachable
}

export async function stopLocalClusters(environment: NodeJS.ProcessEnv): Promise<void> {
  await Promise.all(sites.map((site) => stopControlPlane(folderOf(site, environment))))
}
