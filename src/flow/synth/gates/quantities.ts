import type { Json } from '../../../model/json.js'

const units: Readonly<Record<string, number>> = {
  '': 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50,
}

/** `500m` -> 0.5, `4Gi` -> 4294967296 (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/); NaN for what is none. */
export function quantity(value: Json | undefined): number {
  const [, digits = '', unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(String(value ?? '')) ?? []
  return digits === '' ? Number.NaN : Number(digits) * (units[unit] ?? Number.NaN)
}
