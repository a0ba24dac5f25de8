import type { DirectApplied, DirectStack } from '../../app/stacks/direct-apply.js'
import type { Outcome } from '../../app/stacks/open-place.js'
import type { Io } from '../io.js'
import { showOutcomeProblems } from './stacks-problems.human.js'
import { stacksWords } from './stacks-words.js'

export interface ShownOutcome {
  readonly root: string
  readonly json: boolean
}

/** What became of every stack, then the sum a site; with `json` one object. */
export function showDirect(outcome: Outcome<DirectApplied>, { root, json }: ShownOutcome, io: Io): void {
  showOutcomeProblems(outcome, root, io)
  const { result } = outcome
  if (!result) return
  if (json) return io.stdout(JSON.stringify({ stacks: result.stacks }))
  const words = stacksWords[io.language]
  for (const { stack } of result.stacks.filter(({ state }) => state === 'not_started')) io.stdout(words.notStarted(stack))
  for (const [site, stacks] of bySite(result.stacks)) io.stdout(words.directSite(site, sums(stacks)))
}

function bySite(stacks: readonly DirectStack[]): [site: string, stacks: DirectStack[]][] {
  return [...new Set(stacks.map(({ site }) => site))].map((site) => [site, stacks.filter((stack) => stack.site === site)])
}

function sums(stacks: readonly DirectStack[]) {
  const sum = (outcome: keyof DirectStack['counts']): number => stacks.reduce((total, { counts }) => total + counts[outcome], 0)
  const applied = stacks.filter(({ state }) => state === 'applied').length
  return { applied, of: stacks.length, created: sum('created'), changed: sum('changed'), unchanged: sum('unchanged'), refused: sum('refused'), skipped: sum('skipped') }
}
