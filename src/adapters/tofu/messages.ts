import { seconds } from '../../model/duration.js'
import type { Json, JsonObject } from '../../model/json.js'
import type { ResourceAction, StackEvent } from '../../ports/stack-runner.js'
import { withHolder } from './lock-holder.js'
import { problemKind } from './problem-kind.js'

type Told = StackEvent | undefined

const ACTIONS: Readonly<Record<string, ResourceAction>> = {
  create: 'create', read: 'read', update: 'update', replace: 'replace', delete: 'delete', import: 'import', move: 'move', noop: 'refresh',
}

const APPLIED = { apply_start: 'started', apply_progress: 'progress', apply_complete: 'finished', apply_errored: 'failed' } as const

/**
 * One line of a tool's `-json` output. Not told are the version, the values of outputs, which may be secret, and `resource_drift`, which
 * comes after every clean apply. Lines of kinds nobody knows yet, and lines that are no JSON, are messages.
 */
export function eventOf(stack: string, line: string, redact: (text: string) => string, verb?: string): Told {
  const message = parsed(line)
  if (!message) return line.trim() === '' ? undefined : { type: 'message', stack, text: redact(plain(line)) }
  const type = textAt(message, 'type')
  switch (type) {
    case 'version': case 'outputs': case 'resource_drift': return undefined
    case 'planned_change': return planned(stack, objectAt(message, 'change'))
    case 'refresh_start': return worked(stack, 'started', objectAt(message, 'hook'), 'refresh')
    case 'refresh_complete': return worked(stack, 'finished', objectAt(message, 'hook'), 'refresh')
    case 'apply_start': case 'apply_progress': case 'apply_complete': case 'apply_errored': return worked(stack, APPLIED[type], objectAt(message, 'hook'))
    case 'change_summary': return summary(stack, objectAt(message, 'changes'))
    case 'diagnostic': return { type: 'problem', stack, problem: stackProblem(objectAt(message, 'diagnostic'), redact, verb) }
    default: return { type: 'message', stack, text: redact(textAt(message, '@message')) }
  }
}

function planned(stack: string, change: JsonObject): Told {
  const action = ACTIONS[textAt(change, 'action')] ?? 'other'
  return { type: 'planned', stack, address: addressOf(change), action }
}

function worked(stack: string, type: 'started' | 'progress' | 'finished' | 'failed', hook: JsonObject, action?: ResourceAction): Told {
  const elapsed = seconds(numberAt(hook, 'elapsed_seconds'))
  return { type, stack, address: addressOf(hook), action: action ?? ACTIONS[textAt(hook, 'action')] ?? 'other', elapsed }
}

function summary(stack: string, changes: JsonObject): Told {
  const [add, change, remove, imported] = ['add', 'change', 'remove', 'import'].map((key) => numberAt(changes, key))
  return { type: 'summary', stack, add: add!, change: change!, remove: remove!, imported: imported! }
}

/** A diagnostic as both `-json` streams and `validate -json` write it. Any severity that is not `warning` counts as an error: providers also say `unknown`. */
export function stackProblem(diagnostic: JsonObject, redact: (text: string) => string, verb?: string) {
  const [words, detail] = [textAt(diagnostic, 'summary'), textAt(diagnostic, 'detail')].map(redact) as [string, string]
  const severity = textAt(diagnostic, 'severity') === 'warning' ? 'warning' as const : 'error' as const
  const address = textAt(diagnostic, 'address')
  const kind = problemKind(words, detail, verb)
  return { kind, severity, summary: words, detail: kind === 'locked' ? withHolder(detail) : detail, address: address === '' ? null : address }
}

/** An error of a command that has no `-json`, as Terraform writes it, or in a frame, as OpenTofu does; undefined for the last words of a crash. */
export function errorInWords(text: string): { readonly summary: string; readonly detail: string } | undefined {
  const lines = plain(text).split('\n').map((line) => line.replace(/^[╷│╵] ?/, '').trim()).filter(Boolean)
  const begin = Math.max(lines.findIndex((line) => line.startsWith('Error: ')), 0)
  const [summary, ...detail] = lines.slice(begin)
  if (summary === undefined || /^(panic|fatal error|runtime):? |^goroutine /m.test(lines.join('\n'))) return undefined
  // Behind advice, and only the first line is shown.
  const cause = detail.findIndex((line) => line.startsWith('Cause: '))
  return { summary: summary.replace(/^Error: /, ''), detail: [...detail.slice(Math.max(cause, 0)), ...detail.slice(0, Math.max(cause, 0))].join('\n') }
}

function addressOf(parent: JsonObject): string {
  return textAt(objectAt(parent, 'resource'), 'addr')
}

function parsed(line: string): JsonObject | undefined {
  try {
    const value = JSON.parse(line) as Json
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Without colours, which Terraform writes into a few lines in spite of `-json`. */
function plain(line: string): string {
  // eslint-disable-next-line no-control-regex
  return line.replace(/\u001b\[[0-9;]*m/g, '').trim()
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function objectAt(parent: JsonObject, key: string): JsonObject {
  const value = parent[key]
  return isObject(value) ? value : {}
}

export function textAt(parent: JsonObject, key: string): string {
  const value = parent[key]
  return typeof value === 'string' ? value : ''
}

function numberAt(parent: JsonObject, key: string): number {
  const value = parent[key]
  return typeof value === 'number' ? value : 0
}
