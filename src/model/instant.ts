/** A moment, as ISO 8601 in UTC with milliseconds: `2018-06-30T14:03:22.000Z`. */
export type Instant = string

export function instantFromMs(epochMs: number): Instant {
  return new Date(epochMs).toISOString()
}
