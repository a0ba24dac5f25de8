import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { connect } from '../../src/adapters/kubernetes/connection.js'
import { openCluster } from '../../src/adapters/kubernetes/index.js'
import { readKubeconfig } from '../../src/adapters/kubernetes/kubeconfig.js'
import { DiagnosticError } from '../../src/diagnostics/diagnostic.js'
import { clusterContract } from '../../src/ports/cluster.contract.js'
import { describeCluster, testNamespace } from '../support/cluster.js'

interface Kubeconfig {
  clusters: { cluster: Record<string, string> }[]
  users: { user: Record<string, string> }[]
  contexts: { name: string }[]
}

const folder = mkdtempSync(join(tmpdir(), 'qianyun-kubeconfigs-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A copy of a kubeconfig with something wrong in it. */
function altered(kubeconfig: string, change: (config: Kubeconfig) => void): string {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
  change(config)
  return written(JSON.stringify(config))
}

let files = 0
function written(text: string): string {
  const file = join(folder, `${files += 1}.kubeconfig`)
  writeFileSync(file, text, { mode: 0o600 })
  return file
}

async function problemOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => undefined, (cause: unknown) => cause)
  return error instanceof DiagnosticError ? error.diagnostics.map(({ code, params }) => `${code} ${JSON.stringify(params)}`).join() : `no diagnostic: ${String(error)}`
}

async function uidBy(access: Parameters<typeof openCluster>[0]): Promise<string> {
  const cluster = await openCluster(access)
  onTestFinished(() => cluster.close())
  return cluster.uid()
}

describeCluster('the kubernetes adapter', ({ cloud, dr }) => {
  clusterContract('a real API server', async () => {
    const cluster = await openCluster(cloud)
    const another = connect(await readKubeconfig(cloud), cloud)
    const namespace = testNamespace('contract')
    await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } })
    return {
      cluster, namespace,
      applyByAnother: async (body) => {
        const path = `/api/v1/namespaces/${namespace}/configmaps/${body.metadata.name}`
        expect((await another.ask({ method: 'PATCH', path, query: { fieldManager: 'another', force: 'true' }, body })).status).toBeLessThan(300)
      },
      stop: async () => {
        await cluster.remove({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: namespace })
        await cluster.close()
        another.close()
      },
    }
  })

  test('reaches the cluster that the context names, whatever the environment says of another', async () => {
    process.env['KUBECONFIG'] = dr.kubeconfig
    onTestFinished(() => void delete process.env['KUBECONFIG'])

    expect([await uidBy(cloud), await uidBy(dr)]).toEqual([cloud.uid, dr.uid])
  })

  describe('says what is wrong', () => {
    const context = () => cloud.context

    test('when the file is not there, is no kubeconfig, or has no such context', async () => {
      expect(await problemOf(openCluster({ kubeconfig: join(folder, 'none'), context: context() }))).toMatch(/^K8S_KUBECONFIG_UNREADABLE .*ENOENT/)
      expect(await problemOf(openCluster({ kubeconfig: written('token: [s3cret'), context: context() }))).toMatch(/^K8S_KUBECONFIG_INVALID (?!.*s3cret)/)
      expect(await problemOf(openCluster({ kubeconfig: written('just words'), context: context() }))).toMatch(/^K8S_KUBECONFIG_INVALID/)
      expect(await problemOf(openCluster({ ...cloud, context: 'elsewhere' }))).toBe(`K8S_CONTEXT_MISSING {"file":"${cloud.kubeconfig}","context":"elsewhere","known":"${context()}"}`)
    })

    test('when the context names a cluster or user that the file lacks', async () => {
      const without = (part: 'clusters' | 'users') => altered(cloud.kubeconfig, (config) => config[part].splice(0))

      expect(await problemOf(openCluster({ kubeconfig: without('clusters'), context: context() }))).toMatch(/^K8S_KUBECONFIG_INVALID .*cluster/)
      expect(await problemOf(openCluster({ kubeconfig: without('users'), context: context() }))).toMatch(/^K8S_KUBECONFIG_INVALID .*user/)
    })

    test('when nobody listens, with the host and the reason', async () => {
      const kubeconfig = altered(cloud.kubeconfig, ({ clusters }) => void (clusters[0]!.cluster['server'] = 'https://127.0.0.1:1'))

      expect(await problemOf(uidBy({ kubeconfig, context: context() }))).toBe('K8S_UNREACHABLE {"server":"127.0.0.1:1","reason":"ECONNREFUSED"}')
    })

    test('when the server has another authority than the kubeconfig', async () => {
      const other = JSON.parse(readFileSync(dr.kubeconfig, 'utf8')) as Kubeconfig
      const kubeconfig = altered(cloud.kubeconfig, ({ clusters }) => {
        clusters[0]!.cluster['certificate-authority-data'] = other.clusters[0]!.cluster['certificate-authority-data']!
      })

      expect(await problemOf(uidBy({ kubeconfig, context: context() }))).toMatch(/^K8S_TLS {"server":"127.0.0.1:\d+","reason":"(UNABLE_TO|CERT_SIG|SELF_SIGNED|DEPTH_ZERO)/)
    })

    test('when the server does not know who asks, without telling the token', async () => {
      const kubeconfig = altered(cloud.kubeconfig, ({ users }) => void (users[0]!.user = { token: 's3cret' }))
      const problem = await problemOf(uidBy({ kubeconfig, context: context() }))

      expect(problem).toMatch(/^K8S_UNAUTHORIZED /)
      expect(problem).not.toContain('s3cret')
    })

    test('when who asks may not', async () => {
      const kubeconfig = altered(cloud.kubeconfig, ({ users }) => void (users[0]!.user['as'] = 'nobody'))
      const cluster = await openCluster({ kubeconfig, context: context() })
      onTestFinished(() => cluster.close())
      const reference = { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'default', name: 'x' }

      expect(await problemOf(cluster.read(reference))).toMatch(/^K8S_FORBIDDEN .*ConfigMap default\/x.*nobody/)
      expect(await problemOf(cluster.remove(reference))).toMatch(/^K8S_FORBIDDEN /)
    })

    test('when something else answers there', async () => {
      const server = createServer((socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'))
      await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => void server.close())
      const address = server.address()
      const port = typeof address === 'object' ? address?.port : 0
      const kubeconfig = altered(cloud.kubeconfig, ({ clusters }) => void (clusters[0]!.cluster['server'] = `https://127.0.0.1:${port}`))

      expect(await problemOf(uidBy({ kubeconfig, context: context() }))).toMatch(/^K8S_TLS /)
    })
  })

  test('asks many things at once over few lines, and each gets its own answer', async () => {
    const cluster = await openCluster(cloud)
    onTestFinished(() => cluster.close())
    const names = ['default', 'kube-system', 'kube-public', 'kube-node-lease']
    const read = await Promise.all(Array.from({ length: 200 }, (_, index) => {
      return cluster.read({ apiVersion: 'v1', kind: 'Namespace', namespace: null, name: names[index % names.length]! })
    }))

    expect(read.map((object) => object?.metadata.name)).toEqual(read.map((_, index) => names[index % names.length]))
  })
})
