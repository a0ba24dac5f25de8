import { findTools } from '../../src/demo/control-plane/build-tools.js'
import { startControlPlane, type ControlPlane, type Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { killPlanesAtExit, planesFolder, sweepAbandonedPlanes } from './cluster-folder.js'

export interface Planes {
  readonly cloud: Reachable
  readonly dr: Reachable
}

/** Two planes that the tests of one file share: started by who asks first, filled into `planes`, gone when they are stopped. */
export function sharedPlanes() {
  const nowhere: Reachable = { site: '', kubeconfig: '', context: '', uid: '', url: '' }
  const planes = { cloud: { ...nowhere }, dr: { ...nowhere } }
  let running: Promise<readonly ControlPlane[]> | undefined
  return {
    planes: planes satisfies Planes,
    async start(): Promise<void> {
      const [cloud, dr] = await (running ??= startBoth())
      Object.assign(planes.cloud, reachableOf(cloud!))
      Object.assign(planes.dr, reachableOf(dr!))
    },
    async stop(): Promise<void> {
      const started = await running
      running = undefined
      await Promise.all((started ?? []).map((plane) => plane.stop()))
    },
  }
}

async function startBoth(): Promise<readonly ControlPlane[]> {
  await sweepAbandonedPlanes()
  const tools = await findTools()
  killPlanesAtExit(['cloud', 'dr'].map(planesFolder))
  const ports = await freePorts(6)
  const start = (site: string, first: number) => startControlPlane({
    site, folder: planesFolder(site), ports: { api: ports[first]!, etcd: ports[first + 1]!, etcdPeer: ports[first + 2]! },
  }, tools)
  const started = await Promise.allSettled([start('cloud', 0), start('dr', 3)])
  const failed = started.find((one) => one.status === 'rejected')
  const planes = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (!failed) return planes
  await Promise.all(planes.map((plane) => plane.stop()))
  throw failed.reason
}

function reachableOf({ site, kubeconfig, context, uid, url }: ControlPlane): Reachable {
  return { site, kubeconfig, context, uid, url }
}
