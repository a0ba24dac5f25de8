import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { makeCity, scratchFolder } from '../../../../tests/support/stacks-city.js'
import { canonicalJson } from '../../../model/canonical.js'
import type { Json, JsonObject } from '../../../model/json.js'
import { asList, asObject, at, readOutput, resourcesOf } from '../output/read-output.js'
import { newCrossDomainPaths } from '../reachability/cross-domain.js'
import { synthesize } from '../synthesize.js'
import { canonicalQuantity } from './canonical-quantity.js'
import { convert } from './convert.js'
import { resourceKinds } from './kinds.js'
import { manifestsOf } from './manifests-of.js'
import { planOfObjects } from './planned-objects.js'
import { restate } from './restate.js'

const folder = scratchFolder()
afterAll(() => rmSync(folder, { recursive: true }))

const { inventory, intent, assessment } = makeCity()
synthesize(inventory, intent, assessment, { outdir: folder })
const city = readOutput(folder)
const fixture = fileURLToPath(new URL('../../../../tests/support/every-kind.tf.json', import.meta.url))
const everyKind = { name: 'every-kind', path: '', dependencies: [], json: JSON.parse(readFileSync(fixture, 'utf8')) as JsonObject }
/** Leaves of a resource that its restated object lacks, or has otherwise; blocks are an object or a list of one. */
function lostLeaves(declared: Json, restated: Json | undefined, path: string): string[] {
  if (Array.isArray(declared)) return declared.flatMap((child: Json, index) => lostLeaves(child, asList(restated)[index], `${path}.${index}`))
  if (typeof declared !== 'object' || declared === null) {
    const isSame = declared === null || String(declared).includes('${') || [declared, canonicalQuantity(String(declared))].includes(asList(restated)[0] as string)
    return isSame ? [] : [`${path}: ${String(declared)} ${JSON.stringify(restated)}`]
  }
  const block = asObject(asList(restated)[0])
  return Object.entries(declared as JsonObject).filter(([key]) => !ofTheTool.test(key)).flatMap(([key, child]) => lostLeaves(child ?? null, block[key], `${path}.${key}`))
}

/** What no object holds. */
const ofTheTool = /^(\/\/|depends_on|lifecycle|timeouts|wait_\w+)$/

const addresses = { db_documents__main_address: '10.9.0.1', legacy_documents_address: '10.9.0.2', kubeconfig: '-' }

describe('an object in the words of the configuration', () => {
  it('is made the same object again: nothing of it is lost on the way', () => {
    const made = [...city, everyKind].flatMap((stack) => [...manifestsOf(stack, addresses).resources])
    const typed = made.flatMap(([{ apiVersion: _version, kind: _kind, ...object }, { type }]) => (resourceKinds[type] ? [{ object, shape: resourceKinds[type].shape }] : []))

    expect(typed.length).toBeGreaterThan(100)
    for (const { object, shape } of typed) expect(canonicalJson(convert(restate(asObject(object), shape), shape, () => {}))).toBe(canonicalJson(asObject(object)))
  })

  it('bears the names and values that the stack\'s files write', () => {
    const lost = city.flatMap((stack) => [...manifestsOf(stack, addresses).resources].flatMap(([object, made]) => {
      const planned = planOfObjects([{ resource: made, before: undefined, after: object, action: 'create', isTakenOver: false }])
      return lostLeaves(made.body, at(planned, 'resource_changes', 'change', 'after'), made.address)
    }))

    // The provider never sends the protocol of a slice's port, and the server says TCP.
    expect(lost.filter((line) => !/^kubernetes_endpoint_slice_v1\.[\w-]+\.port\.0\.protocol: TCP/.test(line))).toEqual([])
  })

  it('opens and closes exactly the ways that the stack\'s files do', () => {
    const restated = city.map((stack) => {
      const resource: Record<string, Record<string, JsonObject>> = {}
      for (const [object, made] of manifestsOf(stack, addresses).resources) {
        const planned = planOfObjects([{ resource: made, before: undefined, after: object, action: 'create', isTakenOver: false }])
        ;(resource[made.type] ??= {})[made.id] = asObject(at(planned, 'resource_changes', 'change', 'after'))
      }
      return { ...stack, json: { ...stack.json, resource } }
    })

    expect(restated.flatMap(resourcesOf).length).toBe(city.flatMap(resourcesOf).length)
    expect(newCrossDomainPaths(city, restated)).toEqual([])
    expect(newCrossDomainPaths(restated, city)).toEqual([])
    expect(newCrossDomainPaths([], restated)).toEqual(newCrossDomainPaths([], city))
    expect(newCrossDomainPaths([], restated).length).toBeGreaterThan(0)
  })
})

describe('a quantity', () => {
  it('is written as API servers write it', () => {
    const written = { '1024Mi': '1Gi', '1Gi': '1Gi', '1500Mi': '1500Mi', '1.5Gi': '1536Mi', '0.5': '500m', '0Gi': '0', '0': '0', '1000m': '1', '1500m': '1500m', '2000': '2k', '2048': '2048', '512Ki': '512Ki', '1023': '1023', '-2048Mi': '-2Gi', '0.0000000001': '0.0000000001', '1e3': '1e3', many: 'many', '4E': '4E', '0.5Ki': '512', '0.1': '100m' }

    expect(Object.fromEntries(Object.keys(written).map((text) => [text, canonicalQuantity(text)]))).toEqual(written)
  })
})
