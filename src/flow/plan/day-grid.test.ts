import { expect, test } from 'vitest'
import { intentOf } from '../../../tests/support/place.js'
import { dateOf, makeDayGrid, workdayBefore, workdaysEndingBefore, workdaysFrom } from './day-grid.js'

const rule = (
  kind: 'holiday' | 'workday' | 'freeze' | 'peak',
  level: 'forbidden' | 'emergency' | 'approval',
  from: string,
  to = from,
) => ({ name: `${kind} ${from}`, kind, level, from, to, source: 'assumed' as const })
const gridWith = (...rules: ReturnType<typeof rule>[]) => makeDayGrid('2018-03-01', intentOf({ calendar: { rules } }).calendar, 60, 30)
const openNights = (grid: ReturnType<typeof gridWith>) => grid.nights.filter(({ frozenBy }) => frozenBy === null).map(({ day }) => dateOf(grid, day))

test('nights fall on the weekdays of the windows', () => {
  expect(openNights(gridWith()).slice(0, 3)).toEqual(['2018-03-02', '2018-03-03', '2018-03-09'])
})

test('a freeze closes its nights, and the night before it when the window runs past midnight', () => {
  const grid = gridWith(rule('freeze', 'forbidden', '2018-03-10', '2018-03-15'))

  expect(openNights(grid).slice(0, 3)).toEqual(['2018-03-02', '2018-03-03', '2018-03-16'])
  expect(grid.nights.find(({ day }) => dateOf(grid, day) === '2018-03-09')?.frozenBy).toBe('freeze 2018-03-10')
})

test('a rule that asks for approval closes nothing', () => {
  expect(openNights(gridWith(rule('freeze', 'approval', '2018-03-02')))).toContain('2018-03-02')
})

test('holidays are no working days, adjusted Saturdays are', () => {
  const grid = gridWith(rule('holiday', 'forbidden', '2018-04-05', '2018-04-07'), rule('workday', 'approval', '2018-04-08'))
  const monday = 39

  expect(dateOf(grid, monday)).toBe('2018-04-09')
  expect(dateOf(grid, workdayBefore(grid, monday))).toBe('2018-04-08')
  expect(dateOf(grid, workdayBefore(grid, monday - 1))).toBe('2018-04-04')
})

test('working days are counted back and forth, and do not reach before the start', () => {
  const grid = gridWith()

  expect(Object.values(workdaysEndingBefore(grid, 7, 3)).map((day) => dateOf(grid, day))).toEqual(['2018-03-05', '2018-03-07'])
  expect(Object.values(workdaysFrom(grid, 2, 3)!).map((day) => dateOf(grid, day))).toEqual(['2018-03-05', '2018-03-07'])
  expect(workdaysEndingBefore(grid, 3, 3).first).toBe(-1)
  expect(workdaysFrom(grid, 89, 30)).toBeUndefined()
})
