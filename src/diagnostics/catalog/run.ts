import type { CatalogPart } from '../entry.js'

export const runCatalog = {
} as const satisfies CatalogPart
