import type { StackEvent, StackFolder, StackProblem, StackResult, StackRunOptions } from '../../ports/stack-runner.js'
import { redactor, toolEnvironment } from './environment.js'
import { errorInWords, eventOf } from './messages.js'
import { problemKind } from './problem-kind.js'
import type { Program } from './program.js'
import { runTool, type ToolEnd } from './run-tool.js'
import type { RunnerFolder } from './runner-folder.js'

/** What every call of a runner shares. */
export interface Session {
  readonly program: Program
  readonly folder: RunnerFolder
  readonly inherited: NodeJS.ProcessEnv
  /** `-lock-timeout=60s`: how long a command waits for a state that another holds. */
  readonly lock: string
}

export interface Finished extends StackResult {
  readonly exit: number | null
  /** Lines of the output; kept only when asked for. */
  readonly output: string
}

export interface Command {
  readonly parameters: readonly string[]
  /** Exit codes that are no failure; 0 by default. */
  readonly success?: readonly number[]
  /** The output is one document and no stream of messages: it is kept and not told. */
  readonly document?: boolean
}

const HALTED = 'execution halted'

/** Runs one command of the tool in a stack's folder and tells what it says. */
export async function runCommand(session: Session, stack: StackFolder, command: Command, options: StackRunOptions): Promise<Finished> {
  const environment = toolEnvironment(session.inherited, session.folder, options.variables)
  const redact = redactor(environment)
  const problems: StackProblem[] = []
  const kept: string[] = []
  const tell = (event: StackEvent | undefined) => {
    // Each operation that is cut off says so; that the whole was interrupted is said once, below.
    if (event?.type === 'problem' && event.problem.summary === HALTED) return
    if (event?.type === 'problem') problems.push(event.problem)
    if (event) options.onEvent?.(event)
  }
  const onLine = (line: string) => void (command.document ? kept.push(line) : tell(eventOf(stack.name, line, redact, command.parameters[0])))
  const { parameters } = command
  const end = await runTool({ program: session.program.path, parameters, folder: stack.folder, environment, signal: options.signal, onLine })
  const ok = end.exit !== null && (command.success ?? [0]).includes(end.exit)
  const untold = ok ? undefined : failure(command, { ...end, errors: redact(end.errors) }, problems)
  if (untold) tell({ type: 'problem', stack: stack.name, problem: untold })
  return { ok, problems, exit: end.exit, output: kept.join('\n') }
}

/** Why a command failed, where its own messages do not say so. */
function failure({ parameters: [verb], document }: Command, { exit, errors: detail, interrupted }: ToolEnd, told: readonly StackProblem[]): StackProblem | undefined {
  if (interrupted) return { kind: 'interrupted', severity: 'error', summary: `${verb} was interrupted`, detail, address: null }
  if (told.some(({ severity }) => severity === 'error')) return undefined
  const words = document ? errorInWords(detail) : undefined
  if (words) return { kind: problemKind(words.summary, words.detail), severity: 'error', ...words, address: null }
  const how = exit === null ? 'a signal' : `exit code ${exit}`
  return { kind: 'crashed', severity: 'error', summary: `${verb} ended with ${how}`, detail, address: null }
}
