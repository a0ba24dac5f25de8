import type { Instant } from '../../model/instant.js'

/** China has one time zone, eight hours ahead of UTC and without summer time since 1991. */
const OFFSET_MS = 8 * 3_600_000

/** `2026-04-11 22:05`, local time of China. */
export function clock(at: Instant): string {
  return local(at).slice(0, 16).replace('T', ' ')
}

/** `2026-04-11 22:05:13`, for records. */
export function preciseClock(at: Instant): string {
  return local(at).slice(0, 19).replace('T', ' ')
}

/** The day in China. */
export function dayOf(at: Instant): string {
  return local(at).slice(0, 10)
}

function local(at: Instant): string {
  return new Date(Date.parse(at) + OFFSET_MS).toISOString()
}
