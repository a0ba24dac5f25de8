import { expect, it } from 'vitest'
import { Recorder, wiringOf } from '../../../tests/support/recording-run.js'
import type { RunRecord } from '../../ports/run-store.js'
import { wiringOfPlace } from './wiring.js'

const run: RunRecord = { id: 'r', place: 'dezhou', createdAt: '', operator: 'o', planHash: 'sha256:1', inventoryHash: 'sha256:2', stacksHash: null, plan: {} }

it('reaches the systems of a run of its own place, and none of the same name of another place', async () => {
  const store = { run: async () => run }
  const wiring = async () => wiringOf(new Recorder())

  expect(await wiringOfPlace('dezhou', store, wiring)('permits', 'r')).toMatchObject({ system: 'permits' })
  await expect(wiringOfPlace('huizhou', store, wiring)('permits', 'r')).rejects.toThrow('RUN_OTHER_PLACE')
})
