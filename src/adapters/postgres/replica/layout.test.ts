import { describe, expect, it } from 'vitest'
import { slotOf } from './layout.js'

describe('the slot of a replica', () => {
  it('is named after its system, with the characters that PostgreSQL allows', () => {
    expect(slotOf('Social-Insurance.1')).toBe('qianyun_dr_social_insurance_1')
  })

  it('stays apart from that of another system with the same long beginning', () => {
    const long = 'a'.repeat(60)

    expect(slotOf(`${long}1`)).toHaveLength(63)
    expect(slotOf(`${long}1`)).not.toBe(slotOf(`${long}2`))
  })
})
