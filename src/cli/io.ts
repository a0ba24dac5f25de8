import type { Language } from '../model/labels.js'

/** The way out for commands: results on stdout, talk on stderr. */
export interface Io {
  stdout(line: string): void
  stderr(line: string): void
  /** Whether colour may be used on stderr and stdout; colour never carries meaning alone. */
  readonly color: boolean
  readonly language: Language
  readonly cwd: string
  readonly isTty: boolean
}
