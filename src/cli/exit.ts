import { entryOf } from '../diagnostics/codes.js'
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js'
import type { Fault } from '../diagnostics/entry.js'
import { EXIT } from './exit-values.js'

export { EXIT }

const exitOf: Readonly<Record<Fault, number>> = { usage: EXIT.usage, input: EXIT.input, external: EXIT.external, gate: EXIT.gate, interrupted: EXIT.interrupted, internal: EXIT.failed }

/** Of several kinds of fault the one that a person has to mend first. */
const order: readonly Fault[] = ['internal', 'input', 'usage', 'external', 'gate', 'interrupted']

/** 0 when there is no error, else the code of the gravest fault among them. */
export function exitCodeFor(diagnostics: readonly Diagnostic[]): number {
  if (!hasErrors(diagnostics)) return EXIT.done
  const faults = new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => entryOf(code).fault))
  return exitOf[order.find((fault) => faults.has(fault)) ?? 'internal']
}
