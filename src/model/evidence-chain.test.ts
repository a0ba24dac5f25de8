import { expect, it } from 'vitest'
import { firstBrokenLink, sealEvidence } from './evidence-chain.js'

const seen = (id: string) => ({ id, run: 'r', system: 's', attempt: 1, kind: 'proof', at: '2026-01-01T00:00:00.000Z', body: { rows: 3 } }) as const
const first = sealEvidence(seen('a'), undefined)
const second = sealEvidence(seen('b'), first)
const third = sealEvidence(seen('c'), second)

it('holds when nothing was touched', () => {
  expect(firstBrokenLink([first, second, third])).toBeUndefined()
})

it('finds a record that was changed', () => {
  expect(firstBrokenLink([first, { ...second, body: { rows: 4 } }, third])?.id).toBe('b')
})

it('finds where a record was taken out', () => {
  expect(firstBrokenLink([first, third])?.id).toBe('c')
})
