import type { CatalogPart } from '../entry.js'

export const networkCatalog = {} as const satisfies CatalogPart
