import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findProgram } from '../../src/app/setup/programs.js'
import { stackProblems } from '../../src/app/stacks/stack-problems.js'
import type { SavedPlan, StackEvent, StackFolder, StackResult } from '../../src/ports/stack-runner.js'
import { describeProvider, testNamespace } from '../support/cluster.js'
import { until } from '../support/cluster-api.js'
import { filesWith } from '../support/files-with.js'
import { clusterPlace, httpPlace, postgresPlace, s3Place, whyNoS3, type StatePlace } from '../support/state-places.js'
import { realBench, toolsIn, type RealBench as Bench } from './runner-bench.js'



const terraform = findProgram('terraform')
const whyNoTerraform = terraform === undefined ? 'there is no terraform in PATH' : undefined

describeProvider('states that lie', ({ cloud, tofu, mirror }) => {
  const programs = { tofu: { name: 'OpenTofu', path: tofu }, terraform: { name: 'Terraform', path: terraform ?? '' } } as const
  const told = (where: string, program: keyof typeof programs, start: () => Promise<StatePlace> | StatePlace, ...lacking: (string | undefined)[]) => {
    const { name, path } = programs[program]
    const whySkipped = [...lacking, program === 'terraform' ? whyNoTerraform : undefined].find((why) => why !== undefined)
    describe(`${where}, through ${name}`, whySkipped === undefined ? {} : { skip: true, meta: { whySkipped } }, () => {
      story(async () => {
        const place = await start()
        return { place, bench: await realBench({ plane: cloud, program: path, mirror, state: place.state, environment: { ...process.env, ...place.environment } }) }
      })
    })
  }
  told('in PostgreSQL, reached by a connection string', 'tofu', () => postgresPlace('connection string'))
  told('in PostgreSQL, reached by variables', 'terraform', () => postgresPlace('variables'))
  for (const program of ['tofu', 'terraform'] as const) {
    told('behind an HTTP server', program, httpPlace)
    told('in the cluster that is described', program, () => clusterPlace(cloud, testNamespace('states')))
    told('in a bucket', program, () => s3Place(testNamespace('states')), whyNoS3())
  }
})

describeProvider('a system whose states lie', ({ cloud, dr, tofu, mirror }) => {
  const primary = { sites: ['primary'], systems: ['letters'] }
  it.each<[string, () => Promise<StatePlace> | StatePlace]>([
    ['in PostgreSQL', () => postgresPlace('connection string')],
    ['in its own cluster', () => clusterPlace(cloud, testNamespace('states'))],
    ...(whyNoS3() === undefined ? [['in a bucket', () => s3Place(testNamespace('states'))] satisfies [string, () => StatePlace]] : []),
  ])('%s is planned, applied and destroyed by the commands, which leave no credential behind', async (_, start) => {
    const lib = await import('./places-bench.js')
    const app = await import('./lifecycle-calls.js')
    const { destroyStacks } = await import('../../src/app/stacks/destroy.js')
    const { stackTools } = await import('../../src/app/stacks/wiring.js')
    const place = await start()
    const made = await lib.benchOf({ place: 'example', cloud, dr, tool: { tofu, mirror } })
    onTestFinished(async () => {
      made.remove()
      await place.stop()
    })
    keepStatesIn(place, made.root)
    const environment = { ...process.env, ...place.environment, PATH: [dirname(tofu), process.env['PATH']].join(delimiter), QIANYUN_STATE: join(made.root, 'state') }
    const bench = { ...made, tools: stackTools(environment) }

    const { set, applied } = await app.planAndApply(bench, primary)
    expect(lib.errorsOf(applied)).toEqual([])
    expect(app.changesOf(set)).toBeGreaterThan(10)
    expect(app.changesOf(await app.planned(bench, primary))).toBe(0)
    expect(await place.read('sys-letters-example')).toContain('kubernetes_deployment_v1')
    expect(existsSync(join(bench.outdir, 'state'))).toBe(false)
    expect(filesWith(bench.root, place.secret)).toEqual([])

    const shown = await destroyStacks({ ...bench.selecting({ sites: ['primary'] }), direct: false }, bench.tools)
    const confirmation = String(shown.diagnostics.find(({ code }) => code === 'STK_DESTROY_UNCONFIRMED')?.params['confirmation'])
    expect(lib.errorsOf(await destroyStacks({ ...bench.selecting({ sites: ['primary'] }), direct: false, confirmation }, bench.tools))).toEqual([])
    expect(await lib.namespacesOf(cloud)).toEqual([])
    expect(filesWith(bench.root, place.secret)).toEqual([])
  })
})

function keepStatesIn({ state }: StatePlace, root: string): void {
  const file = join(root, 'migrations/example/sites.yaml')
  const sites = JSON.parse(readFileSync(file, 'utf8')) as object
  writeFileSync(file, JSON.stringify({ ...sites, state }))
}

