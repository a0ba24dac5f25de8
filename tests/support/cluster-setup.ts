import type { TestProject } from 'vitest/node'
import { findTools } from '../../src/demo/control-plane/build-tools.js'
import { startControlPlane, type ControlPlane, type Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { killPlanesAtExit, planesFolder, sweepAbandonedPlanes } from './cluster-folder.js'
import { whyNoCluster } from './why-skipped.js'

/** Starts the two planes that the files of the project share; nothing where the tests are skipped. */
export default async function setUp(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (whyNoCluster() !== undefined) return undefined
  await sweepAbandonedPlanes()
  const tools = await findTools()
  killPlanesAtExit(['cloud', 'dr'].map(planesFolder))
  const ports = await freePorts(6)
  const start = (site: string, first: number) => startControlPlane({
    site, folder: planesFolder(site), ports: { api: ports[first]!, etcd: ports[first + 1]!, etcdPeer: ports[first + 2]! },
  }, tools)
  const started = await Promise.allSettled([start('cloud', 0), start('dr', 3)])
  const planes = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const stop = async () => void (await Promise.all(planes.map((plane) => plane.stop())))
  const failed = started.find((one) => one.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  const [cloud, dr] = planes.map(reachableOf)
  project.provide('controlPlanes', { cloud: cloud!, dr: dr!, tofu: tools.tofu })
  return stop
}

/** What can be handed to another process. */
function reachableOf({ site, kubeconfig, context, uid, url }: ControlPlane): Reachable {
  return { site, kubeconfig, context, uid, url }
}
