import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../model/json.js'
import type { KubernetesObject } from '../../../model/kubernetes-object.js'
import { differences, strangersAmong } from './drift.js'

const baseline = { 'pod-security.kubernetes.io/enforce': 'restricted' }
const wanted: KubernetesObject = {
  apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'sys-web', labels: { app: 'web' } },
  spec: {
    replicas: 2, paused: false,
    template: { spec: { containers: [{ name: 'app', image: 'a@sha256:1', env: [{ name: 'EMPTY', value: '' }], resources: { requests: { cpu: '0.5', memory: '1024Mi' } }, args: ['a', 'b'] }] } },
  },
}

/** As a server gives it back: with defaults, notes and quantities in its own spelling. */
function live(change: (spec: { replicas: number; template: { spec: { containers: JsonObject[] } } }, metadata: { labels: Record<string, string>; annotations: Record<string, string> }) => void = () => {}): KubernetesObject {
  const container = {
    name: 'app', image: 'a@sha256:1', env: [{ name: 'EMPTY' }], resources: { requests: { cpu: '500m', memory: '1Gi' } }, args: ['a', 'b'], imagePullPolicy: 'IfNotPresent',
  }
  const spec = { replicas: 2, revisionHistoryLimit: 10, template: { spec: { containers: [container] as JsonObject[], dnsPolicy: 'ClusterFirst' } } }
  const metadata = { name: 'web', namespace: 'sys-web', uid: 'u', labels: { app: 'web' } as Record<string, string>, annotations: { 'deployment.kubernetes.io/revision': '3' } as Record<string, string> }
  change(spec, metadata)
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec, status: { replicas: 1 } }
}

const found = (change: Parameters<typeof live>[0]) => differences(wanted, live(change)).map((one) => ({ ...one, object: undefined }))

describe('drift', () => {
  it('is nothing of what the server fills in or writes in its own way', () => {
    expect(differences(wanted, live())).toEqual([])
  })

  it('is an object that is not there', () => {
    expect(differences(wanted, undefined)).toEqual([{ kind: 'missing', object: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'sys-web', name: 'web' } }])
  })

  it('is a stated field with another value, by its path', () => {
    expect(found((spec) => void (spec.replicas = 5))).toEqual([{ kind: 'field', path: 'spec.replicas', desired: 2, live: 5 }])
    expect(found((spec) => void (spec.template.spec.containers[0] = { ...spec.template.spec.containers[0], image: 'b' }))).toEqual([
      { kind: 'field', path: 'spec.template.spec.containers.app.image', desired: 'a@sha256:1', live: 'b' },
    ])
    expect(found((spec) => void (spec.template.spec.containers[0] = { ...spec.template.spec.containers[0], args: ['b', 'a', 'c'] }))).toMatchObject([{ path: 'spec.template.spec.containers.app.args' }])
  })

  it('is a quantity that stands for another number', () => {
    expect(found((spec) => void (spec.template.spec.containers[0] = { ...spec.template.spec.containers[0], resources: { requests: { cpu: '400m', memory: '1Gi' } } }))).toMatchObject([
      { path: 'spec.template.spec.containers.app.resources.requests.cpu', desired: '0.5', live: '400m' },
    ])
  })

  it('is an entry that somebody added to a list of ours', () => {
    expect(found((spec) => void spec.template.spec.containers.push({ name: 'sidecar' }))).toEqual([
      { kind: 'field', path: 'spec.template.spec.containers.sidecar', desired: null, live: { name: 'sidecar' } },
    ])
  })

  it('is a label or annotation of Kubernetes that no stack states, which plans do not show', () => {
    expect(found((_spec, { labels, annotations }) => {
      labels['pod-security.kubernetes.io/enforce'] = 'privileged'
      annotations['seccomp.security.alpha.kubernetes.io/pod'] = 'unconfined'
      labels['example.org/team'] = 'a'
    })).toEqual([
      { kind: 'label', path: 'metadata.labels[pod-security.kubernetes.io/enforce]', live: 'privileged' },
      { kind: 'label', path: 'metadata.annotations[seccomp.security.alpha.kubernetes.io/pod]', live: 'unconfined' },
    ])
  })

  it('is a stated label that was taken away or changed', () => {
    const namespace = (labels: Record<string, string>): KubernetesObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-web', labels } })

    expect(differences(namespace(baseline), namespace({ 'kubernetes.io/metadata.name': 'sys-web' }))).toMatchObject([
      { kind: 'field', path: 'metadata.labels[pod-security.kubernetes.io/enforce]', desired: 'restricted', live: null },
    ])
  })

  it('is an object with our labels that no stack holds; not what a controller made of one', () => {
    const slice = (name: string, metadata: JsonObject): KubernetesObject => ({ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name, namespace: 'sys-web', ...metadata } })
    const ours = { labels: { 'qianyun.internal/system': 'web' } }

    expect(strangersAmong([slice('held', ours)], [
      slice('held', ours), slice('left', ours), slice('made', { ...ours, ownerReferences: [{ kind: 'Service' }] }), slice('foreign', {}),
    ])).toMatchObject([{ kind: 'stranger', object: { name: 'left' } }])
    expect(strangersAmong([], [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'sys-old', labels: { 'app.kubernetes.io/managed-by': 'qianyun' } } }])).toHaveLength(1)
  })
})
