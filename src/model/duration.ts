declare const unit: unique symbol

/** A length of time in milliseconds; made only by the functions below, so that a bare number is never taken for one. */
export type Duration = number & { readonly [unit]: 'ms' }

export const milliseconds = (count: number): Duration => count as Duration
export const seconds = (count: number): Duration => milliseconds(count * 1_000)
export const minutes = (count: number): Duration => seconds(count * 60)
export const hours = (count: number): Duration => minutes(count * 60)
export const days = (count: number): Duration => hours(count * 24)

/** Milliseconds for people: `134 ms`, `2.5 s`, `3 min 5 s`, `2 h 10 min`. */
export function formatDuration(duration: Duration): string {
  const ms = Number(duration)
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`
  return `${Math.floor(ms / 3_600_000)} h ${Math.round((ms % 3_600_000) / 60_000)} min`
}
