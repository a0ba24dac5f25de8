/** A fact of the inventory behind an opening, written so that it can stand in a list within an annotation. */
export type Fact = string

/** Ids hold neither colons nor commas, semicolons or `>`. */
export const fact = {
  dependency: (from: string, to: string, kind: string): Fact => `dependency:${from}>${to}:${kind}`,
  domain: (domain: string): Fact => `domain:${domain}`,
  /** Parts of one system. */
  system: (system: string): Fact => `system:${system}`,
  /** The old side of a system. */
  legacy: (system: string): Fact => `legacy:${system}`,
  database: (store: string): Fact => `database:${store}`,
  /** What every namespace has. */
  baseline: 'baseline',
} as const

const kinds = ['dependency', 'domain', 'system', 'legacy', 'database', 'baseline'] as const
export type FactKind = (typeof kinds)[number]

/** A fact taken apart, for example `dependency`, `[from, to, kind]`; null for a text that is none. */
export function parseFact(text: Fact): { kind: FactKind; ids: readonly string[] } | null {
  const [name, ...ids] = text.split(/[:>]/)
  const kind = kinds.find((known) => known === name)
  return kind === undefined ? null : { kind, ids }
}
