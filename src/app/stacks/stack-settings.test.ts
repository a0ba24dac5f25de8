import { describe, expect, it } from 'vitest'
import { makeCity } from '../../../tests/support/stacks-city.js'
import type { Sites } from '../../flow/inventory/schema/inventory.js'
import { makeBlueprint } from '../../flow/synth/blueprint/blueprint.js'
import { stackSettings } from './stack-settings.js'

const uids = ['0d5bb1c2-9a52-4c0e-8a0e-2f1d6a6c7f10', '6a1f7cf0-61a2-4f5b-9a53-c0a2f4c8d9e1'] as const
const access = (site: string, uid: string) => ({ site, uid, kubeconfig: { file: 'config' }, context: site })
const kubernetes = (uid: string): Sites => ({ state: { kind: 'kubernetes', namespace: 'states' }, sites: [access('city', uids[0]), access('city-dr', uid)] })

function settle(sites: Sites | undefined, change?: Parameters<typeof makeCity>[0]) {
  const { inventory, assessment } = makeCity(change)
  return stackSettings(sites, makeBlueprint(inventory, assessment))
}

describe('what sites.yaml says of all stacks', () => {
  it('is local states and OpenTofu\'s registry where nothing is said', () => {
    const settings = { state: { kind: 'local' }, providerSource: 'registry.opentofu.org/hashicorp/kubernetes', stateSites: {} }
    const providerSource = 'mirror.city.example/hashicorp/kubernetes'

    expect(settle(undefined)).toEqual({ settings, diagnostics: [] })
    expect(settle({ providerSource, sites: [] }).settings).toEqual({ ...settings, providerSource })
  })

  it('keeps the states of a site in the other site\'s cluster', () => {
    expect(settle(kubernetes(uids[1]))).toMatchObject({ settings: { stateSites: { city: 'city-dr', 'city-dr': 'city' } }, diagnostics: [] })
  })

  it('stops where both sites are one cluster, or there is only one', () => {
    const twice = settle(kubernetes(uids[0])).diagnostics
    expect(twice.map(({ code, params }) => [code, params.site])).toEqual([['STK_STATE_SITE', 'city'], ['STK_STATE_SITE', 'city-dr']])
    const alone = settle(kubernetes(uids[1]), (file) => {
      delete file.clouds![0]!.drFacility
      file.systems = file.systems!.filter(({ deployments = [] }) => deployments.every(({ env }) => env !== 'dr'))
    })
    expect(alone.diagnostics.map(({ params }) => params.site)).toEqual(['city'])
  })
})
