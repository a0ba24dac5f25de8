import { describe, expect, it } from 'vitest'
import { entry, files, judge, planned, type Tree } from '../../../../tests/support/planned-city.js'
import { planGatesCatalog } from '../../../diagnostics/catalog/plan-gates.js'
import type { SignedChange } from '../../inventory/schema/inventory.js'
import type { SynthesizedStack } from '../output/read-output.js'
import { planGates } from './plan-gates.js'
import type { PlanGateFinding } from './plan-set.js'

const namespace = 'kubernetes_namespace_v1.sys-documents'
const workload = 'kubernetes_deployment_v1.workload'
const policy = 'kubernetes_network_policy_v1.sys-documents-allow-dns'
const deny = 'kubernetes_network_policy_v1.sys-documents-default-deny'
const route = 'kubernetes_manifest.route'

const codesOf = (findings: readonly PlanGateFinding[]): string[] => findings.map(({ code }) => code)
const blocking = (findings: readonly PlanGateFinding[]): PlanGateFinding[] => findings.filter(({ severity }) => severity === 'block')
const of = (findings: readonly PlanGateFinding[], gate: string): PlanGateFinding[] => findings.filter((finding) => finding.gate === gate)
const put = (tree: Tree, path: readonly string[], value: unknown): void => {
  Object.assign(path.slice(0, -1).reduce<Tree>((current, key) => current[key]!, tree), { [path.at(-1)!]: value })
}
const labels = ['change', 'after', 'metadata', '0', 'labels']
const image = ['change', 'after', 'spec', '0', 'template', '0', 'spec', '0', 'container', '0', 'image']
const weightAt = (side: string, part: string, index: number): string[] => ['change', side, part, 'spec', 'rules', '0', 'backendRefs', String(index), 'weight']

/** A step of the cutover to `share` percent. */
const step = (share: number) => planned('edge-step', (json) => {
  for (const part of ['manifest', 'object']) {
    put(entry(json, route), weightAt('after', part, 0), share)
    put(entry(json, route), weightAt('after', part, 1), 100 - share)
  }
})

function signed(more: Partial<SignedChange> = {}): SignedChange {
  return {
    id: 'retire', by: '王主任', on: '2026-01-10', why: 'closed', until: '2026-01-20', stack: 'sys-documents-city', resources: ['*'],
    actions: ['delete', 'replace', 'update'], ...more,
  }
}

/** What tells which part a site was made for. */
function domainAt(site: string, role: string): SynthesizedStack {
  const labels = { 'qianyun.internal/site': site, 'qianyun.internal/role': role, 'qianyun.internal/gateway': 'admin' }
  return { name: `domain-admin-${site}`, path: '', dependencies: [], json: { resource: { kubernetes_namespace_v1: { 'dom-admin': { metadata: { name: 'dom-admin', labels } } } } } }
}

describe('the registry of plan gates', () => {
  it('says every code of the catalog, each by one gate', () => {
    const said = planGates.flatMap(({ codes }) => codes)

    expect(new Set(said).size).toBe(said.length)
    expect([...said].sort()).toEqual(Object.keys(planGatesCatalog).sort())
    expect(new Set(planGates.map(({ id }) => id)).size).toBe(planGates.length)
  })
})

