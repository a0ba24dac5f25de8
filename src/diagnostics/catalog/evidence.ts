import type { CatalogPart } from '../entry.js'

export const evidenceCatalog = {} as const satisfies CatalogPart
