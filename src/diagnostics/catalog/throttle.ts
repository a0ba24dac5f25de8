import type { CatalogPart } from '../entry.js'

export const throttleCatalog = {} as const satisfies CatalogPart
