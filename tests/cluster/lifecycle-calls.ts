import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { adoptStacks } from '../../src/app/stacks/adopt.js'
import { applySet } from '../../src/app/stacks/apply-set.js'
import type { StackPlanSet } from '../../src/app/stacks/plan-set.js'
import { planStacks } from '../../src/app/stacks/plan-stacks.js'
import { addressVariables, stackTasks } from '../../src/app/stacks/stack-tasks.js'
import { synthPlace, type SynthOptions } from '../../src/app/stacks/synth.js'
import { manifestsOf } from '../../src/flow/synth/manifests/manifests-of.js'
import { seconds } from '../../src/model/duration.js'
import { referenceTo, type ObjectReference } from '../../src/model/kubernetes-object.js'
import { errorsOf, type Bench } from './places-bench.js'

export { findDrift } from '../../src/app/stacks/drift.js'
export { changesOf } from '../../src/app/stacks/plan-set.js'

type Selection = Partial<SynthOptions>

/** A plan set without a finding that stops it. */
export async function planned(bench: Bench, selection: Selection, purpose: 'build' | 'heal' = 'build'): Promise<StackPlanSet> {
  const outcome = await planStacks({ ...bench.selecting(selection), purpose }, bench.tools)
  if (!outcome.result || errorsOf(outcome).length > 0) throw new Error(errorsOf(outcome).join('\n'))
  return outcome.result.set
}

export function apply(bench: Bench, selection: Selection, set: StackPlanSet) {
  return applySet({ ...bench.selecting(selection), wanted: set.hash, verify: { wait: seconds(60) } }, bench.tools)
}

export async function planAndApply(bench: Bench, selection: Selection, purpose: 'build' | 'heal' = 'build') {
  const set = await planned(bench, selection, purpose)
  return { set, applied: await apply(bench, selection, set) }
}

export function adopt(bench: Bench, selection: Selection) {
  return adoptStacks(bench.selecting(selection), bench.tools)
}

/** The disk with one stack's state on it is gone. */
export function loseState({ outdir }: Bench, stack: string): void {
  rmSync(join(outdir, 'state', `${stack}.tfstate`))
}

/** Every object the selected stacks stand for. */
export async function referencesOf({ root, outdir, request }: Bench, selection: Selection): Promise<ObjectReference[]> {
  const { stacks } = await synthPlace(root, request.place, { ...selection, outdir })
  return stackTasks(outdir, stacks!.stacks).flatMap(({ synthesized }) => {
    return manifestsOf(synthesized, { kubeconfig: '-', ...Object.fromEntries(addressVariables(synthesized).map((name) => [name, '10.99.0.1'])) }).objects.map(referenceTo)
  })
}
