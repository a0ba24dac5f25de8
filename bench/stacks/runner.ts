import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join, relative } from 'node:path'
import { sideBySide } from '../../src/app/stacks/side-by-side.js'
import { addressVariables, stackTasks, type StackTask } from '../../src/app/stacks/stack-tasks.js'
import { stackTools } from '../../src/app/stacks/wiring.js'
import type { Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import { synthesize } from '../../src/flow/synth/synthesize.js'
import type { StackResult, StackRunner } from '../../src/ports/stack-runner.js'
import { initPlanApplyByHand } from './by-hand.js'
import { withControlPlanes } from './control-planes.js'
import { rounded } from './numbers.js'
import { makePlace } from './place.js'
import { providerMirror } from './provider-mirror.js'

const SYSTEMS = 50
const BATCH = 10
const POOL = 2

/**
 * S6: init, plan, gates' view of the plan (`show`) and apply of 50 system stacks, two at a time, seconds in all. S6_base: init, plan and apply
 * of the other site's 50 by a shell's commands in the same run, without a look at the plans. In turns, ten stacks each.
 */
export async function runnerFigures(): Promise<Record<string, number>> {
  const mirror = providerMirror(process.env)
  if (mirror === undefined) {
    console.error('S6 skipped: no mirror here holds the provider hashicorp/kubernetes 2.38.0; QIANYUN_PROVIDER_MIRROR names one')
    return {}
  }
  const figures = await withControlPlanes('S6', ['bench', 'bench-dr'], async (planes, tools, folder) => {
    const environment = { ...process.env, PATH: `${dirname(tools.tofu)}${delimiter}${process.env['PATH'] ?? ''}`, QIANYUN_STATE: join(folder, 'home') }
    const locations = new Map()
    const runner = stackTools(environment).runner({ place: 'bench', files: [], diagnostics: [], locations, sites: { program: 'tofu', mirror, sites: [] } })
    const tasks = synthesized(join(folder, 'out'))
    const variables = variablesFor(planes, folder)
    const all = (kind: StackTask['kind'], site: string): StackTask[] => tasks.filter((task) => task.kind === kind && task.site === site)
    for (const kind of ['platform', 'domain'] as const) {
      for (const { site } of planes) await sideBySide(all(kind, site), POOL, (task) => initPlanApply(runner, task, variables(task)))
    }
    const [ours, byHand] = [all('system', 'bench'), all('system', 'bench-dr')]
    let [seconds, baseline] = [0, 0]
    for (let first = 0; first < SYSTEMS; first += BATCH) {
      seconds += await timed(() => sideBySide(ours.slice(first, first + BATCH), POOL, (task) => initPlanApply(runner, task, variables(task))))
      baseline += await timed(() => initPlanApplyByHand(byHand.slice(first, first + BATCH), { program: tools.tofu, mirror, folder, pool: POOL, variables }))
      console.error(`${first + BATCH} stacks: ${rounded(seconds)} s, by hand ${rounded(baseline)} s`)
    }
    return { S6: rounded(seconds, 1), S6_base: rounded(baseline, 1) }
  })
  return figures ?? {}
}

function synthesized(outdir: string): StackTask[] {
  const { inventory, intent, assessment } = makePlace(SYSTEMS)
  return stackTasks(outdir, synthesize(inventory, intent, assessment, { outdir }).stacks)
}

async function initPlanApply(runner: StackRunner, task: StackTask, variables: Readonly<Record<string, string>>): Promise<void> {
  assertOk(task, await runner.initialize(task, { variables }))
  const planned = await runner.plan(task, { variables })
  assertOk(task, planned)
  if (planned.saved) assertOk(task, await runner.apply(task, planned.saved, { variables }))
}

function assertOk({ name }: StackTask, { ok, problems }: StackResult): void {
  if (!ok) throw new Error(`${name}: ${JSON.stringify(problems)}`)
}

/** A kubeconfig a site with the one context that its stacks name; an address for whatever they ask for. */
function variablesFor(planes: readonly Reachable[], folder: string): (task: StackTask) => Record<string, string> {
  mkdirSync(join(folder, 'kubeconfigs'), { mode: 0o700 })
  const files = new Map(planes.map(({ site, kubeconfig }) => {
    const content = JSON.parse(readFileSync(kubeconfig, 'utf8')) as { contexts: { name: string }[]; 'current-context': string }
    for (const context of content.contexts) context.name = site
    const file = join(folder, 'kubeconfigs', site)
    writeFileSync(file, JSON.stringify({ ...content, 'current-context': site }), { mode: 0o600 })
    return [site, file]
  }))
  return (task) => ({
    kubeconfig: relative(task.folder, files.get(task.site)!),
    ...Object.fromEntries(addressVariables(task.synthesized).map((name) => [name, '10.9.9.9'])),
  })
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1_000
}
