import { expect, test } from 'vitest'
import { cityOf, deploymentOf, intentOf, roomSystem } from '../../../../tests/support/place.js'
import { assess } from '../../assessment/assess.js'
import type { PolicyTarget } from '../../inventory/schema/inventory.js'
import { makePlan } from '../make-plan.js'

const target = (metric: string | undefined, deadline: string | null): PolicyTarget => ({
  id: 'T-DZ-10', kind: 'target', text: '上云', deadlineText: '', deadline, lead: [], responsible: [], measure: { text: '应上尽上', ...(metric === undefined
    ? {}
    : { metric }) },
})

function forecastFor(given: PolicyTarget, more: Parameters<typeof roomSystem>[2] = {}) {
  const inventory = cityOf({ systems: [roomSystem('a', 10, more)] })
  const intent = intentOf({ programme: { targets: [given] } })
  return makePlan(inventory, intent, assess(inventory, intent), { seed: 1, iterations: 0 }).plan!.forecast[0]
}

// One small system from 1 March 2018: ten working days, one of copy, one of rehearsal, then the night of Saturday 17 March.
test.each([
  ['2018-12-31', 'green'],
  ['2018-04-01', 'yellow'],
  ['2018-03-17', 'yellow'],
  ['2018-03-16', 'red'],
])('a target due on %s is %s', (deadline, light) => {
  expect(forecastFor(target('cloud_migration_rate', deadline))).toEqual({ target: 'T-DZ-10', deadline, forecast: '2018-03-17', light })
})

test('a measure may be named in either style', () => {
  expect(forecastFor(target('cloudMigrationRate', '2018-12-31'))?.forecast).toBe('2018-03-17')
})

test.each([
  ['without a measure', target(undefined, '2018-12-31')],
  ['whose measure no date of the plan gives', target('catalogue_attributes', '2018-12-31')],
  ['without a deadline', target('cloud_migration_rate', null)],
])('a target %s is grey', (_case, given) => {
  expect(forecastFor(given)?.light).toBe('grey')
})

test('as long as one system has no date, the target has no forecast', () => {
  const deployments = [deploymentOf(
    'now',
    'current',
    { facility: 'room-a', db: [{ id: 'db', product: 'postgresql', version: '15', sizeGb: 1, changeGbPerDay: 5_000 }] },
  )]

  expect(forecastFor(target('cloud_migration_rate', '2018-12-31'), { deployments })?.forecast).toBeNull()
})
