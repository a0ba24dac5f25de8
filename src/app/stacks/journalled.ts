import { join } from 'node:path'
import type { ContentHash } from '../../model/canonical.js'
import { warning, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { interruptedRun, openJournal, type JournalAct } from './journal.js'
import type { PlaceRequest, SiteTools } from './open-place.js'

export interface JournalledWork {
  readonly request: Pick<PlaceRequest, 'selection'>
  readonly tools: Pick<SiteTools, 'now' | 'newId'>
  readonly act: JournalAct
  readonly set: ContentHash
  readonly stacks: readonly string[]
}

interface StepResult {
  readonly ok: boolean
  /** One line of what was done; no values. */
  readonly summary: string
}

/** Does one stack's step between its two lines of the journal. */
export type Step = <Result extends StepResult>(stack: string, plan: ContentHash | null, work: () => Promise<Result>) => Promise<Result>

/** A warning when the command before this one was cut off: what it had done, had begun, and had not started. */
export function cutOffBefore(request: Pick<PlaceRequest, 'selection' | 'place'>): Diagnostic[] {
  const before = interruptedRun(journalFile(request))
  if (!before) return []
  const [done, cutOff, notStarted] = [before.done, before.cutOff, before.notStarted].map((names) => names.join(', ') || '-')
  return [warning('STK_EARLIER_CUT_OFF', { act: before.act, at: before.at, done: done!, cutOff: cutOff!, notStarted: notStarted!, place: request.place })]
}

function journalFile({ selection }: Pick<PlaceRequest, 'selection'>): string {
  return join(selection.outdir, 'journal.jsonl')
}

/**
 * Writes down what is going to be done before it is, and what came of it after. When the work throws, its last lines are left out:
 * nobody knows how far it came, and that is what the next command tells.
 */
export async function journalled<Result extends { readonly done: readonly { readonly result: StepResult }[] }>({ request, tools, act, set, stacks }: JournalledWork, work: (step: Step) => Promise<Result>): Promise<Result> {
  const journal = openJournal(journalFile(request))
  const run = tools.newId()
  const at = (): string => tools.now().toISOString()
  journal.write({ event: 'begin', run, at: at(), act, set, stacks })
  const result = await work(async (stack, plan, doStep) => {
    journal.write({ event: 'step', run, at: at(), stack, plan })
    const done = await doStep()
    journal.write({ event: 'done', run, at: at(), stack, ok: done.ok, summary: done.summary })
    return done
  })
  journal.write({ event: 'end', run, at: at(), ok: result.done.every(({ result: { ok } }) => ok) })
  return result
}
