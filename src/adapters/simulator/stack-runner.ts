import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import { canonicalJson, type ContentHash } from '../../model/canonical.js'
import { milliseconds } from '../../model/duration.js'
import type { Json } from '../../model/json.js'
import { stackFiles } from '../../model/stack-files.js'
import type { ResourceAction, StackFolder, StackProblem, StackProblemKind, StackResult, StackRunner, StackRunOptions } from '../../ports/stack-runner.js'
import { importsIn, resourcesIn, type SimulatedCloud, type SimulatedResource } from './clouds.js'
import type { LineOptions } from './line.js'

/** What outlives a runner: the clusters, by the kubeconfig that leads to each, and the stacks' states, by their folders. */
export interface SimulatedStacks {
  readonly clouds: ReadonlyMap<string, SimulatedCloud>
  /** `empty`: a run was killed before it wrote a first state. */
  readonly states: Map<string, SimulatedState | 'empty'>
  /** Folders whose state somebody holds. */
  readonly held: Set<string>
  /** Folders in which the tool dies at its next step. */
  readonly killed: Set<string>
  readonly hasProvider: boolean
}

interface SimulatedState {
  readonly serial: number
  /** Keys of objects, by address. */
  readonly resources: ReadonlyMap<string, string>
}

interface Change extends SimulatedResource {
  readonly action: ResourceAction
}

interface PlanFile {
  readonly serial: number
  readonly changes: readonly Change[]
}

const NOTHING: SimulatedState = { serial: 0, resources: new Map() }
const DONE: StackResult = { ok: true, problems: [] }

/** A tool without a program: it plans and applies what lies in the stacks' folders to clusters that are maps. */
export function createSimulatedStackRunner({ clock, latency }: LineOptions, world: SimulatedStacks): StackRunner {
  const stateOf = ({ folder }: StackFolder): SimulatedState => {
    const state = world.states.get(folder)
    return state === undefined || state === 'empty' ? NOTHING : state
  }
  return {
    version: async () => ({ program: 'tofu', version: '1.12.6' }),
    async initialize() {
      await clock.sleep(latency)
      if (world.hasProvider) return DONE
      const provider = { source: 'registry.opentofu.org/hashicorp/kubernetes', version: '2.38.0', platform: 'simulated' }
      throw new DiagnosticError(problem('TOFU_MIRROR_WITHOUT_PROVIDER', { ...provider, mirror: '/nowhere', folder: '/nowhere' }))
    },
    validate: async () => DONE,
    async plan(stack, { destroy = false, ...options }) {
      await clock.sleep(latency)
      const file = join(stack.folder, stackFiles.plan)
      rmSync(file, { force: true })
      const resources = destroy ? [] : resourcesIn(stack.folder)
      const hindrance = hindranceOf(world, stack, options, resources)
      if (hindrance) return failed(stack, hindrance, options)
      const state = stateOf(stack)
      const changes = changesOf(cloudOf(world, options)!, state, resources, importsIn(stack.folder) ?? [])
      const text = canonicalJson({ serial: state.serial, changes } satisfies PlanFile)
      writeFileSync(file, text, { mode: 0o600 })
      for (const { address, action } of changes) options.onEvent?.({ type: 'planned', stack: stack.name, address, action })
      options.onEvent?.(summaryOf(stack, changes))
      return { ...DONE, saved: { stack: stack.name, file, hash: hashOf(text), changed: changes.length > 0, json: planJson(changes) } }
    },
    async apply(stack, { file, hash }, options) {
      const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
      const plan = hashOf(text) === hash ? (JSON.parse(text) as PlanFile) : undefined
      if (plan?.serial !== stateOf(stack).serial) return failed(stack, told('stale_plan', 'Saved plan is stale'), options)
      const ended = await applyChanges({ clock, latency, world, stack, options, state: stateOf(stack) }, plan.changes)
      if (ended.ok) rmSync(join(stack.folder, stackFiles.adoption), { force: true })
      return ended
    },
    async state(stack) {
      const entries = [...stateOf(stack).resources].toSorted(([a], [b]) => (a < b ? -1 : 1))
      return { ...DONE, addresses: entries.map(([address]) => address), tainted: [], ids: {} }
    },
  }
}

function cloudOf({ clouds }: SimulatedStacks, { variables }: StackRunOptions): SimulatedCloud | undefined {
  return clouds.get(variables['kubeconfig'] ?? '')
}

type Resources = readonly SimulatedResource[]

