import type { CatalogPart } from '../entry.js'

export const toolsCatalog = {} as const satisfies CatalogPart
