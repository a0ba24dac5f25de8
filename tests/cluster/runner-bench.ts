import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCluster } from '../../src/adapters/kubernetes/index.js'
import { createTofuRunner } from '../../src/adapters/tofu/index.js'
import type { Reachable } from '../../src/demo/control-plane/start-control-plane.js'
import { adopt, adoptables } from '../../src/flow/synth/adopt.js'
import { readOutput, type SynthesizedStack } from '../../src/flow/synth/output/read-output.js'
import { defaultSettings, type StackSettings } from '../../src/flow/synth/settings.js'
import { synthesize } from '../../src/flow/synth/synthesize.js'
import { seconds } from '../../src/model/duration.js'
import type { Cluster } from '../../src/ports/cluster.js'
import type { StackFolder, StackRunner, StackRunOptions } from '../../src/ports/stack-runner.js'
import type { StackRunnerBench } from '../../src/ports/stack-runner.contract.js'
import { testNamespace } from '../support/cluster.js'
import { until } from '../support/cluster-api.js'
import { makeCity } from '../support/stacks-city.js'
import { startProxy, type TcpProxy } from '../support/tcp-proxy.js'

export interface Tools {
  readonly plane: Reachable
  readonly program: string
  readonly mirror: string
  /** Where the states lie, and what is given for it; a folder of the bench where nothing is said. */
  readonly state?: StackSettings['state']
  readonly environment?: NodeJS.ProcessEnv
}

export interface RealBench extends StackRunnerBench {
  readonly folder: string
  readonly proxy: TcpProxy
  /** Beside the stack, and no part of it. */
  readonly other: StackFolder
}

/** The stacks of the test city, with domains that no other test has, in front of a real API server on a line that can be held. */
export async function realBench({ plane, program, mirror, state = { kind: 'local' }, environment = process.env }: Tools): Promise<RealBench> {
  const folder = mkdtempSync(join(tmpdir(), 'runner-'))
  const domain = testNamespace('runner')
  const output = join(folder, 'out')
  writeStacks(domain, output, state)
  const stack = stackIn(output, `domain-${domain}-city`)
  const foreign = stackIn(output, 'edge-documents')
  edit(foreign, (text) => text.replace('gateway.networking.k8s.io/v1', 'gateway.absent.example/v1'))
  const [twin, third] = ['twin', 'third'].map((copy) => {
    cpSync(output, join(folder, copy), { recursive: true })
    return stackIn(join(folder, copy), stack.name)
  }) as [StackFolder, StackFolder]
  const proxy = await startProxy({ port: Number(new URL(plane.url).port) })
  const options = { variables: { kubeconfig: kubeconfigFor(plane, folder, 'alive', proxy.port), legacy_documents_address: '10.9.9.9' } }
  const dead = { variables: { ...options.variables, kubeconfig: kubeconfigFor(plane, folder, 'dead', 1) } }
  const make = (own: string, more: { readonly mirror: string }) => createTofuRunner({ folder: join(folder, own), program, environment, lockTimeout: seconds(1), ...more })
  const runner = make('tool', { mirror })
  mkdirSync(join(folder, 'empty'))
  const cluster = await openCluster({ kubeconfig: plane.kubeconfig, context: plane.context })
  const objects = async () => (await existing(cluster, synthesized(output, stack))).size
  return {
    runner, withoutProvider: make('tool-without', { mirror: join(folder, 'empty') }), stack, twin, third, foreign, other: stackIn(output, 'platform-city'), options, dead, folder, proxy,
    drift: () => drift(cluster, synthesized(output, stack)),
    objects,
    applyUntil: (end, where, plan) => applyUntil(end, { runner, proxy, options, objects }, where, plan),
    hold: (where) => hold(runner, where, options),
    adopt: (where) => takeOver(runner, cluster, join(where.folder, '../..'), where, options),
    async stop() {
      await removeNamespace(cluster, `dom-${domain}`)
      await cluster.close()
      await proxy.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function writeStacks(domain: string, outdir: string, state: StackSettings['state']): void {
  const { inventory, intent, assessment } = makeCity((file) => Object.assign(file, JSON.parse(JSON.stringify(file).replaceAll('"admin"', `"${domain}"`))))
  synthesize(inventory, intent, assessment, { outdir, settings: { ...defaultSettings, state } })
}

function stackIn(output: string, name: string): StackFolder {
  return { name, folder: join(output, 'stacks', name) }
}

export function edit({ folder }: StackFolder, change: (text: string) => string): void {
  const file = join(folder, 'cdk.tf.json')
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

function synthesized(output: string, { name }: StackFolder): SynthesizedStack {
  return readOutput(output).find((stack) => stack.name === name)!
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { server: string } }[]
  readonly contexts: readonly { name: string; readonly context: object }[]
  'current-context': string
}

/** With the one context that the stacks name, through the line. */
export function kubeconfigFor({ kubeconfig }: Reachable, folder: string, name: string, port: number): string {
  const content = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig
  for (const { cluster } of content.clusters) cluster.server = `https://127.0.0.1:${port}`
  for (const context of content.contexts) context.name = 'city'
  content['current-context'] = 'city'
  const file = join(folder, `${name}.kubeconfig`)
  writeFileSync(file, JSON.stringify(content), { mode: 0o600 })
  return file
}

async function existing(cluster: Cluster, stack: SynthesizedStack): Promise<Set<string>> {
  const found = await Promise.all(adoptables(stack, { addresses: [], tainted: [] }).map(async ({ reference }) => ((await cluster.read(reference)) ? [JSON.stringify(reference)] : [])))
  return new Set(found.flat())
}

/** A label of the namespace that the stack sets, by hand. */
async function drift(cluster: Cluster, stack: SynthesizedStack): Promise<void> {
  const name = `dom-${stack.name.replace(/^domain-|-city$/g, '')}`
  await cluster.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } }, { force: true })
}