describe('a plan that does what no gate knows', () => {
  const made = (type: string, more: object = {}, after: object = { metadata: [{ name: 'x' }] }) => {
    return { address: `${type}.x`, mode: 'managed', type, name: 'x', provider_name: 'registry.opentofu.org/hashicorp/kubernetes', change: { actions: ['create'], before: null, after, after_unknown: {} }, ...more }
  }
  const holding = (...entries: object[]) => planned('unchanged', (json) => put(json, ['resource_changes'], [...Object.values(json.resource_changes!), ...entries]))
  const told = (...entries: object[]) => of(judge([holding(...entries)]), 'known-resources').map(({ code, resource, params }) => [code, resource, params['kind'] ?? params['act']])

  it('is stopped at a kind that the synthesis does not make', () => {
    expect(told(made('kubernetes_labels'))).toEqual([['GATE_UNKNOWN_RESOURCE', 'kubernetes_labels.x', 'kubernetes_labels']])
    expect(told(made('kubernetes_manifest', {}, { manifest: { apiVersion: 'v1', kind: 'Namespace' } }))).toEqual([['GATE_UNKNOWN_RESOURCE', 'kubernetes_manifest.x', 'kubernetes_manifest of v1 Namespace']])
    expect(told(made('kubernetes_config_map_v1'))).toEqual([])
  })

  it('is stopped at another provider, whatever its kinds are called', () => {
    const provider = 'registry.opentofu.org/someone/kubernetes'

    expect(told(made('kubernetes_config_map_v1', { provider_name: provider }))).toEqual([['GATE_UNKNOWN_RESOURCE', 'kubernetes_config_map_v1.x', `kubernetes_config_map_v1 (${provider})`]])
  })

  it('lets go what an earlier version has made, when somebody has signed for it', () => {
    const gone = made('kubernetes_job_v1', { change: { actions: ['delete'], before: { metadata: [{ name: 'x' }] }, after: null } })

    expect(told(gone)).toHaveLength(1)
    expect(of(judge([holding(gone)], { changes: [signed()] }), 'known-resources')).toEqual([])
  })

  it('takes nothing away from a namespace that is not the stack\'s, which an altered state could name, unless that is signed for', () => {
    const gone = (namespace: string, actions = ['delete']) => made('kubernetes_deployment_v1', { change: { actions, before: { metadata: [{ name: 'coredns', namespace }] }, after: null } })

    expect(told(gone('kube-system'))).toEqual([['GATE_UNKNOWN_RESOURCE', 'kubernetes_deployment_v1.x', 'kubernetes_deployment_v1 of kube-system/coredns']])
    expect(told(gone('kube-system', ['delete', 'create']))).toHaveLength(1)
    expect(told(gone('sys-documents'))).toEqual([])
    expect(of(judge([holding(gone('kube-system'))], { changes: [signed()] }), 'known-resources')).toEqual([])
  })

  it('says nothing of what stays as it is', () => {
    expect(told(made('kubernetes_job_v1', { change: { actions: ['no-op'], before: {}, after: {} } }))).toEqual([])
  })

  it('is stopped where it reads or runs something besides', () => {
    expect(told(made('kubernetes_secret_v1', { mode: 'data', address: 'data.kubernetes_secret_v1.x', change: { actions: ['read'], before: null, after: {} } }))).toEqual([['GATE_UNKNOWN_ACT', null, 'data.kubernetes_secret_v1.x']])
    for (const key of ['action_invocations', 'deferred_changes']) {
      expect(of(judge([planned('unchanged', (json) => put(json, [key], [{ address: 'x' }]))]), 'known-resources')).toMatchObject([{ code: 'GATE_UNKNOWN_ACT', params: { act: key }, severity: 'block' }])
    }
  })
})

describe('plans of OpenTofu and Terraform', () => {
  it('pass where they make what the files declare, at both sites', () => {
    expect(judge([planned('create'), planned('create-dr')])).toEqual([])
    expect(blocking(judge([planned('terraform')]))).toEqual([])
    expect(judge([planned('edge-create')])).toEqual([])
  })

  it('pass where nothing changes, with all that the tool takes for drift', () => {
    expect(judge([planned('unchanged')])).toEqual([])
  })

  it('are refused when the tool met an error, or says that changes are left out', () => {
    expect(judge([planned('errored')])).toMatchObject([{ code: 'GATE_PLAN_ERRORED', stack: 'sys-documents-city', resource: null, severity: 'block' }])
    expect(codesOf(judge([planned('terraform', (json) => put(json, ['complete'], false))]))).toEqual(['GATE_PLAN_ERRORED'])
  })

  it.each([['2.0'], ['0.2'], ['one']])('are refused in format %s', (version) => {
    expect(judge([planned('create', (json) => put(json, ['format_version'], version))])).toMatchObject([{ code: 'GATE_PLAN_VERSION', params: { detail: version } }])
  })

  it.each([[['forget']], [['delete', 'create', 'update']], [[]]])('are refused with the actions %j', (actions) => {
    const found = judge([planned('create', (json) => put(entry(json, workload), ['change', 'actions'], actions))])

    expect(found).toMatchObject([{ code: 'GATE_PLAN_ACTION', resource: workload }])
  })

  it('are refused when they are something else', () => {
    expect(codesOf(judge([{ stack: 'a', site: 'city', json: null }]))).toEqual(['GATE_PLAN_VERSION'])
    expect(codesOf(judge([planned('create', (json) => put(json, ['resource_changes'], 'none'))]))).toEqual(['GATE_PLAN_UNREADABLE'])
  })
})

