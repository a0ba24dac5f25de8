import { relative } from 'node:path'
import { reportOf } from '../../app/stacks/findings.js'
import type { Outcome } from '../../app/stacks/open-place.js'
import type { PlannedPlace } from '../../app/stacks/plan-stacks.js'
import type { Io } from '../io.js'
import { renderFindings, type FindingFormat } from './findings.js'
import { showOutcomeProblems } from './stacks-problems.human.js'
import { stacksWords } from './stacks-words.js'

/** A line a stack that would be changed, the sum, and how to apply; or what the gates found in a format for other programs. */
export function showPlanned(outcome: Outcome<PlannedPlace>, { root, format }: { readonly root: string; readonly format: FindingFormat }, io: Io): void {
  showOutcomeProblems(outcome, root, io)
  const { result } = outcome
  if (!result) return
  const { set, file } = result
  const folder = relative(io.cwd, file).split('/').slice(0, -2).join('/')
  if (format === 'json') return io.stdout(JSON.stringify({ file: relative(io.cwd, file), ...set }))
  if (format !== 'text') return io.stdout(renderFindings({ report: reportOf(set.stacks, set.findings, ['plans']), language: io.language, folder }, format))
  const words = stacksWords[io.language]
  for (const stack of set.stacks.filter(({ changed }) => changed)) io.stdout(words.plannedStack(stack.name, countsOf(stack.changes)))
  io.stdout(words.plannedSum(set.stacks.length, countsOf(set.stacks.flatMap(({ changes }) => changes))))
  const blocking = set.findings.filter(({ severity }) => severity === 'block').length
  io.stdout(blocking > 0 ? words.blocked(blocking) : words.passed(set.findings.length))
  io.stdout(words.planSet(relative(io.cwd, file)))
  if (blocking === 0 && set.stacks.some(({ changed }) => changed)) io.stdout(words.toApply(set.place, set.hash.slice('sha256:'.length, 'sha256:'.length + 12)))
}

type Changes = PlannedPlace['set']['stacks'][number]['changes']

function countsOf(changes: Changes) {
  const of = (...actions: readonly Changes[number]['action'][]): number => changes.filter(({ action }) => actions.includes(action)).length
  return { create: of('create'), update: of('update'), replace: of('replace'), delete: of('delete'), import: of('import') }
}
