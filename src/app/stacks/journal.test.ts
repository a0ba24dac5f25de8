import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { interruptedRun, openJournal } from './journal.js'

const folder = mkdtempSync(join(tmpdir(), 'journal-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = '2026-01-01T00:00:00.000Z'
const begin = (run: string) => ({ event: 'begin', run, at, act: 'apply', set: 'sha256:aa', stacks: ['platform', 'sys-a', 'sys-b'] }) as const
const step = (run: string, stack: string) => ({ event: 'step', run, at, stack, plan: null }) as const
const done = (run: string, stack: string) => ({ event: 'done', run, at, stack, ok: true, summary: '' }) as const

describe('the journal', () => {
  it('tells what a command that was cut off had done, had begun and had not started', () => {
    const file = join(folder, 'cut.jsonl')
    const journal = openJournal(file)
    for (const line of [begin('1'), step('1', 'platform'), done('1', 'platform'), step('1', 'sys-a')]) journal.write(line)

    expect(interruptedRun(file)).toEqual({ act: 'apply', at, set: 'sha256:aa', done: ['platform'], cutOff: ['sys-a'], notStarted: ['sys-b'] })
  })

  it('has nothing to tell when the latest command came to its end, or when there was none', () => {
    const file = join(folder, 'whole.jsonl')
    const journal = openJournal(file)
    for (const line of [begin('1'), step('1', 'platform'), begin('2'), { event: 'end', run: '2', at, ok: true } as const]) journal.write(line)

    expect(interruptedRun(file)).toBeUndefined()
    expect(interruptedRun(join(folder, 'none.jsonl'))).toBeUndefined()
  })

  it('can be read and written on after the machine lost its power in the midst of a line', () => {
    const file = join(folder, 'torn.jsonl')
    openJournal(file).write(begin('1'))
    appendFileSync(file, '{"event":"st')
    openJournal(file).write(step('1', 'platform'))

    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(4)
    expect(interruptedRun(file)?.cutOff).toEqual(['platform'])
  })
})