describe('the gate of guarded kinds', () => {
  it('stops the removal of a namespace, its policies, its quota and its volumes, and lets the rest go', () => {
    const found = of(judge([planned('destroy')]), 'guarded')

    expect(found.map(({ params }) => params.kind)).toEqual(['Namespace', 'NetworkPolicy', 'NetworkPolicy', 'PersistentVolumeClaim', 'ResourceQuota'])
    expect(new Set(codesOf(found))).toEqual(new Set(['GATE_GUARDED']))
  })

  it('stops a replacement as well', () => {
    expect(of(judge([planned('replace')]), 'guarded')).toMatchObject([{ code: 'GATE_GUARDED', resource: policy, params: { action: 'replace' } }])
  })

  it('lets pass what is signed for, on every day it is signed for', () => {
    for (const today of ['2026-01-10', '2026-01-15', '2026-01-20']) {
      expect(of(judge([planned('destroy')], { changes: [signed()], today }), 'guarded')).toEqual([])
    }
  })

  it.each([
    ['has ended', { until: '2026-01-14' }, 'GATE_SIGNATURE_EXPIRED'],
    ['has not begun', { on: '2026-01-16' }, 'GATE_SIGNATURE_EARLY'],
    ['names other actions', { actions: ['delete' as const] }, 'GATE_SIGNATURE_SCOPE'],
    ['names other resources', { resources: ['kubernetes_namespace_v1.*'] }, 'GATE_SIGNATURE_SCOPE'],
    ['names a part of the address', { resources: ['kubernetes_network_policy_v1'] }, 'GATE_SIGNATURE_SCOPE'],
    ['is for another stack', { stack: 'sys-documents-city-dr' }, 'GATE_GUARDED'],
  ])('says when a signature %s', (_what, change, code) => {
    expect(codesOf(of(judge([planned('replace')], { changes: [signed(change)] }), 'guarded'))).toEqual([code])
  })

  it('reads stars in a signature as any run of characters and nothing else as a pattern', () => {
    const names = (resource: string) => codesOf(of(judge([planned('replace')], { changes: [signed({ resources: [resource] })] }), 'guarded'))

    expect(names('kubernetes_network_policy_v1.sys-*-dns')).toEqual([])
    expect(names('kubernetes_network_policy_v1.sys.documents.allow.dns')).toEqual(['GATE_SIGNATURE_SCOPE'])
  })

  it('knows the kind of a manifest', () => {
    const found = of(judge([planned('edge-step', (json) => put(entry(json, route), ['change', 'actions'], ['delete']))]), 'guarded')

    expect(found).toMatchObject([{ params: { kind: 'HTTPRoute', action: 'delete' } }])
  })

  it('stops a manifest from taking the place of one of a guarded kind', () => {
    const found = of(judge([planned('edge-step', (json) => {
      put(entry(json, route), ['change', 'actions'], ['delete', 'create'])
      put(entry(json, route), ['change', 'after', 'manifest', 'kind'], 'ConfigMap')
    })]), 'guarded')

    expect(found).toMatchObject([{ code: 'GATE_GUARDED', params: { kind: 'HTTPRoute', action: 'replace' } }])
  })
})

describe('the gate of the selection', () => {
  it('stops changes of a stack that is not selected', () => {
    const selection = ['sys-documents-city-dr']

    expect(of(judge([planned('create')], { selection }), 'outside-selection')).toMatchObject([{ code: 'GATE_OUTSIDE_SELECTION', params: { count: 7 } }])
    expect(of(judge([planned('create')], { selection: ['sys-documents-city'] }), 'outside-selection')).toEqual([])
    expect(judge([planned('unchanged')], { selection })).toEqual([])
  })

  it('stops a plan of resources that the files do not declare', () => {
    const stacks = files.map((stack) => (stack.name === 'edge-documents' ? { ...stack, json: {} } : stack))

    expect(of(judge([planned('edge-create')], { stacks }), 'outside-selection').map(({ code, resource }) => [code, resource])).toEqual([
      ['GATE_FOREIGN_RESOURCE', route], ['GATE_FOREIGN_RESOURCE', 'kubernetes_service_v1.documents-legacy'],
    ])
  })
})

describe('the gate of whole plans', () => {
  it('stops a plan that leaves out a part of the stack, and passes one that removes it', () => {
    const partial = planned('unchanged', (json) => Object.assign(json, { resource_changes: Object.values(json.resource_changes!).slice(1) }))

    expect(of(judge([partial]), 'outside-selection')).toMatchObject([{ code: 'GATE_PLAN_PARTIAL', params: { count: 1, first: 'kubernetes_config_map_v1.config' } }])
    expect(of(judge([planned('destroy')]), 'outside-selection')).toEqual([])
  })

  it('passes the removal of what has left the files', () => {
    const left = planned('unchanged', (json) => Object.assign(json, {
      resource_changes: [...Object.values(json.resource_changes!), { ...entry(json, workload), address: 'kubernetes_service_v1.gone', change: { actions: ['delete'], before: {}, after: null } }],
    }))

    expect(blocking(judge([left]))).toEqual([])
  })
})

