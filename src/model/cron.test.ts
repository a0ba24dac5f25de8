import { describe, expect, it } from 'vitest'
import { isCronSchedule } from './cron.js'

describe('a schedule', () => {
  it.each(['30 2 * * *', '*/15 8-18 * * mon-fri', '0 0 1,15 JAN *', '5/10 * ? * 0', '@daily', ' 0  3 * * 6 '])('is %s', (text) => {
    expect(isCronSchedule(text)).toBe(true)
  })

  it.each(['', 'daily', '0 3 * *', '0 3 * * * *', '60 3 * * *', '0 24 * * *', '0 3 0 * *', '0 3 * 13 *', '0 3 * * 7', '0 3 5-1 * *', '*/0 * * * *', '0 3 * * mond', '@every 1h', 'TZ=Asia/Shanghai 0 3 * * *'])('is not "%s"', (text) => {
    expect(isCronSchedule(text)).toBe(false)
  })
})
