import { describe, expect, it } from 'vitest'
import { wordsFor } from '../../diagnostics/words.js'
import { isUntouched } from '../../model/artifact.js'
import { loadPlace } from './load.js'
import type { FileRole, SourceFile } from './source-file.js'

const file = (name: string, text: string, role: FileRole = 'inventory'): SourceFile => ({
  path: `${role === 'inventory' ? 'inventory' : 'migrations'}/linhe/${name}.yaml`, text, role,
})
const office = '{ id: office, name: 办公室, level: municipal, kind: government, source: document }'
const hall = '{ id: hall, name: 大厅机房, kind: department_room, owner: office, status: running, source: document }'
const dc = '{ id: dc, name: 数据中心, kind: government_dc, status: running, source: document }'
const codesOf = (...files: SourceFile[]) => loadPlace(files).diagnostics.map(({ code }) => code)

describe('an inventory', () => {
  it('is one frozen artifact of all files, every list there and sorted', () => {
    const { inventory, diagnostics } = loadPlace([file('a', `facilities:\n  - ${hall}\n  - ${dc}\n`), file('b', `organisations: [${office}]`)])

    expect(diagnostics).toEqual([])
    expect(inventory).toMatchObject({ kind: 'inventory', schema: 1, place: 'linhe', systems: [], facilities: [{ id: 'dc' }, { id: 'hall' }] })
    expect(Object.keys(inventory?.inputs ?? {})).toEqual(['facilities', 'organisations'])
    expect(Object.isFrozen(inventory?.facilities[0])).toBe(true)
    expect(inventory !== undefined && isUntouched(inventory)).toBe(true)
  })

  it('has the same hash whatever the order of files and records, and with comments', () => {
    const one = loadPlace([file('a', `facilities: [${hall}, ${dc}]`), file('b', `organisations: [${office}]`)])
    const other = loadPlace([file('z', `# rooms\nfacilities: [${dc}]`), file('c', `organisations: [${office}] # one\nfacilities: [${hall}]`)])

    expect(other.inventory?.hash).toBe(one.inventory?.hash)
  })

  it('has another hash when a fact changes', () => {
    const one = loadPlace([file('a', `facilities: [${dc}]`)])
    const other = loadPlace([file('a', `facilities: [${dc.replace('running', 'building')}]`)])

    expect(other.inventory?.hash).not.toBe(one.inventory?.hash)
  })

  it('is not there when one of its files is wrong', () => {
    expect(loadPlace([file('a', `facilities: [${hall}]`)]).inventory).toBeUndefined()
  })

  it('may be an empty file', () => {
    expect(loadPlace([file('a', '# nothing yet\n')]).inventory?.systems).toEqual([])
  })

  it('says where each record stands', () => {
    expect(loadPlace([file('a', `facilities:\n  - ${dc}\n`)]).locations.get('facilities/dc')).toEqual({ file: 'inventory/linhe/a.yaml', line: 2, column: 11, length: 2 })
  })
})

describe('the problems of a place', () => {
  it('are all told in one go, with line and column', () => {
    const { diagnostics } = loadPlace([file('a', 'facilities:\n  - id: hall\n    name: 7\n    kind: castle\n    statsu: running\n    source: document\n')])

    expect(diagnostics.map(({ code, at }) => [code, at?.line, at?.column, at?.length])).toEqual([
      ['INV_MISSING_FIELD', 2, 5, 8], ['INV_EXPECTED_TEXT', 3, 11, 1], ['INV_INVALID_OPTION', 4, 11, 6], ['INV_UNKNOWN_KEY', 5, 5, 6],
    ])
  })

  it('never speak with the words of a library', () => {
    const text = 'facilities:\n  - 3\n  - []\n  - { id: 1, name: [], kind: {}, status: yes, source: 7, racks: -1, count: x, closeDate: 2018, provenance: 3 }\nsystems: 4\n'
    const { diagnostics } = loadPlace([file('a', text)])
    const sentences = diagnostics.map(({ code, params }) => wordsFor(code, params, 'en').what)

    expect(sentences).toHaveLength(12)
    expect(sentences.join('\n')).not.toMatch(/expected|received|invalid|zod|undefined|\{\w+\}/i)
  })

  it('include ids that occur twice across files, with the place of the first', () => {
    const { diagnostics } = loadPlace([file('a', `facilities: [${dc}]`), file('b', `facilities:\n  - ${dc}\n`)])

    expect(diagnostics).toMatchObject([{ code: 'INV_DUPLICATE_ID', params: { first: 'inventory/linhe/a.yaml:1' }, at: { file: 'inventory/linhe/b.yaml', line: 2 } }])
  })

  it('include ids that occur twice inside a record', () => {
    const zone = '{ id: z, name: 区, kind: colo, facility: dc, domain: d, capacity: { vcpu: 1, memGb: 1, storageGb: 1 }, source: assumed }'
    const text = `facilities: [${dc}]\ndomains: [{ id: d, name: 域, kind: isolated, cidr: [10.0.0.0/8], source: assumed }]
clouds: [{ id: c, name: 云, kind: government, status: running, source: assumed, zones: [${zone}, ${zone}] }]`

    expect(codesOf(file('a', text))).toEqual(['INV_DUPLICATE_ID'])
  })

  it('include an id that two lists have where a field may point into both', () => {
    const text = `organisations: [${office}]\nfacilities: [${dc.replace('dc', 'office')}]
lines: [{ id: l, name: 线, kind: dedicated, from: office, source: assumed }]`

    expect(codesOf(file('a', text))).toEqual(['INV_AMBIGUOUS_REFERENCE'])
  })

  it('do not include references into a file that cannot be read', () => {
    expect(codesOf(file('a', `facilities: [${hall}]`), file('b', `organisations: [${office}\n`))).toEqual(['INV_YAML_SYNTAX'])
  })

  it.each([
    ['a value that contains itself', 'systems:\n  - &x { id: a, deployments: [*x] }\n'],
    ['an alias of nothing', 'systems: *nothing\n'],
    ['aliases that multiply without bound', 'a: &a [x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c]\n'],
  ])('include %s', (_what, text) => {
    expect(codesOf(file('a', text))).toEqual(['INV_YAML_ALIAS'])
  })

  it('do not include a record that is repeated by an alias elsewhere', () => {
    expect(codesOf(file('a', `organisations: [${office}]\nfacilities:\n  - { id: a, name: 甲, kind: county_room, status: running, count: &some { atLeast: 3 }, source: audit }
  - { id: b, name: 乙, kind: county_room, status: running, count: *some, source: audit }\n`))).toEqual([])
  })

  it('include a record that is its own parent over two steps', () => {
    const child = office.replace('office', 'branch').replace('source', 'parent: office, source')
    expect(codesOf(file('a', `organisations: [${office.replace('source', 'parent: branch, source')}, ${child}]`))).toEqual(['INV_HIERARCHY_CYCLE'])
  })

  it('include a programme of another place', () => {
    expect(codesOf(file('programme', 'place: elsewhere', 'programme'))).toContain('INV_OTHER_PLACE')
  })

  it('name nothing of a classified record but its number', () => {
    const text = 'systems:\n  - { id: hidden-one, name: 隐藏, owner: nobody, category: office, stage: running, networks: [intranet], classified: top, source: audit, x: 1 }\n'
    const { diagnostics, inventory } = loadPlace([file('a', text)])

    expect(inventory).toBeUndefined()
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['INV_CLASSIFIED_NETWORK_USE', 'INV_CLASSIFIED_SYSTEM'])
    expect(JSON.stringify(diagnostics)).not.toMatch(/hidden-one|隐藏|nobody/)
  })
})
