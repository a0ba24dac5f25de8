import type { CatalogPart } from '../entry.js'

export const mariadbCatalog = {} as const satisfies CatalogPart
