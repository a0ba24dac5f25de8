import { expect, test } from 'vitest'
import { cityOf, intentOf, systemOf } from '../../../tests/support/place.js'
import type { Exemption } from '../inventory/schema/inventory.js'
import { assess } from './assess.js'
import { findingWords } from './finding-words.js'

const city = cityOf({ systems: [systemOf('new', { stage: 'planned', disposition: 'keep' })] })
const exemption = (expiry: string, more: Partial<Exemption> = {}): Exemption => (
  { id: 'ex-1', rule: 'CLD-01', subject: 'new', reason: '专用设备', approver: '市政府', approvedOn: '2018-01-01', expiry, source: 'document', ...more })

test('a finding without an exemption is open', () => {
  expect(assess(city, intentOf()).findings).toMatchObject([{ rule: 'CLD-01', severity: 'block', subject: 'new' }])
  expect(assess(city, intentOf()).findings[0]).not.toHaveProperty('exemption')
})

test('an exemption for the rule and the subject covers the finding and is named in it', () => {
  expect(assess(city, intentOf({ exemptions: [exemption('2018-03-01')] })).findings).toMatchObject([{ rule: 'CLD-01', exemption: 'ex-1' }])
})

test.each([
  ['has lapsed before the programme starts', exemption('2018-02-28')],
  ['is from another rule', exemption('2019-01-01', { rule: 'CLD-03' })],
  ['is for another subject', exemption('2019-01-01', { subject: 'other' })],
])('an exemption that %s covers nothing', (_case, given) => {
  expect(assess(city, intentOf({ exemptions: [given] })).findings[0]).not.toHaveProperty('exemption')
})

test('a rule that the place switches off is not run, and the assessment says so', () => {
  const { findings, rules } = assess(city, intentOf({ programme: { rules: { 'CLD-01': 'off' } } }))

  expect(findings).toEqual([])
  expect(rules.find(({ id }) => id === 'CLD-01')).toEqual({ id: 'CLD-01', on: false })
})

test('the words of a finding hold what was seen, in both languages', () => {
  const [finding] = assess(city, intentOf()).findings

  expect(findingWords(finding!, 'en').fix).toBe('Give new a target deployment in a zone of the government cloud (now: disposition keep, zone —).')
  expect(findingWords(finding!, 'zh').fix).toContain('处置 keep')
})

test('nothing about DR is said before the DR deadline', () => {
  const running = cityOf({ systems: [systemOf('a', { importance: 'core' })] })

  expect(assess(running, intentOf({ programme: { dates: { drLinkBy: '2018-10-31' } } })).findings).toEqual([])
})
