import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ownRules, ruleNames } from './rule-names.js'

/** Ids that are made of the words of the names as often as not. */
const words = fc.array(fc.constantFrom('a', 'to', 'from', 'operator', 'replica', 'b', 'itself', 'gateway', 'databases'), { minLength: 1, maxLength: 5 }).map((list) => list.join('-'))
const pair = fc.tuple(words, words)

describe('names of rules', () => {
  it('are plain where the ids are ordinary', () => {
    expect([ruleNames.to('permits'), ruleNames.from('tl-permits'), ruleNames.operator('ledger'), ruleNames.replica('main-db'), ruleNames.channel('permits', 'documents')])
      .toEqual(['allow-to-permits', 'allow-from-tl-permits', 'allow-ledger-from-operator', 'allow-main-db-from-replica', 'allow-from-permits-to-documents'])
    expect(ruleNames.channel('from-a', 'b-to')).toBe('allow-from-from-a-to-b-to')
  })

  it('of two channels of an exchange are never one', () => {
    expect(ruleNames.channel('a', 'to-b')).not.toBe(ruleNames.channel('a-to', 'b'))
    fc.assert(fc.property(pair, pair, ([a, b], [c, d]) => {
      expect(ruleNames.channel(a, b) === ruleNames.channel(c, d)).toBe(a === c && b === d)
    }), { numRuns: 2000 })
  })

  it('of two rules of a namespace are never one', () => {
    const { channel: _channel, ...forms } = ruleNames
    const one = fc.tuple(fc.constantFrom(...Object.entries(forms)), words)
    fc.assert(fc.property(one, one, ([[form, name], id], [[other, another], id2]) => {
      expect(name(id) === another(id2)).toBe(form === other && id === id2)
      expect(Object.values<string>(ownRules)).not.toContain(name(id))
    }), { numRuns: 2000 })
  })
})
