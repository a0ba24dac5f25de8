import { rmSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import type { JsonObject } from '../../../model/json.js'
import { objectName, referenceTo } from '../../../model/kubernetes-object.js'
import { readOutput, type SynthesizedStack } from '../output/read-output.js'
import { synthesize } from '../synthesize.js'
import { resourceKinds } from './kinds.js'
import { manifestsOf } from './manifests-of.js'

const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))

const { inventory, intent, assessment } = makeCity()
synthesize(inventory, intent, assessment, { outdir: folder })
const city = readOutput(folder)
const addresses = { db_documents__main_address: '10.9.0.1', legacy_documents_address: '10.9.0.2' }

function objectsOf(stack: string) {
  return manifestsOf(city.find(({ name }) => name === stack)!, addresses).objects
}

/** One resource in a stack of its own. */
function stackWith(type: string, body: JsonObject, more: JsonObject = {}): SynthesizedStack {
  return { name: 'one', path: '', dependencies: [], json: { resource: { [type]: { it: body } }, provider: { kubernetes: [{ config_context: 'city' }] }, ...more } }
}

function objectOf(type: string, body: JsonObject) {
  const { objects, diagnostics } = manifestsOf(stackWith(type, body), {})
  expect(diagnostics).toEqual([])
  return objects[0]
}

const pod = (container: JsonObject, spec: JsonObject = {}): JsonObject => ({ spec: { container: [{ name: 'app', ...container }], ...spec } })

describe('the manifests of the city', () => {
  it('are all of its stacks, without a problem', () => {
    expect(city.flatMap((stack) => manifestsOf(stack, addresses).diagnostics)).toEqual([])
    expect(city.filter((stack) => manifestsOf(stack, addresses).objects.length === 0)).toEqual([])
  })

  it('use only resource types that have a rule', () => {
    const types = new Set(city.flatMap(({ json }) => Object.keys((json['resource'] ?? {}) as JsonObject)))

    expect([...types].filter((type) => type !== 'kubernetes_manifest' && !(type in resourceKinds))).toEqual([])
  })

  it('come in the order in which they can be applied, the same each time', () => {
    const names = objectsOf('sys-documents-city').map((object) => objectName(referenceTo(object)))

    expect(names[0]).toBe('Namespace sys-documents')
    expect(names.indexOf('ResourceQuota sys-documents/quota')).toBeLessThan(names.indexOf('Deployment sys-documents/documents'))
    expect(names.indexOf('PersistentVolumeClaim sys-documents/documents-files')).toBeLessThan(names.indexOf('Deployment sys-documents/documents'))
    expect(objectsOf('sys-documents-city')).toEqual(objectsOf('sys-documents-city'))
    expect(objectsOf('edge-documents').at(-1)?.kind).toBe('HTTPRoute')
  })

  it('name blocks as the API does, make numbers of texts, and leave labels as they are', () => {
    const deployment = objectsOf('sys-documents-city').find(({ kind }) => kind === 'Deployment')

    expect(deployment).toMatchObject({
      apiVersion: 'apps/v1',
      metadata: { name: 'documents', namespace: 'sys-documents', labels: { 'qianyun.internal/system': 'documents' } },
      spec: {
        replicas: 3, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
        template: { spec: {
          nodeSelector: { 'kubernetes.io/arch': 'arm64' },
          securityContext: { runAsUser: 10001, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{
            ports: [{ containerPort: 8080 }], resources: { requests: { cpu: '2', memory: '4Gi' } }, startupProbe: { tcpSocket: { port: 8080 }, failureThreshold: 60 },
          }],
        } },
      },
    })
    expect(Object.keys(deployment ?? {}).sort()).toEqual(['apiVersion', 'kind', 'metadata', 'spec'])
  })

  it('fill addresses in', () => {
    expect(objectsOf('sys-documents-city').find(({ kind }) => kind === 'EndpointSlice')).toMatchObject({ endpoints: [{ addresses: ['10.9.0.1'] }] })
    expect(JSON.stringify(city.map(({ name }) => objectsOf(name)))).not.toContain('${')
  })
})

