import { describe, expect, it } from 'vitest'
import { coverageOf } from './coverage.js'
import { loadPlace } from './load.js'
import { readRegister } from './register.js'

const rows = { path: 'register.csv', text: 'id,place,name_zh,name_en,action,note\nDZ-001,linhe,数据中心,Data centre,build,"a, ""b"""\nDZ-002,linhe,网络,Network,keep,\nDZ-003,elsewhere,云,Cloud,build,\n' }
const targets = { path: 'targets.csv', text: 'id,place,task\r\nT-DZ-01,linhe,Close\r\n' }
const inventoryOf = (ref: string) => loadPlace([{
  path: 'inventory/linhe/a.yaml', role: 'inventory',
  text: `facilities: [{ id: dc, ref: [${ref}], name: 数据中心, kind: government_dc, status: running, source: document }]`,
}]).inventory

describe('coverage', () => {
  it('counts the rows of the place that records carry and names the others', () => {
    const { register, diagnostics } = readRegister(rows, targets)

    expect(diagnostics).toEqual([])
    expect(coverageOf(inventoryOf('DZ-001'), undefined, register)).toMatchObject({
      rows: { carried: 1, total: 2, missing: [{ id: 'DZ-002', nameZh: '网络' }] },
      targets: { carried: 0, total: 1, missing: [{ id: 'T-DZ-01' }] },
      unknown: [],
    })
  })

  it('names refs that the register does not have', () => {
    expect(coverageOf(inventoryOf('DZ-999'), undefined, readRegister(rows, targets).register).unknown).toEqual(['DZ-999'])
  })

  it('says which line of the register lacks a column', () => {
    const { diagnostics } = readRegister({ path: 'register.csv', text: 'id,place,name_zh,name_en\nDZ-001,linhe,数据中心\n' }, targets)

    expect(diagnostics).toMatchObject([{ code: 'INV_REGISTER_UNREADABLE', params: { line: 2, column: 'name_en' }, at: { line: 2 } }])
  })
})
