/** Decides the exit code and whether the same command may simply be repeated. */
export type Fault = 'usage' | 'input' | 'gate' | 'external' | 'interrupted' | 'internal'

interface Words {
  /** One sentence with `{param}` holes: what is wrong with which thing. */
  readonly what: string
  /** Why it matters. */
  readonly why: string
  /** What to do. */
  readonly fix: string
}

/** One entry of the catalog; `qianyun explain <CODE>` prints it as a page. */
export interface CatalogEntry {
  readonly fault: Fault
  readonly en: Words
  readonly zh: Words
  /** A short example of the mistake and its correction, the same in both languages. */
  readonly example?: string
  /** The lines of the file are never shown with it: they hold a secret or a classified matter. */
  readonly hidesSource?: true
}

export type CatalogPart = Readonly<Record<string, CatalogEntry>>
