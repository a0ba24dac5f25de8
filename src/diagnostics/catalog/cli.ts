import type { CatalogPart } from '../entry.js'

export const cliCatalog = {
} as const satisfies CatalogPart
