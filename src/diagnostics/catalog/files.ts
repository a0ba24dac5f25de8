import type { CatalogPart } from '../entry.js'

export const filesCatalog = {} as const satisfies CatalogPart
