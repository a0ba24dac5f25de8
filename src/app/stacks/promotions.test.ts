import { appendFileSync, rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stacksPlace } from '../../../tests/support/stacks-place.js'
import { namespacesOf } from '../../flow/synth/gates/namespaces.js'
import { readOutput } from '../../flow/synth/output/read-output.js'
import { loadBlueprint } from './load-blueprint.js'
import { unwrittenPromotions } from './promotions.js'
import { synthPlace } from './synth.js'

let place: ReturnType<typeof stacksPlace>
beforeEach(() => void (place = stacksPlace()))
afterEach(() => place.remove())

const entry = (system: string) => `  - { system: ${system}, on: 2026-05-30, by: 王某, why: the primary site is lost }\n`
const remember = (...systems: readonly string[]) => appendFileSync(place.path('migrations/example/sites.yaml'), `promoted:\n${systems.map(entry).join('')}`)

/** Where each system serves. */
async function serving(promoted: readonly string[] = []) {
  const { loaded, diagnostics } = await loadBlueprint(place.root, 'example', { promoted })
  const units = loaded?.blueprint.units.flatMap((unit) => (unit.kind === 'system' && unit.role === 'primary' ? [`${unit.system} ${unit.site.id}`] : []))
  return { units: units?.sort(), codes: diagnostics.filter(({ severity }) => severity === 'error').map(({ code, at }) => `${code} ${at?.file ?? '-'}:${at?.line ?? '-'}`) }
}

describe('promoted systems', () => {
  it('are those of sites.yaml and those of this call, each once', async () => {
    expect((await serving()).units).toEqual(['letters example', 'notices example', 'permits example'])
    remember('letters')
    expect((await serving()).units).toEqual(['letters example-dr', 'notices example', 'permits example'])
    expect((await serving(['letters', 'permits'])).units).toEqual(['letters example-dr', 'notices example', 'permits example-dr'])
  })

  it('are written as such by every synthesis, without a flag', async () => {
    remember('letters')
    await synthPlace(place.root, 'example', { outdir: place.outdir, systems: ['letters'] })
    const namespaces = namespacesOf(readOutput(place.outdir)).filter(({ system }) => system === 'letters')

    expect(namespaces.map(({ site, role }) => `${site} ${role}`)).toEqual(['example dr', 'example-dr primary'])
  })

  it.each([
    ['nobody knows', 'leters', 'INV_DANGLING_REFERENCE'],
    ['has no replica', 'notices', 'STK_PROMOTED_NO_REPLICA'],
  ])('are refused where a system %s', async (_what, system, code) => {
    remember(system)

    expect((await serving()).codes).toEqual([`${code} migrations/example/sites.yaml:7`])
  })

  it('are refused where one is named twice, lacks who and why, or says more', async () => {
    remember('letters', 'letters')
    expect((await serving()).codes).toEqual(['INV_DUPLICATE_ID migrations/example/sites.yaml:8'])

    place.replace('migrations/example/sites.yaml', entry('letters') + entry('letters'), '  - { system: letters, on: 2026-02-30, until: 2026-03-01, by: 王某 }\n')
    expect((await serving()).codes.map((told) => told.split(' ')[0]).sort()).toEqual(['INV_IMPOSSIBLE_DATE', 'INV_MISSING_FIELD', 'INV_UNKNOWN_KEY'])
  })

  it('are refused by the flag as by the file', async () => {
    expect((await serving(['notices'])).codes).toEqual(['STK_PROMOTED_NO_REPLICA -:-'])
    const { diagnostics } = await synthPlace(place.root, 'example', { outdir: place.outdir, promoted: ['leters'] })
    expect(diagnostics.at(-1)).toMatchObject({ code: 'STK_UNKNOWN_SYSTEM', suggestion: 'letters' })
  })
})

describe('a promotion that sites.yaml does not remember', () => {
  const lines = async (...promoted: readonly string[]) => (await unwrittenPromotions(place.request(), promoted, '2026-06-01')).map(({ severity, params }) => `${severity} ${params['lines']}`)

  it('ends with the lines to write there, which are none for what is written', async () => {
    expect(await lines('letters')).toEqual(['warning \npromoted:\n  - { system: letters, on: 2026-06-01, by: …, why: … }'])
    remember('permits')
    expect(await lines('letters', 'permits')).toEqual(['warning \n  - { system: letters, on: 2026-06-01, by: …, why: … }'])
    expect([await lines('permits'), await lines()]).toEqual([[], []])
  })

  it('is told with the list where the file has an empty one, and with the sites where there is no file', async () => {
    appendFileSync(place.path('migrations/example/sites.yaml'), 'promoted: []\n')
    expect(await lines('letters')).toEqual(['warning \npromoted:\n  - { system: letters, on: 2026-06-01, by: …, why: … }'])
    rmSync(place.path('migrations/example/sites.yaml'))
    const [told] = await lines('letters')
    appendFileSync(place.path('migrations/example/sites.yaml'), told!.slice('warning \n'.length))

    expect((await serving()).units).toContain('letters example-dr')
    expect((await serving()).codes).toEqual([])
  })

  it('is remembered once the lines are', async () => {
    const [told] = await lines('letters')
    appendFileSync(place.path('migrations/example/sites.yaml'), told!.slice('warning \n'.length))

    expect(await lines('letters')).toEqual([])
    expect((await serving()).units).toContain('letters example-dr')
  })
})
