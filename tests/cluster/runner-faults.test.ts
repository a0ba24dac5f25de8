import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { describeProvider } from '../support/cluster.js'
import type { StackFolder, StackRunOptions } from '../../src/ports/stack-runner.js'
import { realBench, toolsIn } from './runner-bench.js'

interface State {
  serial: number
  readonly resources: { readonly type: string; readonly name: string; readonly instances: { status?: string; identity?: Record<string, unknown> }[] }[]
}

function stateFile({ folder, name }: StackFolder): string {
  return join(folder, '../../state', `${name}.tfstate`)
}

/** As OpenTofu 1.12.6 writes it when the object was created, and its reading failed or was interrupted. */
function taintFirstPolicy(file: string): string {
  const state = JSON.parse(readFileSync(file, 'utf8')) as State
  const policy = state.resources.find(({ type }) => type === 'kubernetes_network_policy_v1')!
  const [instance] = policy.instances
  instance!.status = 'tainted'
  instance!.identity = Object.fromEntries(Object.keys(instance!.identity!).map((key) => [key, null]))
  state.serial += 1
  writeFileSync(file, JSON.stringify(state))
  return `${policy.type}.${policy.name}`
}

describeProvider('OpenTofu on a bad day', ({ cloud, tofu, mirror }) => {
  let bench: Awaited<ReturnType<typeof realBench>>
  beforeAll(async () => {
    bench = await realBench({ plane: cloud, program: tofu, mirror })
    await bench.runner.initialize(bench.stack, bench.options)
  })
  afterAll(() => bench?.stop())

  it('has made objects whose answers were lost on a broken line: the next command says so, and they are taken over', async () => {
    const { runner, stack, options, proxy } = bench
    const { saved } = await runner.plan(stack, options)
    let lost: Promise<void> | undefined
    const loseAnswers = async () => {
      proxy.blackHole('toClient')
      await new Promise((resolve) => { setTimeout(resolve, 500) })
      proxy.cut()
    }
    const onEvent: NonNullable<StackRunOptions['onEvent']> = ({ type }) => void (type === 'finished' && (lost ??= loseAnswers()))
    const broken = await runner.apply(stack, saved!, { ...options, onEvent })
    await lost
    proxy.heal()
    // What was lost decides: the answer to a create leaves an object that no state knows, the answer to the reading after it a state that is wedged.
    const planned = await runner.plan(stack, options)
    const again = planned.saved ? await runner.apply(stack, planned.saved, options) : planned
    await bench.adopt(stack)

    expect(broken.problems.map(({ kind }) => kind)).toContain('unreachable')
    expect(again.problems.map(({ kind }) => kind)).toContain(planned.saved ? 'already_exists' : 'state_wedged')
    expect((await runner.apply(stack, (await runner.plan(stack, options)).saved!, options)).ok).toBe(true)
    expect((await runner.plan(stack, options)).saved?.changed).toBe(false)
  })

  it('finds a state wedged in which a create was cut off before its object had been read, until the object is taken over', async () => {
    const { runner, stack, options } = bench
    const address = taintFirstPolicy(stateFile(stack))
    const wedged = await runner.plan(stack, options)
    const state = await runner.state(stack, options)
    await bench.adopt(stack)
    const { saved, problems } = await runner.plan(stack, options)

    expect(wedged.problems.map(({ kind }) => kind)).toContain('state_wedged')
    expect(state.tainted).toEqual([address])
    expect(problems).toEqual([])
    expect((await runner.apply(stack, saved!, options)).ok).toBe(true)
    expect((await runner.plan(stack, options)).saved?.changed).toBe(false)
  })

  it('leaves nothing that others may read: plan, state, lock file and its own folder', async () => {
    await bench.runner.plan(bench.stack, bench.options)
    const state = join(bench.stack.folder, '../../state')
    const files = [join(bench.stack.folder, 'plan.bin'), join(bench.stack.folder, '.terraform.lock.hcl'), ...readdirSync(state).map((name) => join(state, name)), join(bench.folder, 'tool/tool.tfrc')]

    expect(files.filter((file) => (statSync(file).mode & 0o077) !== 0)).toEqual([])
    expect(files.length).toBeGreaterThan(3)
    expect(statSync(join(bench.folder, 'tool')).mode & 0o777).toBe(0o700)
  })

  it('runs in a process group of its own, without what this process has in its environment', async () => {
    process.env['TF_CLI_ARGS'] = '-no-such-flag'
    process.env['KUBE_HOST'] = 'https://127.0.0.1:2'
    const seen: { readonly group: string; readonly names: readonly string[] }[] = []
    const look = () => {
      for (const pid of toolsIn(bench.stack).slice(0, 1)) {
        const names = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').map((line) => line.split('=')[0]!).filter(Boolean)
        seen.push({ group: execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)], { encoding: 'utf8' }).trim(), names })
      }
    }
    const { ok } = await bench.runner.plan(bench.stack, { ...bench.options, onEvent: () => void (seen.length === 0 && look()) })
    delete process.env['TF_CLI_ARGS']
    delete process.env['KUBE_HOST']

    expect(ok).toBe(true)
    expect(seen[0]?.group).not.toBe(execFileSync('ps', ['-o', 'pgid=', '-p', String(process.pid)], { encoding: 'utf8' }).trim())
    expect(seen[0]?.names).toEqual(expect.arrayContaining(['HOME', 'PATH', 'TF_CLI_CONFIG_FILE', 'TF_VAR_kubeconfig']))
    expect(seen[0]?.names.filter((name) => /^(KUBE|TF_CLI_ARGS|TF_LOG|NODE|npm)/.test(name))).toEqual([])
  })

  it('takes no plan for another cluster: one that was made with another kubeconfig is stale', async () => {
    await bench.drift()
    const { saved } = await bench.runner.plan(bench.stack, bench.options)
    const other = { variables: { ...bench.options.variables, kubeconfig: bench.dead.variables['kubeconfig']! } }

    expect((await bench.runner.apply(bench.stack, saved!, other)).problems.map(({ kind }) => kind)).toEqual(['stale_plan'])
  })

  it('asks nobody when there is no kubeconfig: the provider would ask whatever answers on this machine', async () => {
    const none = { variables: { ...bench.options.variables, kubeconfig: join(bench.folder, 'none') } }

    expect((await bench.runner.plan(bench.stack, none)).problems).toMatchObject([{ kind: 'unauthorized', detail: join(bench.folder, 'none') }])
  })
})
