import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { coverage } from '../../src/app/inventory/coverage.js'
import { checkSchemas } from '../../src/app/inventory/schemas.js'
import { validatePlaces } from '../../src/app/inventory/validate-places.js'
import { renderDiagnostics } from '../../src/diagnostics/render.js'

const root = fileURLToPath(new URL('../../', import.meta.url))
const places = ['dalian', 'dezhou', 'huizhou', 'shandong', 'tieling']

describe('the five places', () => {
  it('are clean', async () => {
    const { diagnostics, sources, places: counts } = await validatePlaces(root)

    const errors = diagnostics.filter(({ severity }) => severity === 'error')

    expect(renderDiagnostics(errors, { language: 'en', color: false, sources })).toBe('')
    expect(counts.map(({ place }) => place)).toEqual(places)
  })

  it('carry all 359 rows of the register and all 116 targets', async () => {
    const report = await coverage(root)

    expect(report.places.flatMap(({ rows, targets, unknown }) => [...rows.missing.map(({ id }) => id), ...targets.missing.map(({ id }) => id), ...unknown])).toEqual([])
    expect(report.rows).toEqual({ carried: 359, total: 359 })
    expect(report.targets).toEqual({ carried: 116, total: 116 })
    expect(report.complete).toBe(true)
  })
})

describe('the JSON Schemas for editors', () => {
  it('on disk are those of the data model', async () => {
    expect(await checkSchemas(root)).toEqual([])
  })
})
