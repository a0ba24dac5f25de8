import { describe, expect, it } from 'vitest'
import { objectName } from '../../model/kubernetes-object.js'
import { adopt, adoptables } from './adopt.js'
import type { SynthesizedStack } from './output/read-output.js'

const at = (name: string, namespace?: string) => ({ metadata: { name, ...(namespace === undefined ? {} : { namespace }) } })
const stack: SynthesizedStack = {
  name: 'sys-oa-city', path: '', dependencies: [],
  json: {
    resource: {
      kubernetes_namespace_v1: { home: at('sys-oa') },
      kubernetes_deployment_v1: { app: at('oa', 'sys-oa') },
      kubernetes_config_map_v1: { settings: at('settings', 'sys-oa') },
      kubernetes_endpoint_slice_v1: { legacy: at('oa-legacy', 'sys-oa') },
      kubernetes_manifest: { route: { manifest: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', ...at('oa', 'sys-oa') } } },
    },
  },
}
const nothing = { addresses: [], tainted: [], ids: {} }
const everything = (): boolean => true

describe('adopting', () => {
  it('asks of the cluster what the state does not know, and what it does not know for sure', () => {
    const state = { addresses: ['kubernetes_namespace_v1.home', 'kubernetes_deployment_v1.app'], tainted: ['kubernetes_deployment_v1.app'] }

    expect(adoptables(stack, state).map(({ reference }) => objectName(reference))).toEqual([
      'Deployment sys-oa/oa', 'ConfigMap sys-oa/settings', 'EndpointSlice sys-oa/oa-legacy', 'HTTPRoute sys-oa/oa',
    ])
  })

  it('imports what exists, each kind as the provider wants it named, and leaves out what does not', () => {
    const { file } = adopt(stack, nothing, ({ kind }) => !['ConfigMap', 'EndpointSlice'].includes(kind))

    expect(file).toEqual({
      import: [
        { to: 'kubernetes_namespace_v1.home', id: 'sys-oa' },
        { to: 'kubernetes_deployment_v1.app', id: 'sys-oa/oa' },
        { to: 'kubernetes_manifest.route', id: 'apiVersion=gateway.networking.k8s.io/v1,kind=HTTPRoute,namespace=sys-oa,name=oa' },
      ],
      moved: [],
    })
  })

  it('moves what the state knows by the name it had before, and imports it not', () => {
    const state = { addresses: ['kubernetes_deployment_v1.old', 'kubernetes_deployment_v1.stranger'], tainted: [], ids: { 'kubernetes_deployment_v1.old': 'sys-oa/oa', 'kubernetes_deployment_v1.stranger': 'sys-oa/other' } }
    const { moves, imports } = adopt(stack, state, ({ kind }) => kind === 'Deployment')

    expect(moves).toEqual([{ from: 'kubernetes_deployment_v1.old', to: 'kubernetes_deployment_v1.app' }])
    expect(imports).toEqual([])
  })

  it('says what cannot be taken over', () => {
    expect(adopt(stack, nothing, everything).diagnostics).toMatchObject([
      { code: 'TOFU_NOT_ADOPTABLE', params: { object: 'EndpointSlice sys-oa/oa-legacy', address: 'kubernetes_endpoint_slice_v1.legacy', kind: 'endpointslice', namespace: 'sys-oa', name: 'oa-legacy' } },
    ])
  })

  it('writes a file even when nothing exists: it says that somebody has looked', () => {
    expect(adopt(stack, nothing, () => false).file).toEqual({ import: [], moved: [] })
  })
})
