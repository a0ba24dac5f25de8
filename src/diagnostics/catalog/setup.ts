import type { CatalogPart } from '../entry.js'

export const setupCatalog = {
} as const satisfies CatalogPart
