import type { CatalogPart } from '../entry.js'

export const assessmentCatalog = {
} as const satisfies CatalogPart
