import { findingProblem } from '../../diagnostics/preflight.js'
import { wordsFor } from '../../diagnostics/words.js'
import type { Io } from '../io.js'
import type { ShownPreflight } from './preflight.human.js'

/** One object: what was mended, and every finding with its code and words in the reader's language. */
export function printPreflight({ findings, ...rest }: ShownPreflight, io: Io): void {
  io.stdout(JSON.stringify({
    ...rest,
    findings: findings.map((finding) => {
      const diagnostic = findingProblem(finding)
      return { ...finding, ...(diagnostic ? { code: diagnostic.code, ...wordsFor(diagnostic.code, diagnostic.params, io.language) } : {}) }
    }),
  }))
}
