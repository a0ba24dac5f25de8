declare const unit: unique symbol

/** A length of time in milliseconds; made only by the functions below, so that a bare number is never taken for one. */
export type Duration = number & { readonly [unit]: 'ms' }

export const milliseconds = (count: number): Duration => count as Duration
export const seconds = (count: number): Duration => milliseconds(count * 1_000)
export const minutes = (count: number): Duration => seconds(count * 60)
export const hours = (count: number): Duration => minutes(count * 60)