interface Line {
  readonly runner: StackRunner
  readonly proxy: TcpProxy
  readonly options: StackRunOptions
  readonly objects: () => Promise<number>
}

/**
 * Interrupted: the line holds the first request, which is under way, until the interrupt has been sent, so that it is the only one. Killed: when the
 * first object is there, and its answer still on a long line, so that it is recorded nowhere.
 */
async function applyUntil(end: 'interrupted' | 'killed', { runner, proxy, options, objects }: Line, stack: StackFolder, plan: Parameters<StackRunner['apply']>[1]) {
  const stopping = new AbortController()
  let acted: Promise<void> | undefined
  const act = {
    async interrupted() {
      await pause(500)
      stopping.abort()
      await pause(500)
      proxy.heal()
    },
    async killed() {
      await until(objects, (count) => count > 0)
      killAll(toolsIn(stack))
      proxy.cut()
    },
  }
  const onEvent: NonNullable<StackRunOptions['onEvent']> = ({ type }) => {
    if (type === 'started') acted ??= act[end]()
    if (type !== 'planned') return
    if (end === 'interrupted') proxy.blackHole('toServer')
    else proxy.delay(1_000, 'toClient')
  }
  const result = await runner.apply(stack, plan, { ...options, signal: stopping.signal, onEvent })
  await acted
  proxy.heal()
  return result
}

/** Another run, stopped while it has the state. */
async function hold(runner: StackRunner, { name, folder }: StackFolder, options: StackRunOptions): Promise<() => Promise<void>> {
  const state = join(folder, '../../state')
  const other = runner.plan({ name, folder }, options)
  await until(async () => existsSync(state) && readdirSync(state).some((file) => file.endsWith('.lock.info')), Boolean)
  const pids = toolsIn({ name, folder })
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  return async () => {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
    await other
  }
}

/** Programs that run in a stack's folder: the tool, and the provider it has started. */
export function toolsIn({ folder }: StackFolder): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => pid !== process.pid && workingFolder(pid) === folder)
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function killAll(pids: readonly number[]): void {
  for (const pid of pids) process.kill(pid, 'SIGKILL')
}

async function takeOver(runner: StackRunner, cluster: Cluster, output: string, stack: StackFolder, options: StackRunOptions): Promise<void> {
  const state = await runner.state(stack, options)
  const found = await existing(cluster, synthesized(output, stack))
  const { file, diagnostics } = adopt(synthesized(output, stack), state, (reference) => found.has(JSON.stringify(reference)))
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics))
  writeFileSync(join(stack.folder, 'adopt.tf.json'), JSON.stringify(file))
}

async function removeNamespace(cluster: Cluster, name: string): Promise<void> {
  const reference = { apiVersion: 'v1', kind: 'Namespace', namespace: null, name }
  await cluster.remove(reference)
  await until(() => cluster.read(reference), (found) => found === undefined)
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
