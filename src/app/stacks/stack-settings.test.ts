import { expect, test } from 'vitest'
import { stackSettings } from './stack-settings.js'

test('what sites.yaml says of all stacks is local states and OpenTofu\'s registry where nothing is said', () => {
  const settings = { state: { kind: 'local' }, providerSource: 'registry.opentofu.org/hashicorp/kubernetes' }
  const providerSource = 'mirror.city.example/hashicorp/kubernetes'

  expect(stackSettings(undefined)).toEqual(settings)
  expect(stackSettings({ providerSource, sites: [] })).toEqual({ ...settings, providerSource })
  expect(stackSettings({ state: { kind: 'pg', schema: 'stacks' }, sites: [] })).toEqual({ ...settings, state: { kind: 'pg', schema: 'stacks' } })
})
