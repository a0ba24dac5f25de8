import type { CatalogPart } from '../entry.js'

export const planCatalog = {
} as const satisfies CatalogPart
