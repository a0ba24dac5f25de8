import { expect, test } from 'vitest'
import { refuseBesideSet } from './apply.js'

test('a set is applied whole: what would choose among its stacks, or go another way, is refused and not passed over', () => {
  expect(() => refuseBesideSet({ place: 'example', plan: '3f9c1a', site: 'dr', promote: ['letters'] })).toThrow(expect.objectContaining({ diagnostics: [expect.objectContaining({ code: 'STK_SET_SELECTION', params: { options: '--site, --promote', place: 'example' } })] }))
  expect(() => refuseBesideSet({ place: 'example', plan: '3f9c1a', direct: true })).toThrow()
  expect(() => refuseBesideSet({ place: 'example', plan: '3f9c1a', direct: false })).not.toThrow()
  expect(() => refuseBesideSet({ place: 'example', direct: true, site: 'dr' })).not.toThrow()
})