/** One story: each test goes on from where the one before has left the stack. */
function story(start: () => Promise<{ readonly place: StatePlace; readonly bench: Bench }>): void {
  let place: StatePlace
  let bench: Bench
  let size = 0
  const heard: unknown[] = []
  beforeAll(async () => { ({ place, bench } = await start()) })
  afterAll(async () => {
    await bench?.stop()
    await place?.stop()
  })

  const listening = () => ({ ...bench.options, onEvent: (event: StackEvent) => void heard.push(event) })
  const plan = async (more: { readonly destroy?: boolean } = {}): Promise<SavedPlan> => {
    const { saved, problems } = await bench.runner.plan(bench.stack, { ...listening(), ...more })
    expect(problems).toEqual([])
    return saved!
  }
  const apply = async (saved: SavedPlan) => {
    const applied = await bench.runner.apply(bench.stack, saved, listening())
    heard.push(applied)
    return applied
  }

  it('are found by initializing, empty at first', async () => {
    for (const stack of [bench.stack, bench.twin, bench.other]) expect(await bench.runner.initialize(stack, listening())).toEqual({ ok: true, problems: [] })

    expect(await bench.runner.state(bench.stack, bench.options)).toMatchObject({ ok: true, addresses: [] })
  })

  it('are no hindrance to each other, from the first one on: another stack is planned while this one is held', async () => {
    const { release } = await hold(bench, place)
    const second = await bench.runner.plan(bench.other, listening())
    await release()

    expect(codesOf(bench.other, second)).toEqual([])
  })

  it('hold what an applied plan has made, and nothing is left to do', async () => {
    const saved = await plan()
    expect(saved.changed).toBe(true)
    expect(await apply(saved)).toEqual({ ok: true, problems: [] })

    size = (await bench.runner.state(bench.stack, bench.options)).addresses.length
    expect([await bench.objects(), size > 2]).toEqual([size, true])
    expect((await plan()).changed).toBe(false)
    expect(await place.read(bench.stack.name)).toContain('kubernetes_namespace_v1')
    expect(filesBelow(dirname(dirname(bench.stack.folder))).filter((path) => path.endsWith('.tfstate') && !path.includes('.terraform/'))).toEqual([])
  })

  it('are not worked on by two at once: the second, on another machine, is told so', async () => {
    const { release, seen } = await hold(bench, place)
    const second = await bench.runner.plan(bench.twin, listening())
    await release()

    expect(codesOf(bench.twin, second)).toEqual(['TOFU_LOCKED'])
    expect(second.saved).toBeUndefined()
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.filter((line) => line.includes(place.secret))).toEqual([])
    expect(await place.isHeld(bench.stack.name)).toBe(false)
    expect((await bench.runner.plan(bench.twin, bench.options)).saved?.changed).toBe(false)
  })

  it('are said to be damaged when they are, by a plan and by whoever asks for the state', async () => {
    const whole = await place.read(bench.stack.name)
    await place.damage(bench.stack.name)

    expect(codesOf(bench.stack, await bench.runner.plan(bench.stack, listening()))).toEqual(['TOFU_STATE_WEDGED'])
    expect(codesOf(bench.stack, await bench.runner.state(bench.stack, listening()))).toEqual(['TOFU_STATE_WEDGED'])
    expect(whole).toContain('"lineage"')
  })

  it('can be lost: what exists is then said to exist already, stays as it is, and is taken over', async () => {
    await place.lose(bench.stack.name)
    const refused = await apply(await plan())
    expect(codesOf(bench.stack, refused)).toEqual(['TOFU_ALREADY_EXISTS'])
    expect(await bench.objects()).toBe(size)

    await place.lose(bench.stack.name)
    await bench.adopt(bench.stack)
    expect(await apply(await plan())).toMatchObject({ ok: true })
    expect((await plan()).changed).toBe(false)
    expect((await bench.runner.state(bench.stack, bench.options)).addresses).toHaveLength(size)
  })

  it('hold no password, and neither does anything of ours: no file, no saved plan, no message', async () => {
    const folders = ['out', 'twin', 'tool'].map((part) => join(bench.folder, part))

    expect(folders.flatMap((folder) => filesWith(folder, place.secret))).toEqual([])
    expect(folders.flatMap((folder) => filesWith(folder, 'kubernetes_namespace_v1')).map((path) => path.split('/').at(-1))).toContain('plan.bin')
    expect(JSON.stringify(heard)).not.toContain(place.secret)
    expect(await place.read(bench.stack.name)).not.toContain(place.secret)
  })

  it('are empty again when everything was removed', async () => {
    expect(await apply(await plan({ destroy: true }))).toEqual({ ok: true, problems: [] })

    expect((await bench.runner.state(bench.stack, bench.options)).addresses).toEqual([])
    expect(await bench.objects()).toBe(0)
  })
}

/** Somebody else plans, and stands still while he holds the state; what his programs were called with is seen. */
async function hold({ runner, stack, options, proxy }: Bench, place: StatePlace) {
  proxy.delay(1_000, 'toClient')
  const other = runner.plan(stack, options)
  await until(() => place.isHeld(stack.name), Boolean)
  const pids = toolsIn(stack)
  const seen = pids.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  proxy.heal()
  const release = async () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
    await other
  }
  return { release, seen }
}

function codesOf({ name }: StackFolder, { problems }: StackResult): string[] {
  return [...new Set(stackProblems(name, 'plan', problems).filter(({ severity }) => severity === 'error').map(({ code }) => code))].sort()
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
