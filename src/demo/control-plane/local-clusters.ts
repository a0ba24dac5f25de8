import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { componentNames, type ComponentName } from './components.js'
import type { Layout } from './layout.js'
import { runningComponents } from './processes.js'
import { startControlPlane, stopControlPlane, type Reachable } from './start-control-plane.js'
import type { ToolPaths } from './tools.js'

/** The cloud and the site of its replicas: two clusters that know nothing of one another, always at the same addresses. */
const ports = {
  cloud: { api: 21_443, etcd: 21_379, etcdPeer: 21_380 },
  dr: { api: 22_443, etcd: 22_379, etcdPeer: 22_380 },
} as const

type Site = keyof typeof ports

export const sites = Object.keys(ports) as readonly Site[]

export interface SiteStatus {
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
export async function startLocalClusters(tools: ToolPaths, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<readonly Reachable[]> {
  const started = await Promise.allSettled(sites.map((site) => startOne(site, tools, environment, signal)))
  const failed = started.filter((one) => one.status === 'rejected').map((one) => one.reason as unknown)
  const diagnostics = failed.flatMap((error) => (error instanceof DiagnosticError ? error.diagnostics : []))
  if (diagnostics.length > 0) throw new DiagnosticError(...diagnostics)
  if (failed.length > 0) throw failed[0]
  return started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
}

async function startOne(site: Site, tools: ToolPaths, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Reachable> {
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
