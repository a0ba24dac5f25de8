import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SimulatedCloud } from '../../src/adapters/simulator/clouds.js'
import { createSimulatedCluster } from '../../src/adapters/simulator/cluster.js'
import { createSimulator } from '../../src/adapters/simulator/index.js'
import type { SimulatedStacks } from '../../src/adapters/simulator/stack-runner.js'
import { packageRoot } from '../../src/app/inventory/root.js'
import type { PlaceRequest, StackTools } from '../../src/app/stacks/open-place.js'
import { resourceKinds } from '../../src/flow/synth/manifests/kinds.js'

export const siteUid = '5d1e5c1a-0000-4000-8000-000000000001'

const kinds = [...Object.values(resourceKinds).map(({ apiVersion, kind }) => `${apiVersion} ${kind}`), 'gateway.networking.k8s.io/v1 Gateway', 'gateway.networking.k8s.io/v1 HTTPRoute']

/** A copy of the example cloud in a folder of its own, with a site that is simulated. */
export function stacksPlace() {
  const root = mkdtempSync(join(tmpdir(), 'stacks-place-'))
  cpSync(join(packageRoot(), 'docs/example'), root, { recursive: true })
  const kubeconfig = { contexts: [{ name: 'admin', context: { cluster: 'c', user: 'u' } }], clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }], users: [{ name: 'u', user: { token: 'hush-hush' } }] }
  writeFileSync(join(root, 'kubeconfig'), JSON.stringify(kubeconfig))
  const path = (file: string): string => join(root, file)
  writeFileSync(path('migrations/example/sites.yaml'), `sites:\n  - site: example\n    kubeconfig: { env: EXAMPLE_KUBECONFIG }\n    context: admin\n    uid: ${siteUid}\n`)
  return {
    root, outdir: path('out'), path,
    replace(file: string, from: string, to: string) {
      const text = readFileSync(path(file), 'utf8')
      if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`)
      writeFileSync(path(file), text.replace(from, to))
    },
    request(more: Partial<PlaceRequest> & { readonly systems?: readonly string[] } = {}): PlaceRequest {
      const { systems = ['letters'], ...rest } = more
      return { root, cwd: root, place: 'example', selection: { outdir: path('out'), sites: ['primary'], systems }, flags: {}, environment: { EXAMPLE_KUBECONFIG: path('kubeconfig') }, parallel: 2, ...rest }
    },
    remove: () => rmSync(root, { recursive: true }),
  }
}

/** A cluster and a tool in memory; what stands in `world` may be broken by tests. */
export function simulatedTools(place: { readonly path: (file: string) => string }, { uid = siteUid, served = kinds, hasProvider = true }: { readonly uid?: string; readonly served?: readonly string[]; readonly hasProvider?: boolean } = {}) {
  const cluster = createSimulatedCluster({ uid, kinds: served })
  const cloud: SimulatedCloud = { objects: new Map(), absent: new Set() }
  const world: SimulatedStacks = { clouds: new Map([['../../access/example.json', cloud]]), states: new Map(), held: new Set(), killed: new Set(), hasProvider }
  const simulator = createSimulator({ seed: 1, start: 0 })
  let ids = 0
  const tools: StackTools = {
    connect: () => cluster,
    runner: () => simulator.stackRunner(world),
    now: () => new Date('2026-06-01T00:00:00Z'),
    newId: () => `run-${++ids}`,
    stateDirectory: place.path('state'),
  }
  return { tools, cluster, cloud, world, kinds }
}
