import { describe, expect, it } from 'vitest'
import { measuredShare, requestsOf } from './measured.js'

const node = { role: 'app', cpuArch: 'x86_64', vcpu: 8, memGb: 16, count: 2 } as const
const today = { id: 'now', env: 'current', source: 'assumed', nodes: [node, { ...node, role: 'db', vcpu: 64 }] } as const
const month = (avgCpu?: number, avgMem?: number) => {
  return { system: 'oa', month: '2026-01', source: 'assumed', ...(avgCpu === undefined ? {} : { avgCpu }), ...(avgMem === undefined ? {} : { avgMem }) } as const
}
/** Two pods of 4 cores and 8 GiB: half of today's machines. */
const pods = { milliCpu: 8000, memoryMib: 16_384 }

describe('measured usage', () => {
  it('is the busiest month\'s share of today\'s application machines, over the pods that take their place', () => {
    expect(measuredShare([month(0.1, 0.3), month(0.2, 0.25)], 'oa', { ...today, nodes: [...today.nodes] }, pods)).toEqual({ cpu: 0.4, memory: 0.6 })
  })

  it('is the share itself where today\'s machines are not known', () => {
    expect(measuredShare([month(0.2)], 'oa', undefined, pods)).toEqual({ cpu: 0.2, memory: null })
  })

  it('is nothing where no month of the system says', () => {
    expect(measuredShare([{ ...month(0.9, 0.9), system: 'other' }, month()], 'oa', undefined, pods)).toEqual({ cpu: null, memory: null })
  })
})

describe('requests', () => {
  const limits = { milliCpu: 4000, memoryMib: 8192 }

  it.each([
    ['what was measured, and 30 % more', { cpu: 0.4, memory: 0.5 }, { milliCpu: 2080, memoryMib: 5328 }],
    ['never more than the limits', { cpu: 0.95, memory: 2 }, limits],
    ['never less than what a runtime needs to start', { cpu: 0.001, memory: 0.001 }, { milliCpu: 50, memoryMib: 64 }],
    ['the limits where nothing was measured', { cpu: null, memory: null }, limits],
  ])('are %s', (_what, share, expected) => {
    expect(requestsOf(limits, share)).toEqual(expected)
  })

  it('of a pod that is smaller than the least are its limits', () => {
    expect(requestsOf({ milliCpu: 20, memoryMib: 32 }, { cpu: 0.1, memory: 0.1 })).toEqual({ milliCpu: 20, memoryMib: 32 })
  })
})
