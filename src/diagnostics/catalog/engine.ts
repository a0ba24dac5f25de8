import type { CatalogPart } from '../entry.js'

export const engineCatalog = {
} as const satisfies CatalogPart
