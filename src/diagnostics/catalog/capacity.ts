import type { CatalogPart } from '../entry.js'

export const capacityCatalog = {} as const satisfies CatalogPart
