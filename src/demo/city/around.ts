/** A whole number within `share` of `middle`: around(1000, 0.2, r) lies in 800..1200. */
export function around(middle: number, share: number, random: () => number): number {
  return Math.round(middle * (1 - share + 2 * share * random()))
}
