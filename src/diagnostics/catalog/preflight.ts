import type { CatalogPart } from '../entry.js'

export const preflightCatalog = {} as const satisfies CatalogPart
