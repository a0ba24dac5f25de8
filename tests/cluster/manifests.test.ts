import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCluster } from '../../src/adapters/kubernetes/index.js'
import { apiDrift, driftDiagnostics } from '../../src/app/stacks/api-drift.js'
import { applyManifests } from '../../src/app/stacks/apply-manifests.js'
import { objectName, type KubernetesObject } from '../../src/model/kubernetes-object.js'
import type { Cluster } from '../../src/ports/cluster.js'
import { callApi } from '../support/cluster-api.js'
import { cityManifests, removeAll } from '../support/cluster-city.js'
import { describeCluster } from '../support/cluster.js'

describeCluster('the manifests of a city', ({ cloud, dr }) => {
  const clusters = new Map<string, Cluster>()
  let objects: ReadonlyMap<string, readonly KubernetesObject[]> = new Map()
  const at = (site: string) => ({ cluster: clusters.get(site)!, wanted: objects.get(site)! })

  beforeAll(async () => {
    objects = cityManifests()
    clusters.set('city', await openCluster(cloud)).set('city-dr', await openCluster(dr))
  })
  afterAll(async () => {
    for (const [site, cluster] of clusters) {
      await removeAll(cluster, objects.get(site) ?? [])
      await cluster.close()
    }
  })

  describe.each(['city', 'city-dr'])('at the site %s', (site) => {
    test('are accepted, every one', async () => {
      const { cluster, wanted } = at(site)
      const results = await applyManifests(cluster, wanted)

      expect(results.filter(({ outcome }) => outcome !== 'created').map(({ object, outcome, refusal }) => `${objectName(object)} ${outcome} ${refusal?.message}`)).toEqual([])
      expect(results.length).toBe(wanted.length)
    })

    test('change nothing when they are applied again, also as a rehearsal', async () => {
      const { cluster, wanted } = at(site)
      const [rehearsed, again] = [await applyManifests(cluster, wanted, { dryRun: true }), await applyManifests(cluster, wanted)]

      expect([...rehearsed, ...again].filter(({ outcome }) => outcome !== 'unchanged').map(({ object, outcome }) => `${objectName(object)} ${outcome}`)).toEqual([])
    })

    test('are what the cluster then has, and all that it has of ours', async () => {
      const { cluster, wanted } = at(site)

      expect(await apiDrift(cluster, wanted, { complete: true })).toEqual([])
    })
  })

  describe('that are changed by hand', () => {
    const namespace = '/api/v1/namespaces/sys-documents'
    const patch = async (path: string, body: object) => expect((await callApi(cloud, 'PATCH', path, body)).status).toBe(200)
    const drift = async () => driftDiagnostics('city', await apiDrift(at('city').cluster, at('city').wanted, { complete: true })).map(({ code, params: { object, path, desired, live } }) => ({ code, object, path, desired, live }))

    test('show as drift: fields, labels of Kubernetes, what is missing, what is too much', async () => {
      await patch('/apis/apps/v1/namespaces/sys-documents/deployments/documents', { spec: { replicas: 2 } })
      await patch(namespace, { metadata: { labels: { 'pod-security.kubernetes.io/warn': null, 'pod-security.kubernetes.io/enforce': 'privileged' }, annotations: { 'scheduler.alpha.kubernetes.io/node-selector': 'a=b' } } })
      expect((await callApi(cloud, 'DELETE', '/apis/networking.k8s.io/v1/namespaces/sys-documents/networkpolicies/default-deny')).status).toBe(200)
      const left = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'left-over', labels: { 'qianyun.internal/system': 'documents' } } }
      expect((await callApi(cloud, 'POST', `${namespace}/configmaps`, left)).status).toBe(201)

      expect(await drift()).toEqual([
        { code: 'K8S_DRIFT_FIELD', object: 'Namespace sys-documents', path: 'metadata.labels[pod-security.kubernetes.io/enforce]', desired: 'restricted', live: 'privileged' },
        { code: 'K8S_DRIFT_FIELD', object: 'Namespace sys-documents', path: 'metadata.labels[pod-security.kubernetes.io/warn]', desired: 'restricted', live: '-' },
        { code: 'K8S_DRIFT_LABEL', object: 'Namespace sys-documents', path: 'metadata.annotations[scheduler.alpha.kubernetes.io/node-selector]', desired: undefined, live: 'a=b' },
        { code: 'K8S_DRIFT_MISSING', object: 'NetworkPolicy sys-documents/default-deny', path: undefined, desired: undefined, live: undefined },
        { code: 'K8S_DRIFT_FIELD', object: 'Deployment sys-documents/documents', path: 'spec.replicas', desired: '3', live: '2' },
        { code: 'K8S_DRIFT_STRANGER', object: 'ConfigMap sys-documents/left-over', path: undefined, desired: undefined, live: undefined },
      ])
    })

    test('are refused as a conflict, and brought back by force but for what no stack states', async () => {
      const { cluster, wanted } = at('city')
      const refused = (await applyManifests(cluster, wanted)).filter(({ outcome }) => outcome === 'refused')
      expect(refused.map(({ object, refusal }) => `${objectName(object)} ${refusal?.reason}`)).toEqual(['Namespace sys-documents conflict', 'Deployment sys-documents/documents conflict'])

      await applyManifests(cluster, wanted, { force: true })
      expect((await drift()).map(({ code }) => code)).toEqual(['K8S_DRIFT_LABEL', 'K8S_DRIFT_STRANGER'])
    })
  })

  describe('beyond what the namespace admits', () => {
    const container = { name: 'a', image: 'registry.city.example/a@sha256:1', resources: { requests: { cpu: '1' }, limits: { cpu: '1' } } }
    const pod = (name: string, spec: object): KubernetesObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'sys-documents' }, spec: { ...spec } })
    const admitted = { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } }
    const safe = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } }

    test('come back refused, each with its reason, its name and the server\'s words, and do not stop the others', async () => {
      const results = await applyManifests(at('city').cluster, [
        pod('too-many', { ...admitted, containers: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) => ({ ...container, name, securityContext: safe })) }),
        pod('as-root', { containers: [container] }),
        { apiVersion: 'v1', kind: 'Service', metadata: { name: 'on-nodes', namespace: 'sys-documents' }, spec: { type: 'NodePort', ports: [{ port: 80 }] } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'fine', namespace: 'sys-documents' } },
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'lost', namespace: 'sys-nowhere' } },
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'wrong', namespace: 'sys-documents' }, spec: { replicas: 'many' } },
      ])

      expect(results.map(({ object, outcome, refusal }) => [objectName(object), outcome, refusal?.reason])).toEqual([
        ['Pod sys-documents/too-many', 'refused', 'quota'], ['Pod sys-documents/as-root', 'refused', 'pod_security'], ['Service sys-documents/on-nodes', 'refused', 'quota'],
        ['ConfigMap sys-documents/fine', 'created', undefined], ['ConfigMap sys-nowhere/lost', 'refused', 'namespace_missing'], ['Deployment sys-documents/wrong', 'refused', 'invalid'],
      ])
      expect(results.flatMap(({ refusal }) => refusal?.message ?? []).join('\n')).toMatch(/exceeded quota: quota[^]*violates PodSecurity "restricted:v1.34"[^]*services.nodeports=1/)
    })
  })
})
