import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { openCluster } from '../../src/adapters/kubernetes/index.js'
import { packageRoot } from '../../src/app/inventory/root.js'
import { applyDirect } from '../../src/app/stacks/direct-apply.js'
import { destroyStacks } from '../../src/app/stacks/destroy.js'
import type { Outcome, PlaceRequest } from '../../src/app/stacks/open-place.js'
import type { ConnectCluster } from '../../src/app/stacks/site-access.js'
import { addressVariables, stackTasks, type StackTask } from '../../src/app/stacks/stack-tasks.js'
import { synthPlace } from '../../src/app/stacks/synth.js'
import { stackTools } from '../../src/app/stacks/wiring.js'
import type { Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import type { KubernetesObject } from '../../src/model/kubernetes-object.js'

export interface BenchOptions {
  readonly place: string
  readonly cloud: Reachable
  readonly dr: Reachable
  /** The tool is found in PATH, its mirror in sites.yaml. */
  readonly tool?: { readonly tofu: string; readonly mirror: string }
}

/** A place of the package in a folder of its own, its two sites on two planes, every address invented and every deletion signed. */
export async function benchOf({ place, cloud, dr, tool }: BenchOptions) {
  const root = mkdtempSync(join(tmpdir(), `${place}-`))
  const from = place === 'example' ? join(packageRoot(), 'docs/example') : packageRoot()
  for (const part of ['inventory', 'migrations']) cpSync(join(from, part, place), join(root, part, place), { recursive: true })
  const outdir = join(root, 'out')
  const { stacks } = await synthPlace(root, place, { outdir })
  const tasks = stackTasks(outdir, stacks!.stacks)
  writeFileSync(join(root, 'migrations', place, 'sites.yaml'), JSON.stringify(sitesFile(tasks, { cloud, dr, ...(tool ? { tool } : {}) })))
  writeFileSync(join(root, 'migrations', place, 'changes.yaml'), JSON.stringify(signedFile(tasks)))
  const request: PlaceRequest = { root, cwd: root, place, selection: { outdir }, flags: {}, environment: {}, parallel: 4 }
  const path = [...(tool ? [dirname(tool.tofu)] : []), process.env['PATH']].join(delimiter)
  const tools = stackTools({ ...process.env, PATH: path, QIANYUN_STATE: join(root, 'state') })
  const selecting = (selection: Partial<PlaceRequest['selection']>): PlaceRequest => ({ ...request, selection: { outdir, ...selection } })
  return {
    root, outdir, tasks, request, selecting, tools,
    apply: (selection: Partial<PlaceRequest['selection']> = {}) => applyDirect(selecting(selection), tools),
    /** Both calls: what would go, and then exactly that. */
    async destroy({ direct = true, ...selection }: Partial<PlaceRequest['selection']> & { readonly direct?: boolean } = {}) {
      const shown = await destroyStacks({ ...selecting(selection), direct }, tools)
      const confirmation = shown.diagnostics.find(({ code }) => code === 'STK_DESTROY_UNCONFIRMED')?.params['confirmation']
      return confirmation === undefined ? shown : destroyStacks({ ...selecting(selection), direct, confirmation: String(confirmation) }, tools)
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

export type Bench = Awaited<ReturnType<typeof benchOf>>

/** Codes and objects of what went wrong. */
export function errorsOf({ diagnostics }: Outcome<unknown>): string[] {
  return diagnostics.filter(({ severity }) => severity === 'error').map(({ code, params }) => `${code} ${params['object'] ?? params['stack'] ?? ''} ${params['message'] ?? params['summary'] ?? params['detail'] ?? ''}`.trim())
}

/** Names of our namespaces at a site. */
export async function namespacesOf({ kubeconfig, context }: Reachable): Promise<string[]> {
  const found = await withCluster({ kubeconfig, context }, (cluster) => cluster.list({ apiVersion: 'v1', kind: 'Namespace' }, { labels: { 'app.kubernetes.io/managed-by': 'qianyun' } }))
  return found.map(({ metadata: { name } }) => name)
}

export async function withCluster<Result>({ kubeconfig, context }: Pick<Reachable, 'kubeconfig' | 'context'>, use: (cluster: Awaited<ReturnType<typeof openCluster>>) => Promise<Result>): Promise<Result> {
  const cluster = await openCluster({ kubeconfig, context })
  try {
    return await use(cluster)
  } finally {
    await cluster.close()
  }
}

/** A server whose admission opens the way from one namespace to another. */
export function opening(connect: ConnectCluster, { from, to }: { readonly from: string; readonly to: string }): ConnectCluster {
  const everywhere = [{ namespaceSelector: {} }]
  const open = (object: KubernetesObject): KubernetesObject => {
    const at = `${object.kind} ${object.metadata.namespace}/${object.metadata.name}`
    if (at === `NetworkPolicy ${from}/allow-dns`) return { ...object, spec: { egress: [{ to: everywhere }], podSelector: {}, policyTypes: ['Egress'] } }
    return at === `NetworkPolicy ${to}/allow-from-gateway` ? { ...object, spec: { ingress: [{ from: everywhere }], podSelector: {}, policyTypes: ['Ingress'] } } : object
  }
  return async (access) => {
    const cluster = await connect(access)
    return { ...cluster, apply: (object, options) => cluster.apply(open(object), options) }
  }
}

/** An object without what servers and controllers write, and without who applied it. */
export function withoutTraces(object: KubernetesObject | undefined) {
  if (!object) return object
  const { status: _status, ...rest } = object
  const { managedFields: _fields, uid: _uid, resourceVersion: _version, creationTimestamp: _created, generation: _generation, annotations = {}, ...metadata } = object.metadata
  const ours = Object.fromEntries(Object.entries(annotations).filter(([key]) => !/^(deployment|pv|volume)(\.beta)?\.kubernetes\.io\//.test(key)))
  const { clusterIP: _ip, clusterIPs: _ips, volumeName: _volume, ...spec } = (rest['spec'] ?? {}) as Record<string, unknown>
  return { ...rest, metadata: { ...metadata, annotations: ours }, spec }
}

function sitesFile(tasks: readonly StackTask[], { cloud, dr, tool }: Omit<BenchOptions, 'place'>) {
  const sites = [...new Set(tasks.map(({ site }) => site))].map((site) => {
    const { kubeconfig, context, uid } = site.endsWith('-dr') ? dr : cloud
    const variables = [...new Set(tasks.filter((task) => task.site === site).flatMap(({ synthesized }) => addressVariables(synthesized)))].sort()
    const addresses = Object.fromEntries(variables.map((name, index) => [name, `10.99.${Math.floor(index / 250)}.${(index % 250) + 1}`]))
    return { site, kubeconfig: { file: kubeconfig }, context, uid, addresses }
  })
  return { ...(tool ? { program: 'tofu', mirror: tool.mirror } : {}), sites }
}

function signedFile(tasks: readonly StackTask[]) {
  return { changes: tasks.map(({ name }) => ({ id: `remove-${name}`, by: 'test', on: '2026-01-01', until: '2099-12-31', why: 'test', stack: name, resources: ['*'], actions: ['delete'] })) }
}
