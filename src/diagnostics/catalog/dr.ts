import type { CatalogPart } from '../entry.js'

export const drCatalog = {} as const satisfies CatalogPart
