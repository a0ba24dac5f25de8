/**
 * Tests on real API servers. Two control planes, `cloud` and `dr`, are started once for all files below `tests/cluster/` and stopped at the end:
 *
 *     describeCluster('manifests of a system', ({ cloud, dr }) => {
 *       test('are accepted by both sites', async () => {
 *         const { kubeconfig, context, uid, url } = cloud
 *
 * - `npm run test:cluster` builds the command line and the tools, then runs all of them; one file, once the tools are built:
 *   `QIANYUN_CLUSTER=1 npx vitest run --config tests/vitest.config.ts --project cluster tests/cluster/<file>`.
 * - Everywhere else (`npm test`) QIANYUN_CLUSTER is not set, the tests are skipped by name, and the last lines of the run say why. The function is called
 *   all the same, to learn the names: define tests and hooks in it, nothing more. What only these tests need and is slow to import is imported in a hook.
 * - The files run one after the other on the same planes: use namespaces of your own (`testNamespace`), and remove what is in none.
 * - A test that kills or stops a plane starts its own: `const plane = await ownControlPlane('cloud')`, then `onTestFinished(() => plane.stop())`,
 *   or in `beforeAll`, with `afterAll(() => plane.stop())`. It has `kill(component)` and `restart(component)`.
 * - `describeProvider` is the same for tests that need the Kubernetes provider too; it adds `tofu`, the path of the program, and `mirror`, a filesystem mirror.
 * - Machines: zones `zone-a` and `zone-b` of 2 amd64 and 1 arm64 each. Pods are ready at once, unless an image contains `/missing` (ImagePullBackOff, for
 *   ever); pods of jobs succeed at once. Default storage class `replicated`. Gateway API: GatewayClass, Gateway, HTTPRoute, ReferenceGrant.
 */
import { randomBytes } from 'node:crypto'
import { describe, inject } from 'vitest'
import { findTools } from '../../src/demo/control-plane/build-tools.js'
import { startControlPlane, type ControlPlane, type Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { planesFolder } from './cluster-folder.js'
import { providerMirror } from './provider-mirror.js'
import { whyNoCluster, whyNoProvider } from './why-skipped.js'

interface Planes {
  readonly cloud: Reachable
  readonly dr: Reachable
}

interface Provider extends Planes {
  readonly tofu: string
  readonly mirror: string
}

declare module 'vitest' {
  interface ProvidedContext {
    controlPlanes: Planes & { readonly tofu: string }
  }
  interface TaskMeta {
    whySkipped?: string
  }
}

/** What skipped tests are defined with. */
const nowhere: Reachable = { site: '', kubeconfig: '', context: '', uid: '', url: '' }

export function describeCluster(name: string, define: (planes: Planes) => void): void {
  const whySkipped = whyNoCluster()
  const planes = whySkipped === undefined ? inject('controlPlanes') : { cloud: nowhere, dr: nowhere }
  describe(name, whySkipped === undefined ? {} : { skip: true, meta: { whySkipped } }, () => define(planes))
}

export function describeProvider(name: string, define: (provider: Provider) => void): void {
  const whySkipped = whyNoCluster() ?? whyNoProvider()
  const planes = whySkipped === undefined ? inject('controlPlanes') : { cloud: nowhere, dr: nowhere, tofu: '' }
  const provider = { ...planes, mirror: providerMirror() ?? '' }
  describe(name, whySkipped === undefined ? {} : { skip: true, meta: { whySkipped } }, () => define(provider))
}

/** A control plane of this test alone, which the caller stops. */
export async function ownControlPlane(site: string): Promise<ControlPlane> {
  const [api = 0, etcd = 0, etcdPeer = 0] = await freePorts(3)
  return startControlPlane({ site, folder: planesFolder(`${site}-${randomBytes(3).toString('hex')}`), ports: { api, etcd, etcdPeer } }, await findTools())
}

/** A name no other test has. */
export function testNamespace(about: string): string {
  return `test-${about}-${randomBytes(3).toString('hex')}`
}
