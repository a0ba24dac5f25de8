import { describe, expect, it } from 'vitest'
import { captureIo } from '../../../tests/support/capture-io.js'
import { catalog } from '../../diagnostics/codes.js'
import { run } from './explain.js'

describe('explain', () => {
  it.each(['en', 'zh'] as const)('has a page for every code in %s', async (language) => {
    for (const code of Object.keys(catalog)) {
      const io = captureIo('/', language)
      expect(await run({ code }, io)).toBe(0)
      expect(io.out()).toContain(code)
    }
  })

  it('takes a code in small letters', async () => {
    expect(await run({ code: 'inv_unknown_key' }, captureIo('/'))).toBe(0)
  })

  it('suggests a code for one that does not exist and ends with 2', async () => {
    const io = captureIo('/')

    expect(await run({ code: 'INV_UNKNOWN_KY' }, io)).toBe(2)
    expect(io.err()).toContain('did you mean "INV_UNKNOWN_KEY"?')
    expect(io.out()).toBe('')
  })

  it('lists every code without one', async () => {
    const io = captureIo('/')

    expect(await run({}, io)).toBe(0)
    expect(io.out().split('\n')).toHaveLength(Object.keys(catalog).length)
  })
})
