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

function synthesized(state: StackSettings['state'], stack: string, promoted: readonly string[] = []) {
  const { inventory, intent, assessment } = makeCity()
  const { findings } = synthesize(inventory, intent, assessment, { outdir, settings: { ...defaultSettings, state }, promoted })
  expect(findings.filter(({ gate }) => gate === 'state-backend')).toEqual([])
  return JSON.parse(readFileSync(join(outdir, `stacks/${stack}/cdk.tf.json`), 'utf8')) as JsonObject
}

function backendOf(state: StackSettings['state'], stack = 'sys-permits-city', promoted: readonly string[] = []) {
  const json = synthesized(state, stack, promoted)
  expect(at(json, '//', 'metadata', 'backend')).toBe(state.kind)
  return at(json, 'terraform', 'backend')
}

describe('the state of a stack', () => {
  it('lies in a schema of its own on PostgreSQL, and the output does not know where that is', () => {
    expect(backendOf({ kind: 'pg', schema: 'stacks' })).toEqual({ pg: { schema_name: 'stacks_sys_permits_city' } })
  })

  it('lies in the cluster of its own site, so that one is applied while the other is dead', () => {
    const inCluster = { kind: 'kubernetes', namespace: 'states' } as const

    expect(backendOf(inCluster)).toEqual({ kubernetes: { config_context: 'city', namespace: 'states', secret_suffix: 'sys-permits-city' } })
    expect(backendOf(inCluster, 'sys-permits-city-dr')).toEqual({ kubernetes: { config_context: 'city-dr', namespace: 'states', secret_suffix: 'sys-permits-city-dr' } })
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

  it.each<[StackSettings['state'], at: string, primary: string, dr: string]>([
    [{ kind: 'local' }, 'path', '../../state/edge-documents.tfstate', '../../state/edge-documents-city-dr.tfstate'],
    [{ kind: 'pg', schema: 'stacks' }, 'schema_name', 'stacks_edge_documents', 'stacks_edge_documents_city_dr'],
    [{ kind: 's3', bucket: 'states', region: 'cn-north-1' }, 'key', 'edge-documents.tfstate', 'edge-documents-city-dr.tfstate'],
    [{ kind: 'kubernetes', namespace: 'states' }, 'secret_suffix', 'edge-documents', 'edge-documents-city-dr'],
    [{ kind: 'http', address: 'https://states.city.example' }, 'lock_address', 'https://states.city.example/edge-documents', 'https://states.city.example/edge-documents-city-dr'],
  ])('is another one for an edge at each site: $kind', (state, attribute, primary, dr) => {
    expect(at(backendOf(state, 'edge-documents'), state.kind, attribute)).toBe(primary)
    expect(at(backendOf(state, 'edge-documents', ['documents']), state.kind, attribute)).toBe(dr)
  })
})
