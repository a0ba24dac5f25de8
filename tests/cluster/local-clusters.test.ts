import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findTools } from '../../src/demo/control-plane/build-tools.js'
import { componentNames } from '../../src/demo/control-plane/components.js'
import { sites, startLocalClusters, statusOf, stopLocalClusters, type LocalClusters } from '../../src/demo/control-plane/local-clusters.js'
import { killComponent } from '../../src/demo/control-plane/processes.js'
import { freePorts } from '../../src/demo/servers/free-ports.js'
import { callApi } from '../support/cluster-api.js'
import { describeCluster } from '../support/cluster.js'
import { processesOf } from '../support/run-cli.js'

/** Two clusters of a user whose state folder is the test's, at ports of the test's. */
async function start(state: string): ReturnType<typeof startLocalClusters> {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = await freePorts(6)
  const ports: LocalClusters['ports'] = { cloud: { api: a, etcd: b, etcdPeer: c }, dr: { api: d, etcd: e, etcdPeer: f } }
  return startLocalClusters({ tools: await findTools(), environment: { QIANYUN_STATE: state }, ports, signal: new AbortController().signal })
}

describeCluster('the local clusters of a user', () => {
  test('start together, stay as they are when started again, tell what is missing, and leave nothing', async () => {
    const state = mkdtempSync(join(tmpdir(), 'qianyun-local-clusters-'))
    onTestFinished(async () => {
      await stopLocalClusters({ QIANYUN_STATE: state })
      rmSync(state, { recursive: true, force: true })
    })
    const clusters = await start(state)
    expect(clusters.map(({ context }) => context)).toEqual(sites)
    for (const cluster of clusters) expect((await callApi(cluster, 'GET', '/api')).status).toBe(200)

    expect(await start(state)).toEqual(clusters)

    await killComponent(join(state, 'local-clusters', 'dr'), 'kwok')
    await expect(start(state)).rejects.toMatchObject({ diagnostics: [{ code: 'TOOL_CLUSTER_INCOMPLETE', params: { site: 'dr', missing: 'kwok' } }] })
    expect(sites.map((site) => statusOf(site, { QIANYUN_STATE: state }).running.size)).toEqual([componentNames.length, componentNames.length - 1])

    await stopLocalClusters({ QIANYUN_STATE: state })
    expect(processesOf(state)).toEqual([])
    expect(sites.map((site) => existsSync(join(state, 'local-clusters', site)))).toEqual([false, false])
  })
})