describe('the gate of new paths', () => {
  /** The facts are those of the first rule; one more has none. */
  const opened = (annotations: object, ports = ['8080']) => planned('create', (json) => {
    const rules = ports.map((port) => ({ from: [{ namespace_selector: [{ match_labels: { 'qianyun.internal/exchange': 'gap' }, match_expressions: [] }], pod_selector: [], ip_block: [] }], ports: [{ port, protocol: 'TCP' }] }))
    put(entry(json, policy), ['change', 'after', 'spec', '0', 'ingress'], rules)
    put(entry(json, policy), ['change', 'after', 'spec', '0', 'policy_types'], ['Ingress'])
    put(entry(json, policy), ['change', 'after', 'metadata', '0', 'annotations'], annotations)
  })
  const facts = { 'qianyun.internal/opened-by': 'permits:documents:api' }
  /** An exchange that lets the public domain's addresses in, and out to everybody. */
  const exchangeWith = (annotations: Record<string, string>): SynthesizedStack => ({
    name: 'platform-city', path: 'stacks/platform-city/cdk.tf.json', dependencies: [],
    json: {
      provider: { kubernetes: [{ config_context: 'city' }] },
      resource: {
        kubernetes_namespace_v1: {
          gap: { metadata: { name: 'exchange-gap', labels: { 'qianyun.internal/exchange': 'gap' }, annotations: { 'qianyun.internal/domains': 'public=10.2.0.0/16,admin=10.1.0.0/16' } } },
        },
        kubernetes_network_policy_v1: {
          gap: {
            metadata: { name: 'gap', namespace: 'exchange-gap', annotations },
            spec: { policy_types: ['Ingress', 'Egress'], ingress: [{ from: [{ ip_block: { cidr: '10.2.0.0/16' } }] }], egress: [{ to: [{ namespace_selector: {} }] }] },
          },
        },
      },
    },
  })
  const exchange = exchangeWith(facts)

  it('stops what no declaration stands behind, and tells of what is declared', () => {
    const stacks = [...files, exchange]
    const params = { site: 'city', fromDomain: 'public', toDomain: 'admin', to: 'documents', ports: 'TCP 8080' }

    expect(of(judge([opened({})], { stacks }), 'new-paths')).toMatchObject([{ code: 'GATE_PATH_UNDECLARED', severity: 'block', params }])
    expect(of(judge([opened(facts)], { stacks }), 'new-paths')).toMatchObject([{ code: 'GATE_PATH_DECLARED', severity: 'warn', params }])
  })

  it('stops a way of which one half is declared and the other is not', () => {
    const found = of(judge([opened(facts)], { stacks: [...files, exchangeWith({})] }), 'new-paths')

    expect(codesOf(found)).toEqual(['GATE_PATH_UNDECLARED'])
  })

  it('stops a port that nothing declares beside one that is declared', () => {
    const found = of(judge([opened(facts, ['8080', '9090'])], { stacks: [...files, exchange] }), 'new-paths')

    expect(found.map(({ code, params }) => [code, params.ports])).toEqual([['GATE_PATH_UNDECLARED', 'TCP 9090'], ['GATE_PATH_DECLARED', 'TCP 8080']])
  })

  it('stops a direct way that a plan opens to another domain', () => {
    const found = of(judge([planned('drift', (json) => put(entry(json, deny), ['change', 'after', 'spec', '0', 'ingress'], [{ from: [], ports: [] }]))], { stacks: [...files, exchange] }), 'new-paths')
    const first = of(judge([planned('create', (json) => put(entry(json, deny), ['change', 'after', 'spec', '0', 'ingress'], [{ from: [], ports: [] }]))], { stacks: [...files, exchange] }), 'new-paths')

    expect(found).toEqual([])
    expect(new Set(codesOf(first))).toEqual(new Set(['GATE_PATH_UNDECLARED']))
  })
})

describe('the gate of images', () => {
  const withImage = (name: string, fixture = 'create') => of(judge([planned(fixture, (json) => put(entry(json, workload), image, name))]), 'images')
  const digest = `sha256:${'a'.repeat(64)}`

  it('stops an image without a digest', () => {
    expect(withImage('registry.city.example/gov/documents:1')).toMatchObject([{ code: 'GATE_IMAGE_DIGEST', resource: workload }])
    expect(withImage(`registry.city.example/gov/documents@${digest}0`)).toMatchObject([{ code: 'GATE_IMAGE_DIGEST' }])
  })

  it('stops an image of another registry than the site\'s own', () => {
    expect(withImage(`registry.city.example/gov/documents@${digest}`, 'create-dr')).toMatchObject([{ code: 'GATE_IMAGE_REGISTRY', params: { registry: 'registry.dr.example' } }])
    expect(withImage(`registry.city.example.org/gov/documents@${digest}`)).toMatchObject([{ code: 'GATE_IMAGE_REGISTRY' }])
    expect(of(judge([planned('create')], { registries: { city: ['mirror.city.example', 'registry.city.example'] } }), 'images')).toEqual([])
    expect(of(judge([planned('create')], { registries: {} }), 'images')).toMatchObject([{ code: 'GATE_IMAGE_REGISTRY' }])
  })

  it('finds the image of a database cluster in a manifest', () => {
    const found = judge([planned('edge-create', (json) => put(entry(json, route), ['change', 'after', 'manifest', 'spec', 'imageName'], 'postgres:17'))])

    expect(of(found, 'images')).toMatchObject([{ code: 'GATE_IMAGE_DIGEST', params: { image: 'postgres:17' } }])
  })

  it('sees all three ways in which a real plan weakens a system', () => {
    const found = judge([planned('weaken')])

    expect(blocking(found).map(({ code, params }) => [code, params.label ?? params.image ?? params.toDomain])).toEqual([
      ['GATE_IMAGE_DIGEST', 'docker.io/gov/documents:latest'],
      ['GATE_IDENTITY_LABEL', 'qianyun.internal/domain'],
      ['GATE_POD_SECURITY', 'pod-security.kubernetes.io/enforce'],
      ['GATE_POD_SECURITY', 'pod-security.kubernetes.io/warn'],
      ['GATE_TWIN_PARITY', undefined], ['GATE_TWIN_PARITY', undefined], ['GATE_TWIN_PARITY', undefined],
    ])
  })
})

