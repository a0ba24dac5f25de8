import { expect, it } from 'vitest'
import { milliseconds } from '../../model/duration.js'
import { patiently } from './patiently.js'

const never = new AbortController().signal

it('tries again until it works', async () => {
  let tries = 0

  expect(await patiently(never, async () => (++tries < 4 ? Promise.reject(new Error('down')) : 'up'), milliseconds(1))).toBe('up')
})

it('gives up in the end, with the last error', async () => {
  let tries = 0

  await expect(patiently(never, async () => Promise.reject(new Error(`down ${++tries}`)), milliseconds(0))).rejects.toThrow('down 300')
})

it('does not go on waiting once the wait is to end', async () => {
  await expect(patiently(AbortSignal.timeout(20), async () => Promise.reject(new Error('down')))).rejects.toThrow('down')
})