function hindranceOf(world: SimulatedStacks, { folder }: StackFolder, options: StackRunOptions, resources: Resources): StackProblem | undefined {
  const cloud = cloudOf(world, options)
  const unknown = resources.find(({ apiVersion }) => apiVersion !== undefined && cloud?.absent.has(apiVersion))
  if (world.held.has(folder)) return told('locked', 'Error acquiring the state lock')
  if (world.states.get(folder) === 'empty' && importsIn(folder) === undefined) return told('state_wedged', 'The state file is empty')
  if (!cloud) return told('unreachable', 'connection refused')
  return unknown && told('kind_unknown', 'API did not recognize GroupVersionKind from manifest (CRD may not be installed)', unknown.address)
}

function changesOf({ objects }: SimulatedCloud, { resources: known }: SimulatedState, resources: Resources, imports: readonly string[]): Change[] {
  const wanted = new Set(resources.map(({ address }) => address))
  const kept = resources.flatMap((resource): Change[] => {
    const { address, key, body } = resource
    if (!known.has(address)) return [{ ...resource, action: imports.includes(address) ? 'import' : 'create' }]
    if (!objects.has(key)) return [{ ...resource, action: 'create' }]
    return objects.get(key) === body ? [] : [{ ...resource, action: 'update' }]
  })
  const left = [...known].filter(([address]) => !wanted.has(address))
  const gone = left.map(([address, key]): Change => ({ address, key, body: '', apiVersion: undefined, action: 'delete' }))
  return [...kept, ...gone.toReversed()]
}

interface Work extends Pick<LineOptions, 'clock' | 'latency'> {
  readonly world: SimulatedStacks
  readonly stack: StackFolder
  readonly options: StackRunOptions
  readonly state: SimulatedState
}

/** One object after the other; the state is written at the end, and a run that is killed before has none. */
async function applyChanges({ clock, latency, world, stack, options, state }: Work, changes: readonly Change[]): Promise<StackResult> {
  const { objects } = cloudOf(world, options) ?? { objects: new Map<string, string>() }
  const resources = new Map(state.resources)
  const save = () => void world.states.set(stack.folder, { serial: state.serial + 1, resources })
  const end = (found: StackProblem) => {
    save()
    return failed(stack, found, options)
  }
  for (const change of changes) {
    const { address, action } = change
    if (options.signal?.aborted) return end(told('interrupted', 'apply was interrupted'))
    options.onEvent?.({ type: 'started', stack: stack.name, address, action, elapsed: milliseconds(0) })
    await clock.sleep(latency)
    if (world.killed.delete(stack.folder)) {
      if (!world.states.has(stack.folder)) world.states.set(stack.folder, 'empty')
      return failed(stack, told('crashed', 'apply ended with a signal'), options)
    }
    if (action === 'create' && objects.has(change.key)) return end(told('already_exists', `${change.key} already exists`, address))
    take(change, objects, resources)
    options.onEvent?.({ type: 'finished', stack: stack.name, address, action, elapsed: latency })
  }
  save()
  options.onEvent?.(summaryOf(stack, changes))
  return DONE
}

function take({ address, key, body, action }: Change, objects: Map<string, string>, resources: Map<string, string>): void {
  if (action === 'delete') {
    objects.delete(key)
    resources.delete(address)
    return
  }
  objects.set(key, body)
  resources.set(address, key)
}

function summaryOf(stack: StackFolder, changes: readonly Change[]) {
  const count = (action: ResourceAction) => changes.filter((change) => change.action === action).length
  return { type: 'summary', stack: stack.name, add: count('create'), change: count('update'), remove: count('delete'), imported: count('import') } as const
}

function planJson(changes: readonly Change[]): Json {
  const actions = { create: ['create'], update: ['update'], delete: ['delete'] } as Readonly<Record<string, readonly string[]>>
  return {
    format_version: '1.2',
    resource_changes: changes.map(({ address, action }) => {
      const [type = '', name = ''] = address.split('.')
      return { address, mode: 'managed', type, name, change: { actions: actions[action] ?? ['no-op'], before: null, after: null } }
    }),
  }
}

function hashOf(text: string): ContentHash {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`
}

function told(kind: StackProblemKind, summary: string, address: string | null = null): StackProblem {
  return { kind, severity: 'error', summary, detail: '', address }
}

function failed(stack: StackFolder, found: StackProblem, { onEvent }: StackRunOptions): StackResult {
  onEvent?.({ type: 'problem', stack: stack.name, problem: found })
  return { ok: false, problems: [found] }
}
