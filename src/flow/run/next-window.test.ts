import { describe, expect, it } from 'vitest'
import type { Intent } from '../inventory/schema/inventory.js'
import { input } from '../../../tests/support/recording-run.js'
import { inNextWindow } from './next-window.js'

const calendar: Intent['calendar'] = {
  windows: [{ weekdays: [6], start: '22:00', minutes: 480, source: 'assumed' }, { weekdays: [3], start: '23:00', minutes: 120, source: 'assumed' }],
  rules: [{ name: '清明', kind: 'holiday', level: 'forbidden', from: '2026-04-05', to: '2026-04-06', source: 'document' }],
}
/** Saturday the 14th of March, and the commit two weeks later. */
const planned = { ...input, notBefore: { copy: '2026-03-02T08:00:00+08:00', cutover: '2026-03-14T22:00:00+08:00', commit: '2026-03-28T08:00:00+08:00' }, windowEnd: '2026-03-14T22:00:00.000Z' }
const at = (text: string) => Date.parse(text)

describe('another attempt', () => {
  it('after its window takes the next one, and keeps the distance of what comes after the cutover', () => {
    expect(inNextWindow(planned, calendar, at('2026-03-20T10:00:00+08:00'))).toMatchObject({
      notBefore: { copy: planned.notBefore.copy, cutover: '2026-03-21T22:00:00+08:00', commit: '2026-04-04T08:00:00+08:00' }, windowEnd: '2026-03-21T22:00:00.000Z',
    })
  })

  it('before the end of its window keeps its dates, as does one that has none', () => {
    expect(inNextWindow(planned, calendar, at('2026-03-14T23:00:00+08:00'))).toBe(planned)
    expect(inNextWindow(input, calendar, at('2026-03-20T10:00:00+08:00'))).toBe(input)
  })

  it('takes no window that has begun, and none whose night reaches into a closed day', () => {
    expect(inNextWindow(planned, calendar, at('2026-03-21T22:00:00+08:00')).notBefore['cutover']).toBe('2026-03-25T23:00:00+08:00')
    expect(inNextWindow(planned, calendar, at('2026-04-02T10:00:00+08:00')).notBefore['cutover']).toBe('2026-04-08T23:00:00+08:00')
  })

  it('keeps the dates that have passed where the calendar has no window any more', () => {
    expect(inNextWindow(planned, { ...calendar, windows: [] }, at('2026-03-20T10:00:00+08:00'))).toBe(planned)
  })
})
