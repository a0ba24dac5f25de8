import type { CatalogPart } from '../entry.js'

export const planGatesCatalog = {} as const satisfies CatalogPart
