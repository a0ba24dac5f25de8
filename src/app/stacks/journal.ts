import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ContentHash } from '../../model/canonical.js'

export type JournalAct = 'apply' | 'direct' | 'destroy' | 'adopt'

/**
 * What is written before and after each step that changes a cluster. `begin` and `end` enclose one command; a step that was begun and
 * has no end was cut off, and only the cluster knows how far it came.
 */
export type JournalLine =
  | { readonly event: 'begin'; readonly run: string; readonly at: string; readonly act: JournalAct; readonly set: ContentHash; readonly stacks: readonly string[] }
  | { readonly event: 'step'; readonly run: string; readonly at: string; readonly stack: string; readonly plan: ContentHash | null }
  | { readonly event: 'done'; readonly run: string; readonly at: string; readonly stack: string; readonly ok: boolean; readonly summary: string }
  | { readonly event: 'end'; readonly run: string; readonly at: string; readonly ok: boolean }

export interface Journal {
  write(line: JournalLine): void
}

/** Appends to a file of JSON lines; each line is on disk before the call returns. */
export function openJournal(file: string): Journal {
  mkdirSync(dirname(file), { recursive: true })
  // A line that was cut off by a power failure must not spoil the next one.
  if (existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'))) appendFileSync(file, '\n')
  return {
    write(line) {
      const descriptor = openSync(file, 'a', 0o600)
      try {
        writeSync(descriptor, `${JSON.stringify(line)}\n`)
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
    },
  }
}

/** A command that never came to its end. */
export interface Interrupted {
  readonly act: JournalAct
  readonly at: string
  readonly set: ContentHash
  /** Applied to their end before it was cut off. */
  readonly done: readonly string[]
  /** Begun: what is in the cluster of these, and what is missing, only a new plan can tell. */
  readonly cutOff: readonly string[]
  readonly notStarted: readonly string[]
}

/** The latest command of a journal, if it was cut off. */
export function interruptedRun(file: string): Interrupted | undefined {
  const lines = readJournal(file)
  const begin = lines.findLast((line) => line.event === 'begin')
  if (begin?.event !== 'begin') return undefined
  const mine = lines.filter(({ run }) => run === begin.run)
  if (mine.some(({ event }) => event === 'end')) return undefined
  const of = (event: 'step' | 'done'): Set<string> => new Set(mine.flatMap((line) => (line.event === event ? [line.stack] : [])))
  const [begun, ended] = [of('step'), of('done')]
  const { act, at, set, stacks } = begin
  return { act, at, set, done: [...ended], cutOff: [...begun].filter((name) => !ended.has(name)), notStarted: stacks.filter((name) => !begun.has(name)) }
}

function readJournal(file: string): JournalLine[] {
  if (!existsSync(file)) return []
  return readFileSync(file, 'utf8').split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as JournalLine]
    } catch {
      // The line at which the machine lost its power.
      return []
    }
  })
}
