import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFile } from '../parse.js'
import { placeData } from '../place-data.js'
import { cidrProblems } from './cidrs.js'

function problemsOf(...cidrs: readonly string[]) {
  const lines = cidrs.map((cidr, index) => `  - { id: d${index}, cidr: ["${cidr}"] }`)
  return cidrProblems(placeData('p', [parseFile({ path: 'a', role: 'inventory', text: `domains:\n${lines.join('\n')}\n` })]))
}

describe('networks of domains', () => {
  it('may touch without overlapping', () => {
    expect(problemsOf('10.0.0.0/9', '10.128.0.0/9', '11.0.0.0/8', '255.255.255.255/32', '0.0.0.0/32')).toEqual([])
  })

  it('overlap when one contains the other, in whatever order they are written', () => {
    expect(problemsOf('10.20.0.0/16', '10.20.30.0/24')).toMatchObject([{ code: 'INV_OVERLAPPING_CIDR', params: { domain: 'domains/d1', other: 'domains/d0' } }])
    expect(problemsOf('10.20.30.0/24', '10.20.0.0/16')).toMatchObject([{ params: { domain: 'domains/d1', other: 'domains/d0' } }])
  })

  it('overlap with everything under /0', () => {
    expect(problemsOf('0.0.0.0/0', '192.168.1.0/24', '10.0.0.0/8')).toHaveLength(2)
  })

  it('have host bits of zero', () => {
    expect(problemsOf('192.168.1.7/24')).toMatchObject([{ code: 'INV_BAD_CIDR', suggestion: '192.168.1.0/24' }])
  })

  it('are said to overlap exactly when two of them share an address', () => {
    const block = fc.record({ base: fc.nat(255), prefix: fc.integer({ min: 24, max: 32 }) }).map(({ base, prefix }) => {
      const size = 2 ** (32 - prefix)
      return { first: base - (base % size), size, prefix }
    })
    fc.assert(fc.property(fc.array(block, { maxLength: 6 }), (blocks) => {
      const shared = blocks.some((a, i) => blocks.some((b, j) => i < j && a.first < b.first + b.size && b.first < a.first + a.size))
      expect(problemsOf(...blocks.map(({ first, prefix }) => `10.0.0.${first}/${prefix}`)).length > 0).toBe(shared)
    }))
  })
})
