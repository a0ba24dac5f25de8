import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { listPlaces } from '../inventory/places.js'
import { readPlace } from '../inventory/read-place.js'
import { packageRoot } from '../inventory/root.js'
import { synthPlace } from './synth.js'

const folder = mkdtempSync(join(tmpdir(), 'qianyun-places-'))
afterAll(() => rmSync(folder, { recursive: true }))

const root = packageRoot()

describe.each(await listPlaces(root))('the stacks of %s', async (place) => {
  const { stacks, diagnostics } = await synthPlace(root, place, { outdir: join(folder, place) })

  it('are written and pass every gate', () => {
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(stacks?.stacks.filter(({ kind }) => kind === 'system').length).toBeGreaterThan(0)
  })

  it('are the same when they are written again', async () => {
    expect((await synthPlace(root, place, { outdir: join(folder, `${place}-again`) })).stacks?.hash).toBe(stacks?.hash)
  })

  it('hold no system that is classified, retired or merged', async () => {
    const { inventory } = await readPlace(root, place)
    const isOpen = (classified: string): boolean => ['none', 'internal'].includes(classified)
    const leaves = (disposition: string | undefined): boolean => disposition === 'retire' || disposition === 'merge'
    const gone = inventory?.systems.filter(({ classified, disposition }) => !isOpen(classified) || leaves(disposition)) ?? []
    const built = new Set(stacks?.stacks.map(({ subject }) => subject))

    expect(gone.filter(({ id }) => built.has(id))).toEqual([])
  })
})