describe('the gate of a namespace\'s labels', () => {
  const labelled = (label: string, value: unknown, fixture = 'create') => of(judge([planned(fixture, (json) => put(entry(json, namespace), [...labels, label], value))]), 'namespace-labels')

  it.each(['enforce', 'enforce-version', 'audit', 'audit-version', 'warn', 'warn-version'])('asks for %s', (mode) => {
    expect(labelled(`pod-security.kubernetes.io/${mode}`, null)).toMatchObject([{ code: 'GATE_POD_SECURITY', severity: 'block' }])
  })

  it('stops a level below the one that stands there, and passes a newer version', () => {
    expect(labelled('pod-security.kubernetes.io/enforce', 'baseline')).toMatchObject([{ code: 'GATE_POD_SECURITY', params: { least: 'restricted', planned: 'baseline' } }])
    expect(labelled('pod-security.kubernetes.io/enforce', 'no-such-level')).toMatchObject([{ code: 'GATE_POD_SECURITY' }])
    expect(labelled('pod-security.kubernetes.io/enforce-version', 'v1.35')).toEqual([])
  })

  it.each(['system', 'domain', 'site', 'role'])('stops the label %s from changing or going', (label) => {
    const key = `qianyun.internal/${label}`

    expect(labelled(key, 'other', 'drift')).toMatchObject([{ code: 'GATE_IDENTITY_LABEL', params: { label: key, planned: 'other' } }])
    expect(labelled(key, null, 'drift')).toMatchObject([{ code: 'GATE_IDENTITY_LABEL', params: { planned: '-' } }])
  })

  it('lets a replica take the primary\'s part in a promotion, and nothing else', () => {
    const becomes = (value: string, own: string) => of(judge([planned('drift', (json) => {
      put(entry(json, namespace), ['change', 'before', 'metadata', '0', 'labels', 'qianyun.internal/role'], 'dr')
      put(entry(json, namespace), [...labels, 'qianyun.internal/role'], value)
    })], { purpose: 'promote', stacks: [...files, domainAt('city', own)] }), 'namespace-labels')

    expect(becomes('primary', 'dr')).toEqual([])
    expect(becomes('primary', 'primary')).toMatchObject([{ code: 'GATE_IDENTITY_LABEL', params: { was: 'dr', planned: 'primary' } }])
    expect(becomes('spare', 'dr')).toMatchObject([{ code: 'GATE_IDENTITY_LABEL' }])
  })

  it('asks a new namespace for its site and its role', () => {
    expect(labelled('qianyun.internal/site', null)).toMatchObject([{ code: 'GATE_IDENTITY_LABEL', params: { was: '-', planned: '-' } }])
  })

  it('lets a signature move a system to another domain, and never lower what may run', () => {
    expect(codesOf(of(judge([planned('weaken')], { changes: [signed()] }), 'namespace-labels'))).toEqual(['GATE_POD_SECURITY', 'GATE_POD_SECURITY'])
  })
})

