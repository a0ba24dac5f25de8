import type { CatalogPart } from '../entry.js'

export const clusterCatalog = {} as const satisfies CatalogPart
