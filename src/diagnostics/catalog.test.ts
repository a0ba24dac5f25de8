import { describe, expect, it } from 'vitest'
import { catalog, entryOf, type Code } from './codes.js'

const codes = Object.keys(catalog) as Code[]
const parts = ['what', 'why', 'fix'] as const
const holesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe('the catalog of problems', () => {
  it.each(codes)('%s has complete words in both languages', (code) => {
    const { en, zh } = entryOf(code)

    for (const part of parts) {
      expect(en[part].trim()).not.toBe('')
      expect(zh[part].trim()).not.toBe('')
    }
    expect(`${zh.what}${zh.why}${zh.fix}`).toMatch(/\p{Script=Han}/u)
    expect(`${en.what}${en.why}${en.fix}`.replace(/"[^"]*"/g, '')).not.toMatch(/\p{Script=Han}/u)
  })

  it.each(codes)('%s has the same holes in Chinese as in English', (code) => {
    const { en, zh } = entryOf(code)
    const holes = (words: typeof en) => [...new Set(parts.flatMap((part) => holesIn(words[part])))].sort()

    expect(holes(zh)).toEqual(holes(en))
  })

  it('names codes in capitals with the family first', () => {
    for (const code of codes) expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/)
  })
})
