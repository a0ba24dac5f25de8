import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import type { JsonObject } from '../../../model/json.js'
import { at } from '../output/read-output.js'
import { defaultSettings, type StackSettings } from '../settings.js'
import { synthesize } from '../synthesize.js'

const outdir = scratchFolder()
afterAll(() => rmSync(outdir, { recursive: true }))

function backendOf(state: StackSettings['state'], stateSites: StackSettings['stateSites'] = {}) {
  const { inventory, intent, assessment } = makeCity()
  synthesize(inventory, intent, assessment, { outdir, settings: { ...defaultSettings, state, stateSites } })
  const json = JSON.parse(readFileSync(join(outdir, 'stacks/sys-permits-city/cdk.tf.json'), 'utf8')) as JsonObject
  expect(at(json, '//', 'metadata', 'backend')).toBe(state.kind)
  return at(json, 'terraform', 'backend')
}

describe('the state of a stack', () => {
  it('lies in a schema of its own on PostgreSQL, and the output does not know where that is', () => {
    expect(backendOf({ kind: 'pg', schema: 'stacks' })).toEqual({ pg: { schema_name: 'stacks_sys_permits_city' } })
  })

  it('lies in the cluster that was chosen for the site', () => {
    expect(backendOf({ kind: 'kubernetes', namespace: 'states' }, { city: 'city-dr' }))
      .toEqual({ kubernetes: { config_context: 'city-dr', namespace: 'states', secret_suffix: 'sys-permits-city' } })
  })

  it('lies under a key of its own in an object store, with a lock beside it', () => {
    expect(backendOf({ kind: 's3', bucket: 'states', region: 'cn-north-1', prefix: 'city' }))
      .toEqual({ s3: { bucket: 'states', key: 'city/sys-permits-city.tfstate', region: 'cn-north-1', use_lockfile: true } })
    expect(backendOf({ kind: 's3', bucket: 'states', region: 'local', endpoint: 'https://store.city.example' }))
      .toMatchObject({ s3: { endpoints: { s3: 'https://store.city.example' }, key: 'sys-permits-city.tfstate', use_path_style: true } })
  })

  it('lies at an address of its own that is also locked', () => {
    const address = 'https://states.city.example/city/sys-permits-city'
    const block = { address, lock_address: address, unlock_address: address }
    expect(backendOf({ kind: 'http', address: 'https://states.city.example/city/' })).toEqual({ http: block })
  })
})
