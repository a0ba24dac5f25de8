import type { Json } from './json.js'

const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 }

const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 }

/** A number with a suffix or a power of ten, never both; `1E` is an exa and `1E0` a one. */
const form = /^([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))(?:[eE]([+-]?[0-9]+)|([numkMGTPE]|[KMGTPE]i)?)$/

/**
 * The number that a quantity of Kubernetes stands for, in cores, bytes or pieces; null for what is none. It is the nearest number there is to
 * the exact value, so that quantities of one value are equal however they are written: `4100m` and `4.1`, `1024Mi` and `1Gi`.
 * https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 */
export function quantityOf(value: Json | undefined): number | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null
  const [, digits, exponent, suffix = ''] = form.exec(String(value)) ?? []
  if (digits === undefined) return null
  const power = binary[suffix]
  return power === undefined ? Number(`${digits}e${exponent ?? decimal[suffix]}`) : Number(digits) * 2 ** power
}
