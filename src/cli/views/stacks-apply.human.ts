import type { DirectApplied, DirectStack } from '../../app/stacks/direct-apply.js'
import type { AppliedSet } from '../../app/stacks/apply-set.js'
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
  if (json) return io.stdout(JSON.stringify(result))
  const words = stacksWords[io.language]
  for (const { stack } of result.stacks.filter(({ state }) => state === 'not_started')) io.stdout(words.notStarted(stack))
  for (const [site, stacks] of bySite(result.stacks)) io.stdout(words.directSite(site, sums(stacks)))
  showHealth(result, io)
}

function bySite(stacks: readonly DirectStack[]): [site: string, stacks: DirectStack[]][] {
  return [...new Set(stacks.map(({ site }) => site))].map((site) => [site, stacks.filter((stack) => stack.site === site)])
}

function sums(stacks: readonly DirectStack[]) {
  const sum = (outcome: keyof DirectStack['counts']): number => stacks.reduce((total, { counts }) => total + counts[outcome], 0)
  const applied = stacks.filter(({ state }) => state === 'applied').length
  return { applied, of: stacks.length, created: sum('created'), changed: sum('changed'), unchanged: sum('unchanged'), refused: sum('refused'), skipped: sum('skipped') }
}

/** What became of every stack of a plan set, then the sum a site. */
export function showApplied(outcome: Outcome<AppliedSet>, { root, json }: ShownOutcome, io: Io): void {
  showOutcomeProblems(outcome, root, io)
  const { result } = outcome
  if (!result) return
  if (json) return io.stdout(JSON.stringify({ ...result, set: result.set.hash }))
  const words = stacksWords[io.language]
  for (const { stack, state, changes } of result.stacks.filter((one) => one.state !== 'unchanged')) io.stdout(words.appliedStack(stack, state, changes))
  for (const site of new Set(result.stacks.map((stack) => stack.site))) {
    const of = result.stacks.filter((stack) => stack.site === site)
    io.stdout(words.appliedSite(site, { applied: count(of, 'applied'), unchanged: count(of, 'unchanged'), failed: count(of, 'failed'), notStarted: count(of, 'not_started') }))
  }
  showHealth(result, io)
}

function showHealth({ verified }: Pick<AppliedSet, 'verified'>, { stdout, language }: Io): void {
  for (const { site, result, checks } of verified?.sites ?? []) stdout(stacksWords[language].verified(site, result, checks.length))
}

function count(stacks: AppliedSet['stacks'], state: AppliedSet['stacks'][number]['state']): number {
  return stacks.filter((stack) => stack.state === state).length
}
