import type { CatalogPart } from '../entry.js'

export const runnerCatalog = {} as const satisfies CatalogPart
