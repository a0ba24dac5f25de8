import type { CatalogPart } from '../entry.js'

export const stacksCatalog = {
} as const satisfies CatalogPart
