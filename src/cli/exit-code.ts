import { CommanderError, type Command } from 'commander'
import { DiagnosticError, problem, type Diagnostic } from '../diagnostics/diagnostic.js'
import { EXIT } from './exit-values.js'
import type { Io } from './io.js'

/** Runs the program; every end is an exit code of the table, every problem a message of the catalog. */
export async function exitCode(program: Command, argv: readonly string[], io: Io): Promise<number> {
  try {
    await program.parseAsync([...argv])
    return outcomes.get(program) ?? EXIT.done
  } catch (error) {
    // commander has printed its own message by then; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage
    return show(error, io)
  }
}

const outcomes = new WeakMap<Command, number>()

/** Commands hand their exit code over here; it is returned when the program ends. */
export function setOutcome(program: Command, code: number): void {
  outcomes.set(program, code)
}

async function show(error: unknown, io: Io): Promise<number> {
  // The words of the catalog are needed by an error only: help stays quick without them.
  const [{ showDiagnostics }, { exitCodeFor }] = await Promise.all([import('./views/diagnostics.human.js'), import('./exit.js')])
  const diagnostics: readonly Diagnostic[] = error instanceof DiagnosticError ? error.diagnostics : [problem('CLI_INTERNAL', { detail: detailOf(error) }, { cause: error })]
  if (!(error instanceof DiagnosticError)) io.stderr(error instanceof Error ? (error.stack ?? error.message) : String(error))
  showDiagnostics({ root: io.cwd, diagnostics }, io)
  return exitCodeFor(diagnostics)
}

function detailOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
