import type { CatalogPart } from '../entry.js'

export const inventoryCatalog = {
  INV_UNKNOWN_KEY: {
    fault: 'input',
    en: {
      what: '"{key}" is not a field of {record}.',
      why: 'A field that nobody reads is a fact that is silently lost; most are typing mistakes.',
      fix: 'Correct the name, or put free text into "note".',
    },
    zh: {
      what: '{record} 没有字段“{key}”。',
      why: '没人读取的字段等于丢失的事实；多数是笔误。',
      fix: '改正字段名，或把说明写进 note。',
    },
  },
} as const satisfies CatalogPart