describe('the gate of what serves', () => {
  const role = 'qianyun.internal/role'
  const template = (side: string) => ['change', side, 'spec', '0', 'template', '0', 'metadata', '0', 'annotations']

  /** The namespace and its workload leave the primary's part; the workload keeps one pod of three. */
  const standby = planned('drift', (json) => {
    put(entry(json, namespace), ['change', 'before', 'metadata', '0', 'labels', role], 'primary')
    put(entry(json, namespace), [...labels, role], 'dr')
    put(entry(json, workload), template('before'), { [role]: 'primary' })
    put(entry(json, workload), template('after'), { [role]: 'dr' })
    put(entry(json, workload), ['change', 'before', 'spec', '0', 'replicas'], '3')
    put(entry(json, workload), ['change', 'after', 'spec', '0', 'replicas'], '1')
  })
  const judged = (more: Parameters<typeof judge>[1] = {}) => of(judge([standby], more), 'demotion')

  it.each(['build', 'heal', 'adopt', 'cutover', 'promote'] as const)('keeps it from going on stand-by by the way of a %s', (purpose) => {
    const replica = [...files, domainAt('city', 'dr')]

    expect(judged({ purpose, stacks: replica })).toMatchObject([
      { code: 'GATE_DEMOTION', severity: 'block', resource: workload, params: { kind: 'Deployment', site: 'city', lost: 'primary → dr, replicas 3 → 1' } },
      { code: 'GATE_DEMOTION', severity: 'block', resource: namespace, params: { kind: 'Namespace', lost: 'primary → dr' } },
    ])
    expect(codesOf(of(judge([standby], { purpose, stacks: replica }), 'namespace-labels'))).toEqual([])
  })

  it('lets the old primary go on stand-by, which is what a promotion asks for', () => {
    const stacks = [...files, domainAt('city', 'primary')]

    expect(judged({ purpose: 'promote', stacks })).toEqual([])
    expect(judged({ purpose: 'build', stacks })).toHaveLength(2)
  })

  it('cannot tell an old primary where nothing says what the site is, and stops', () => {
    expect(judged({ purpose: 'promote' })).toHaveLength(2)
  })

  it('lets it go back when that is signed for', () => {
    expect(judged({ changes: [signed()] })).toEqual([])
    expect(judged({ changes: [signed({ resources: ['kubernetes_namespace_v1.*'] })] })).toMatchObject([{ resource: workload }])
    expect(judged({ changes: [signed({ until: '2026-01-14' })] })).toHaveLength(2)
  })

  it.each([
    ['a schedule', 'CronJob', { spec: { suspend: false, jobTemplate: { spec: { template: { metadata: { annotations: { [role]: 'primary' } } } } } } },
      { spec: { suspend: true, jobTemplate: { spec: { template: { metadata: { annotations: { [role]: 'dr' } } } } } } }, 'primary → dr, suspend false → true'],
    ['a database', 'Cluster', { spec: { replica: { self: 'city-dr', primary: 'city-dr' } } }, { spec: { replica: { self: 'city-dr', primary: 'city' } } }, 'primary → dr, replica.primary city-dr → city'],
    ['a database that followed nobody', 'Cluster', { spec: {} }, { spec: { replica: { enabled: true } } }, 'primary → dr'],
    ['a database switched by hand', 'Cluster', { spec: { replica: { enabled: false } } }, { spec: { replica: { enabled: true } } }, 'primary → dr'],
  ])('reads the part of %s', (_what, kind, before, after, lost) => {
    const address = 'kubernetes_manifest.one'
    const plan = (from: object, to: object) => planned('drift', (json) => put(json, ['resource_changes'], [{
      address, mode: 'managed', type: 'kubernetes_manifest', name: 'one', change: { actions: ['update'], before: { manifest: { kind }, object: { kind, ...from } }, after: { manifest: { kind, ...to } } },
    }]))

    expect(of(judge([plan(before, after)]), 'demotion')).toMatchObject([{ resource: address, params: { kind, lost } }])
    expect(of(judge([plan(after, before)]), 'demotion')).toEqual([])
    expect(of(judge([plan(before, before)]), 'demotion')).toEqual([])
  })
})

