/**
 * Tests on real API servers. Two control planes, `cloud` and `dr`, are started for each file below `tests/cluster/` that uses them, and stopped at its end:
 *
 *     describeCluster('manifests of a system', ({ cloud, dr }) => {
 *       test('are accepted by both sites', async () => {
 *         const { kubeconfig, context, uid, url } = cloud
 *
 * - `npm run test:cluster` builds the command line and the tools, then runs all of them; one file, once the tools are built:
 *   `QIANYUN_CLUSTER=1 npx vitest run --config tests/vitest.config.ts --project cluster tests/cluster/<file>`.
 * - Everywhere else (`npm test`) QIANYUN_CLUSTER is not set, the tests are skipped by name, and the last lines of the run say why. The function is called
 *   all the same, to learn the names: define tests and hooks in it, nothing more. What only these tests need and is slow to import is imported in a hook.
 * - `cloud` and `dr` are filled in before the first test: read them in tests and hooks, not while the tests are defined.
 * - No file finds what another has left. Within a file, use namespaces of your own (`testNamespace`), or remove what you make.
 * - Tests that take no planes (`describeCluster('...', () => ...)`) start none.
 * - A test that kills or stops a plane starts its own: `const plane = await ownControlPlane('cloud')`, then `onTestFinished(() => plane.stop())`,
 *   or in `beforeAll`, with `afterAll(() => plane.stop())`. It has `kill(component)` and `restart(component)`.
 * - `describeProvider` is the same for tests that need the Kubernetes provider too; it adds `tofu`, the path of the program, and `mirror`, a filesystem mirror.
 * - Machines: zones `zone-a` and `zone-b` of 2 amd64 and 1 arm64 each. Pods are ready at once, unless an image contains `/missing` (ImagePullBackOff, for
 *   ever); pods of jobs succeed at once. Default storage class `replicated`. Gateway API: GatewayClass, Gateway, HTTPRoute, ReferenceGrant.
 */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe } from 'vitest'
import { findTools } from '../../src/demo/control-plane/build-tools.js'
import { startControlPlane, type ControlPlane } from '../../src/demo/control-plane/start-control-plane.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { planesFolder } from './cluster-folder.js'
import { sharedPlanes, type Planes } from './cluster-planes.js'
import { providerMirror } from './provider-mirror.js'
import { whyNoCluster, whyNoProvider } from './why-skipped.js'

interface Provider extends Planes {
  readonly tofu: string
  readonly mirror: string
}

declare module 'vitest' {
  interface TaskMeta {
    whySkipped?: string
  }
}

export function describeCluster(name: string, define: (planes: Planes) => void): void {
  describeUnless(whyNoCluster(), name, define)
}

export function describeProvider(name: string, define: (provider: Provider) => void): void {
  describeUnless(whyNoCluster() ?? whyNoProvider(), name, (planes) => define({ ...planes, tofu, mirror: providerMirror() ?? '' }))
}

const shared = sharedPlanes()
const tofu = whyNoCluster() === undefined ? (await findTools()).tofu : ''

/** The planes are one object for all of a file; `afterAll` of a file comes after those of its parts. */
function describeUnless(whySkipped: string | undefined, name: string, define: (planes: Planes) => void): void {
  if (whySkipped !== undefined) {
    describe(name, { skip: true, meta: { whySkipped } }, () => define(shared.planes))
    return
  }
  if (define.length > 0) afterAll(shared.stop)
  describe(name, () => {
    if (define.length > 0) beforeAll(shared.start)
    define(shared.planes)
  })
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
