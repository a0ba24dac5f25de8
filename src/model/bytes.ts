declare const unit: unique symbol

/** A size in bytes; made only by the functions below. */
export type Bytes = number & { readonly [unit]: 'byte' }

export const bytes = (count: number): Bytes => count as Bytes

/** Bytes for people: `812 B`, `14.2 MiB`, `1.1 GiB`. */
export function formatBytes(size: Bytes): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  let value = Number(size)
  let index = 0
  while (value >= 1_024 && index < units.length - 1) {
    value /= 1_024
    index += 1
  }
  return index === 0 ? `${value} B` : `${value.toFixed(1)} ${units[index]}`
}
