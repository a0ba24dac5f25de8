import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { coverage } from './coverage.js'
import { listPlaces } from './places.js'
import { readPlace } from './read-place.js'
import { packageRoot, rootFor } from './root.js'
import { checkSchemas, writeSchemas } from './schemas.js'
import { validatePlaces } from './validate-places.js'

const sound = fileURLToPath(new URL('../../../tests/cases/inventory-sound', import.meta.url))
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'qianyun-inventory-'))
  await cp(sound, root, { recursive: true })
})

afterEach(() => rm(root, { recursive: true, force: true }))

describe('the root', () => {
  it('is the working directory when it has an inventory, else the package', async () => {
    await mkdir(join(root, 'elsewhere'))

    expect(rootFor(root)).toBe(root)
    expect(rootFor(join(root, 'elsewhere'))).toBe(packageRoot())
  })
})

describe('reading a place', () => {
  it('gives the artifacts of both folders', async () => {
    const { inventory, intent, endpoints, diagnostics } = await readPlace(root, 'linhe')

    expect(diagnostics).toEqual([])
    expect(inventory?.systems.map(({ id }) => id)).toEqual(['archive', 'letters'])
    expect(intent?.programme.trialDays).toBe(30)
    expect(endpoints).toBeUndefined()
  })

  it('suggests the place that was meant', async () => {
    expect((await readPlace(root, 'linhee')).diagnostics).toMatchObject([{ code: 'INV_UNKNOWN_PLACE', suggestion: 'linhe' }])
  })

  it('says which files of the programme are missing, and which nothing reads', async () => {
    await rm(join(root, 'migrations/linhe/calendar.yaml'))
    await writeFile(join(root, 'migrations/linhe/calender.yaml'), 'rules: []\n')

    expect((await readPlace(root, 'linhe')).diagnostics).toMatchObject([
      { code: 'INV_FILE_MISSING', params: { file: 'migrations/linhe/calendar.yaml' } }, { code: 'INV_UNKNOWN_FILE', suggestion: 'calendar.yaml' },
    ])
  })

  it('says which file cannot be read', async () => {
    await rm(join(root, 'migrations/linhe/exemptions.yaml'))
    await symlink(join(root, 'nowhere'), join(root, 'inventory/linhe/lost.yaml'))

    expect((await readPlace(root, 'linhe')).diagnostics).toMatchObject([{ code: 'INV_FILE_UNREADABLE', params: { file: 'inventory/linhe/lost.yaml', reason: 'ENOENT' } }])
  })

  it('says that there is no inventory at all', async () => {
    await rm(join(root, 'inventory'), { recursive: true })

    expect(await listPlaces(root)).toEqual([])
    expect((await validatePlaces(root)).diagnostics).toMatchObject([{ code: 'INV_NO_INVENTORY' }])
  })
})

describe('coverage', () => {
  it('asks for the tables it counts against', async () => {
    expect((await coverage(root)).diagnostics.map(({ params }) => params['file'])).toEqual(['inventory/register.csv', 'inventory/targets.csv'])
  })

  it('counts a place of the register that has no folder as missing', async () => {
    await writeFile(join(root, 'inventory/register.csv'), 'id,place,name_zh,name_en,action,note\nDZ-001,dezhou,云,Cloud,build,\n')
    await writeFile(join(root, 'inventory/targets.csv'), 'id,place,task\nT-DZ-01,dezhou,Close\n')

    expect(await coverage(root)).toMatchObject({ complete: false, rows: { carried: 0, total: 1 }, targets: { carried: 0, total: 1 } })
  })
})

describe('the schemas', () => {
  it('are stale until they are written', async () => {
    expect(await checkSchemas(root)).toHaveLength(7)
    await writeSchemas(root)
    expect(await checkSchemas(root)).toEqual([])
    await writeFile(join(root, 'inventory/schema/calendar.schema.json'), '{}\n')
    expect(await checkSchemas(root)).toMatchObject([{ code: 'INV_SCHEMA_STALE', params: { file: 'inventory/schema/calendar.schema.json' } }])
  })
})