describe('a manifest states what the provider states by default', () => {
  it('every flag of a container\'s security context, so that one left out is as unsafe as it would be there', () => {
    const deployment = objectOf('kubernetes_deployment_v1', { metadata: { name: 'x', namespace: 'n' }, spec: { template: pod({ security_context: { run_as_non_root: true } }) } })

    expect(deployment).toMatchObject({ spec: { template: { spec: { containers: [{
      securityContext: { runAsNonRoot: true, privileged: false, allowPrivilegeEscalation: true, readOnlyRootFilesystem: false },
    }] } } } })
  })

  it('what a pod mounts and refers to, and how many old versions a stateful set keeps', () => {
    const set = objectOf('kubernetes_stateful_set_v1', { metadata: [{ name: 'x', namespace: 'n' }], spec: [{
      template: pod({ env: [{ name: 'A', value_from: { secret_key_ref: { name: 's', key: 'k' } } }], volume_mount: [{ name: 'v', mount_path: '/v' }] }),
      volume_claim_template: [{ metadata: { name: 'd' }, spec: { access_modes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
    }] })

    expect(set).toMatchObject({ spec: {
      revisionHistoryLimit: 0,
      template: { spec: {
        automountServiceAccountToken: true, enableServiceLinks: true, shareProcessNamespace: false,
        containers: [{ env: [{ valueFrom: { secretKeyRef: { name: 's', key: 'k', optional: false } } }], volumeMounts: [{ mountPropagation: 'None' }] }],
      } },
      volumeClaimTemplates: [{ metadata: { name: 'd', namespace: 'default' }, spec: { resources: { requests: { storage: '1Gi' } } } }],
    } })
  })

  it('of a scheduled job, with its irregular names', () => {
    const job = objectOf('kubernetes_cron_job_v1', { metadata: { name: 'x', namespace: 'n' }, spec: {
      schedule: '0 1 * * *', timezone: 'Asia/Shanghai', suspend: true, job_template: { metadata: { labels: {} }, spec: { ttl_seconds_after_finished: '60', template: pod({}, { restart_policy: 'Never' }) } },
    } })

    expect(job?.['spec']).toMatchObject({ timeZone: 'Asia/Shanghai', suspend: true, jobTemplate: { spec: { ttlSecondsAfterFinished: 60, completions: 1, parallelism: 1, manualSelector: false } } })
    expect(JSON.stringify(job)).not.toContain('"labels":{}')
  })
})

describe('what is the provider\'s own', () => {
  it('is left out: waits, timeouts, order, life cycle', () => {
    const claim = objectOf('kubernetes_persistent_volume_claim_v1', {
      '//': { metadata: { path: 'x' } }, depends_on: ['a.b'], lifecycle: { prevent_destroy: true }, timeouts: { create: '5m' }, wait_until_bound: false,
      metadata: { name: 'x' }, spec: { access_modes: ['ReadWriteOnce'], storage_class_name: 'fast' },
    })

    expect(claim).toEqual({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'x', namespace: 'default' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast' } })
  })

  it('decides between ports by number and by name, counts and percentages', () => {
    const service = objectOf('kubernetes_service_v1', { metadata: { name: 'x', namespace: 'n' }, spec: { cluster_ip: 'None', port: [{ port: 80, target_port: '8080' }, { port: 81, target_port: 'http' }] } })
    const budget = objectOf('kubernetes_pod_disruption_budget_v1', { metadata: { name: 'x', namespace: 'n' }, spec: { min_available: '50%', selector: { match_labels: { a: 'b' } } } })

    expect(service?.['spec']).toEqual({ clusterIP: 'None', ports: [{ port: 80, targetPort: 8080 }, { port: 81, targetPort: 'http' }] })
    expect(budget?.['spec']).toEqual({ minAvailable: '50%', selector: { matchLabels: { a: 'b' } } })
  })

  it('keeps custom resources as they are written', () => {
    const manifest = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name: 'db', namespace: 'n' }, spec: { snake_case: { stays: null } } }

    expect(objectOf('kubernetes_manifest', { manifest, depends_on: [] })).toEqual(manifest)
  })
})

describe('nothing is left out unsaid', () => {
  const codes = (...args: Parameters<typeof manifestsOf>) => manifestsOf(...args).diagnostics.map(({ code, params }) => [code, params])

  it('not a resource type without a rule', () => {
    expect(codes(stackWith('kubernetes_ingress_v1', {}), {})).toEqual([['K8S_RESOURCE_UNKNOWN', { stack: 'one', resource: 'kubernetes_ingress_v1.it' }]])
  })

  it('not a block without a rule', () => {
    const stack = stackWith('kubernetes_deployment_v1', { metadata: { name: 'x' }, spec: { template: { spec: { volume: [{ name: 'v', ceph_fs: { monitors: ['a'] } }] } } } })

    expect(codes(stack, {})).toEqual([['K8S_FIELD_UNKNOWN', expect.objectContaining({ field: 'spec.template.spec.volume.ceph_fs' })]])
    expect(manifestsOf(stack, {}).objects).toEqual([])
  })

  it('not a variable without a value, which is named with the stack and the site', () => {
    const stack = stackWith('kubernetes_config_map_v1', { metadata: { name: 'x' }, data: { a: 'tcp://${var.db}:1', b: '${var.db}', c: '${var.given}', d: '${var.preset}' } }, { variable: { preset: { default: 'p' } } })

    expect(codes(stack, { given: 'g' })).toEqual([['K8S_VARIABLE_MISSING', { stack: 'one', resource: 'kubernetes_config_map_v1.it', variable: 'db', site: 'city' }]])
    expect(manifestsOf(stack, { given: 'g', db: '10.0.0.1' }).objects[0]?.['data']).toEqual({ a: 'tcp://10.0.0.1:1', b: '10.0.0.1', c: 'g', d: 'p' })
  })

  it('not an expression that only the tool can evaluate; what is escaped is no expression', () => {
    const stack = (text: string) => stackWith('kubernetes_config_map_v1', { metadata: { name: 'x' }, data: { a: text } })

    expect(codes(stack('${kubernetes_service_v1.a.id}'), {})).toEqual([['K8S_EXPRESSION', expect.objectContaining({ expression: '${kubernetes_service_v1.a.id}' })]])
    expect(manifestsOf(stack('$${var.db} %%{if} 5%'), {}).objects[0]?.['data']).toEqual({ a: '${var.db} %{if} 5%' })
  })
})
