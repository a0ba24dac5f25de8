import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hasErrors, problem, type Diagnostic } from '../../diagnostics/diagnostic.js'
import { adopt, adoptables, type Adoption } from '../../flow/synth/adopt.js'
import { objectName, type ObjectReference } from '../../model/kubernetes-object.js'
import { stackFiles } from '../../model/stack-files.js'
import type { Cluster } from '../../ports/cluster.js'
import { inLevels } from './in-levels.js'
import { withPlace, type OpenPlace, type Outcome, type StackTools } from './open-place.js'
import { planOpened, type PlannedPlace, type PlanRequest } from './plan-stacks.js'
import { checkClusters } from './site-access.js'
import { sideBySide } from './side-by-side.js'
import { stackProblems } from './stack-problems.js'
import { stackSettings } from './stack-settings.js'
import { initializeStack } from './state-note.js'
import { unfinished } from './unfinished.js'
import { stackTasks, variablesOf, type StackTask } from './stack-tasks.js'

/** Requests that are under way at once. */
const atOnce = 8

/**
 * Takes objects that exist into states that do not know them: after a state was lost, after a run that was killed, after objects were
 * applied directly. Writes what is to be imported beside each stack and plans; the plan is applied like any other.
 */
export async function adoptStacks(request: Omit<PlanRequest, 'purpose'>, tools: StackTools): Promise<Outcome<PlannedPlace>> {
  return withPlace(request, tools, { doing: 'adopt', gated: true }, async (open) => {
    const wrong = await checkClusters(open.sites.values())
    if (hasErrors(wrong)) return { diagnostics: wrong }
    const { adoptions, diagnostics } = await findAdoptions(request, tools, open)
    if (hasErrors(diagnostics)) return { diagnostics }
    if (adoptions.size === 0) return { diagnostics: [problem('STK_NOTHING_TO_ADOPT', { place: request.place })] }
    for (const { name, folder } of open.tasks) {
      const file = join(folder, stackFiles.adoption)
      const adoption = adoptions.get(name)
      if (adoption) await writeFile(file, `${JSON.stringify(adoption.file)}\n`, { mode: 0o600 })
      else await rm(file, { force: true })
    }
    // Only what is taken over: a stack that was never applied is no matter of adoption.
    const tasks = stackTasks(request.selection.outdir, open.stacks.stacks).filter(({ name }) => adoptions.has(name))
    return planOpened({ ...request, purpose: 'adopt' }, tools, { ...open, tasks })
  })
}

interface Found {
  readonly adoptions: ReadonlyMap<string, Adoption>
  readonly diagnostics: readonly Diagnostic[]
}

async function findAdoptions(request: Omit<PlanRequest, 'purpose'>, tools: StackTools, { place, tasks, sites }: OpenPlace): Promise<Found> {
  const { parallel, signal, onEvent } = request
  const runner = tools.runner(place)
  const looked = await inLevels(tasks, { parallel, signal }, async (task) => {
    const options = { variables: variablesOf(task, sites.get(task.site)!), ...(signal ? { signal } : {}), ...(onEvent ? { onEvent } : {}) }
    const initialized = await initializeStack(runner, task, stackSettings(place.sites), options)
    if (!initialized.ok) return { ...initialized, step: 'init' as const }
    const state = await runner.state(task, options)
    if (!state.ok) return { ...state, step: 'state' as const }
    return { ok: true, problems: [], step: 'state' as const, adoption: await adoptionOf(task, sites.get(task.site)!.cluster, state) }
  })
  const failed = looked.done.flatMap(({ item, result }) => (result.ok ? [] : stackProblems(item.name, result.step, result.problems)))
  const found = looked.done.flatMap(({ item, result }) => ('adoption' in result ? [[item.name, result.adoption] as const] : []))
  const wanted = found.filter(([, { imports, moves }]) => imports.length + moves.length > 0)
  const left = unfinished(request, looked.done.map(({ item }) => item.name), looked.notStarted.map(({ name }) => name))
  return { adoptions: new Map(wanted), diagnostics: [...failed, ...left, ...found.flatMap(([, { diagnostics }]) => diagnostics)] }
}

async function adoptionOf({ synthesized }: StackTask, cluster: Cluster, state: Parameters<typeof adopt>[1]): Promise<Adoption> {
  const there = new Set<string>()
  await sideBySide(adoptables(synthesized, state), atOnce, async ({ reference }) => {
    if (await cluster.read(reference)) there.add(keyOf(reference))
  })
  return adopt(synthesized, state, (reference) => there.has(keyOf(reference)))
}

function keyOf(reference: ObjectReference): string {
  return `${reference.apiVersion} ${objectName(reference)}`
}
