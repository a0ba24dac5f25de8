import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findTools } from '../../src/demo/control-plane/build-tools.js'
import { goProgram } from '../../src/demo/control-plane/go.js'
import { startControlPlane, stopControlPlane, type Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import type { ToolPaths } from '../../src/demo/control-plane/tools.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'

type Work<Result> = (planes: readonly Reachable[], tools: ToolPaths, folder: string) => Promise<Result>

/**
 * Does the work in front of real API servers of its own, one after the other started, and stops them. A machine without the programs
 * gives no figure: what is skipped is said by name.
 */
export async function withControlPlanes<Result>(figure: string, sites: readonly string[], work: Work<Result>): Promise<Result | null> {
  const tools = goProgram() === undefined ? undefined : await findTools().catch(() => undefined)
  if (tools === undefined) {
    console.error(`${figure} skipped: there are no control planes here; npm run tools builds them`)
    return null
  }
  const folder = mkdtempSync(join(tmpdir(), 'qy-bench-planes-'))
  try {
    const planes: Reachable[] = []
    for (const site of sites) {
      const [api, etcd, etcdPeer] = await freePorts(3)
      planes.push(await startControlPlane({ site, folder: join(folder, site), ports: { api: api!, etcd: etcd!, etcdPeer: etcdPeer! } }, tools))
    }
    return await work(planes, tools, folder)
  } finally {
    await Promise.all(sites.map((site) => stopControlPlane(join(folder, site))))
    rmSync(folder, { recursive: true, force: true })
  }
}
