import type { CatalogPart } from '../entry.js'

export const moverCatalog = {
} as const satisfies CatalogPart
