import type { Outcome } from '../../app/stacks/open-place.js'
import type { Diagnostic } from '../../diagnostics/diagnostic.js'
import type { Io } from '../io.js'
import { showDiagnostics } from './diagnostics.human.js'
import { stacksWords } from './stacks-words.js'

/** Enough to see which systems are meant; `stacks synth --json` has them all. */
const namedSystems = 5

/** Problems in full; what the gates on stacks only warn of, one line a code. */
export function showOutcomeProblems({ diagnostics, sources }: Pick<Outcome<unknown>, 'diagnostics' | 'sources'>, root: string, io: Io): void {
  const counted = diagnostics.filter(isCounted)
  showDiagnostics({ root, diagnostics: diagnostics.filter((diagnostic) => !counted.includes(diagnostic)), sources }, io)
  for (const line of warningLines(counted, io)) io.stderr(line)
}

export function isCounted({ severity, code, params }: Diagnostic): boolean {
  return severity === 'warning' && code.startsWith('STK_') && params['system'] !== undefined
}

/** One line a code: how often, and of which systems. */
export function warningLines(warnings: readonly Diagnostic[], { language }: Io): string[] {
  const words = stacksWords[language]
  return [...new Set(warnings.map(({ code }) => code))].map((code) => {
    const subjects = [...new Set(warnings.filter((found) => found.code === code).map(({ params }) => String(params['system'])))]
    const rest = subjects.length > namedSystems ? [words.more(subjects.length - namedSystems)] : []
    return words.warning(code, warnings.filter((found) => found.code === code).length, [...subjects.slice(0, namedSystems), ...rest].join(', '))
  })
}