describe('the gate of twins', () => {
  const replicas = ['change', 'after', 'spec', '0', 'strategy', '0', 'rolling_update', '0', 'max_surge']

  it('compares what will stand at both sites', () => {
    const found = judge([planned('create'), planned('create-dr', (json) => put(entry(json, workload), replicas, '5'))])

    expect(found).toMatchObject([{
      code: 'GATE_TWIN_PARITY', stack: 'sys-documents-city-dr', resource: workload,
      params: { path: 'resource.kubernetes_deployment_v1.workload.spec.strategy.rolling_update.max_surge', twin: 'sys-documents-city', primary: '"1"', dr: '"5"' },
    }])
  })

  it('leaves each site the addresses that its files leave to a variable', () => {
    const stacks = files.map((stack) => ({ ...stack, json: JSON.parse(JSON.stringify(stack.json).replaceAll(/"max_surge":"[^"]*"/g, '"max_surge":"${var.address}"')) as SynthesizedStack['json'] }))
    const plans = [planned('create'), planned('create-dr', (json) => put(entry(json, workload), replicas, '5'))]

    expect(JSON.stringify(stacks)).toContain('${var.address}')
    expect(judge(plans, { stacks })).toEqual([])
  })

  it('tells of a change of one side without a plan of the other', () => {
    expect(judge([planned('create')])).toMatchObject([{ code: 'GATE_TWIN_UNPLANNED', severity: 'warn', stack: 'sys-documents-city', params: { twin: 'sys-documents-city-dr' } }])
    expect(judge([planned('create-dr')])).toMatchObject([{ code: 'GATE_TWIN_UNPLANNED', stack: 'sys-documents-city-dr' }])
  })
})

describe('the gate of the cutover', () => {
  const cutover = { purpose: 'cutover' } as const

  it('passes one step of one route', () => {
    expect(judge([planned('edge-step')], cutover)).toEqual([])
  })

  it('lets other changes pass where the weights are as they stand', () => {
    expect(of(judge([planned('create'), planned('create-dr')], cutover), 'cutover')).toEqual([])
  })

  it('stops a shift of requests in any other run', () => {
    expect(judge([planned('edge-step')])).toMatchObject([{ code: 'GATE_WEIGHT_UNASKED', resource: route, params: { route: 'sys-documents/documents' } }])
  })

  it('stops a shift by a route that is made anew, also where that is signed for', () => {
    const anew = planned('edge-step', (json) => put(entry(json, route), ['change', 'actions'], ['delete', 'create']))
    const changes = [signed({ stack: 'edge-documents', actions: ['replace'] })]

    expect(codesOf(blocking(judge([anew], { changes })))).toEqual(['GATE_WEIGHT_UNASKED'])
  })

  it('stops whatever else the plan would do', () => {
    const moved = planned('edge-step', (json) => put(entry(json, route), ['change', 'after', 'manifest', 'spec', 'hostnames'], ['other.example']))
    const removed = planned('edge-step', (json) => put(entry(json, 'kubernetes_service_v1.documents-legacy'), ['change', 'actions'], ['delete']))

    expect(codesOf(judge([moved], cutover))).toEqual(['GATE_CUTOVER_ONLY'])
    expect(codesOf(judge([removed], cutover))).toEqual(['GATE_CUTOVER_ONLY'])
    expect(of(judge([planned('edge-step'), planned('drift')], cutover), 'cutover').map(({ resource }) => resource)).toEqual(['kubernetes_config_map_v1.config', workload, namespace, deny])
  })

  it('stops two routes in one cutover', () => {
    const other = planned('edge-step', (json) => {
      for (const side of ['before', 'after']) put(entry(json, route), ['change', side, 'manifest', 'metadata', 'name'], 'other')
    })

    expect(codesOf(judge([planned('edge-step'), other], cutover))).toContain('GATE_CUTOVER_ROUTES')
  })

  it('takes steps up to the limit, and any way back', () => {
    const back = planned('edge-step', (json) => {
      for (const part of ['manifest', 'object']) {
        for (const [side, share] of [['before', 100], ['after', 0]] as const) {
          put(entry(json, route), weightAt(side, part, 0), share)
          put(entry(json, route), weightAt(side, part, 1), 100 - share)
        }
      }
    })

    expect(judge([step(50)], cutover)).toEqual([])
    expect(judge([step(51)], cutover)).toMatchObject([{ code: 'GATE_WEIGHT_STEP', params: { step: 51, limit: 50 } }])
    expect(codesOf(judge([step(20)], { ...cutover, limits: { weightStep: 10 } }))).toEqual(['GATE_WEIGHT_STEP'])
    expect(judge([step(100)], { ...cutover, changes: [signed({ stack: 'edge-documents' })] })).toEqual([])
    expect(judge([back], cutover)).toEqual([])
  })

  it('stops weights that are no percent', () => {
    const odd = planned('edge-step', (json) => put(entry(json, route), weightAt('after', 'manifest', 1), 90))
    const negative = planned('edge-step', (json) => {
      put(entry(json, route), weightAt('after', 'manifest', 0), 105)
      put(entry(json, route), weightAt('after', 'manifest', 1), -5)
    })

    expect(judge([odd], cutover)).toMatchObject([{ code: 'GATE_WEIGHT_SUM', params: { sum: 110 } }])
    expect(codesOf(judge([negative], cutover))).toContain('GATE_WEIGHT_SUM')
  })
})

describe('the gate of counts', () => {
  it.each([['creates', 'create', 'create', 7], ['updates', 'drift', 'update', 3], ['deletes', 'destroy', 'delete', 6]] as const)('bounds %s', (limit, fixture, action, count) => {
    expect(of(judge([planned(fixture)], { limits: { [limit]: count - 1 } }), 'counts')).toMatchObject([{ code: 'GATE_COUNT', stack: '-', params: { action, count, limit: count - 1 } }])
    expect(of(judge([planned(fixture)], { limits: { [limit]: count } }), 'counts')).toEqual([])
  })

  it('counts the plans together, a replacement on both sides, and nothing that is signed for', () => {
    const limits = { creates: 13, deletes: 0 }

    expect(of(judge([planned('create'), planned('create-dr')], { limits }), 'counts')).toMatchObject([{ params: { count: 14 } }])
    expect(of(judge([planned('replace')], { limits: { creates: 0, deletes: 0 } }), 'counts').map(({ params }) => params.action)).toEqual(['create', 'delete'])
    expect(of(judge([planned('replace')], { limits, changes: [signed()] }), 'counts')).toEqual([])
  })
})

describe('the gate of drift', () => {
  it('stops a run on what was changed by hand, and says what', () => {
    expect(of(judge([planned('drift')]), 'drift').map(({ code, resource, severity, params }) => [code, resource, severity, params.attributes])).toEqual([
      ['GATE_DRIFT', workload, 'block', 'spec.0.replicas 3 → 7'],
      ['GATE_DRIFT', namespace, 'block', 'metadata.0.labels.who - → me'],
      ['GATE_DRIFT', deny, 'block', 'spec.0.ingress [0] → [1]'],
      ['GATE_DRIFT_GONE', 'kubernetes_config_map_v1.config', 'block', undefined],
    ])
  })

  it.each(['heal', 'promote'] as const)('only tells of it in a run to %s', (purpose) => {
    expect(new Set(of(judge([planned('drift')], { purpose }), 'drift').map(({ severity }) => severity))).toEqual(new Set(['warn']))
  })

  it('takes neither what the API server fills in nor what it will fill in again for drift of a replaced object', () => {
    const counted = planned('replace', (json) => {
      put(entry(json, policy, 'resource_drift'), ['change', 'before', 'metadata', '0', 'generation'], 0)
      put(entry(json, policy, 'resource_drift'), ['change', 'after', 'metadata', '0', 'generation'], 1)
    })

    expect(of(judge([planned('replace')]), 'drift')).toEqual([])
    expect(of(judge([counted]), 'drift')).toEqual([])
  })

  it('leaves drift alone in what goes anyway', () => {
    const found = judge([planned('drift', (json) => put(entry(json, workload), ['change', 'actions'], ['delete']))])

    expect(of(found, 'drift').map(({ resource }) => resource)).not.toContain(workload)
  })

  it.each([
    ['its name says so', (json: Tree) => {
      for (const [list, side] of [['resource_drift', 'after'], ['resource_changes', 'before']] as const) put(entry(json, namespace, list), ['change', side, 'metadata', '0', 'labels', 'who-password'], 'hunter2')
    }],
    ['the provider hides it', (json: Tree) => {
      for (const [list, side] of [['resource_drift', 'after'], ['resource_changes', 'before']] as const) put(entry(json, namespace, list), ['change', side, 'metadata', '0', 'labels', 'who'], 'hunter2')
      put(entry(json, namespace, 'resource_drift'), ['change', 'after_sensitive'], { metadata: [{ labels: { who: true } }] })
    }],
    ['the provider hides all of the block', (json: Tree) => {
      for (const [list, side] of [['resource_drift', 'after'], ['resource_changes', 'before']] as const) put(entry(json, namespace, list), ['change', side, 'metadata', '0', 'labels', 'who'], 'hunter2')
      put(entry(json, namespace, 'resource_drift'), ['change', 'after_sensitive'], { metadata: true })
    }],
    ['it is a variable with such a name', (json: Tree) => {
      const value = [...image.slice(2, -1), 'env', '1', 'value']
      for (const [list, side] of [['resource_drift', 'after'], ['resource_changes', 'before']] as const) put(entry(json, workload, list), ['change', side, ...value], 'hunter2')
    }],
    ['it is a URL with a password', (json: Tree) => {
      for (const [list, side] of [['resource_drift', 'after'], ['resource_changes', 'before']] as const) put(entry(json, namespace, list), ['change', side, 'metadata', '0', 'labels', 'who'], 'pg://a:hunter2@b/c')
    }],
  ])('never prints a value when %s', (_why, change) => {
    const found = judge([planned('drift', change)])

    expect(JSON.stringify(found)).toContain('***')
    expect(JSON.stringify(found)).not.toContain('hunter2')
  })
})

describe('the gate of adoption', () => {
  it('tells what taking over would overwrite, and not what only the state knows', () => {
    expect(of(judge([planned('adopt')], { purpose: 'adopt' }), 'adoption').map(({ resource, severity, params }) => [resource, severity, params.attributes])).toEqual([
      [workload, 'warn', 'spec.0.replicas 7 → 3'],
      [namespace, 'warn', 'metadata.0.labels.who me → -'],
      [deny, 'warn', 'spec.0.ingress [1] → [0]'],
    ])
  })
})
