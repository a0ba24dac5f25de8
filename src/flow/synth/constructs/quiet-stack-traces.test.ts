import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { quietStackTraces } from './quiet-stack-traces.js'

describe('leaving stack traces out', () => {
  it('works with the installed cdktf', () => {
    const module: { captureStackTrace: () => string[] } = createRequire(import.meta.url)('cdktf/lib/tokens/private/stack-trace')
    const before = module.captureStackTrace

    expect(quietStackTraces()).toBe(true)
    expect(module.captureStackTrace()).toEqual([])
    module.captureStackTrace = before
  })

  it('does nothing where the module is gone, has another shape or cannot be changed', () => {
    expect(quietStackTraces(() => { throw new Error('MODULE_NOT_FOUND') })).toBe(false)
    expect(quietStackTraces(() => ({ capture: () => [] }))).toBe(false)
    expect(quietStackTraces(() => Object.freeze({ captureStackTrace: () => ['at somewhere'] }))).toBe(false)
  })
})
