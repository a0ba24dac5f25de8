import type { Json } from '../../../model/json.js'
import { quantityOf } from '../../../model/quantity.js'

/** `500m` -> 0.5, `4Gi` -> 4294967296 (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/); NaN for what is none. */
export function quantity(value: Json | undefined): number {
  return quantityOf(String(value ?? '')) ?? Number.NaN
}
