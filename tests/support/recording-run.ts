import type { StepContext } from '../../src/model/step.js'
import type { DatabaseMove, DataMover, Proof, Side, SwitchSession } from '../../src/ports/data-mover.js'
import type { Router } from '../../src/ports/router.js'
import type { Approval, RunStore, SystemRecord } from '../../src/ports/run-store.js'
import type { PhaseInput } from '../../src/flow/run/input.js'
import type { RunPorts, SystemWiring } from '../../src/flow/run/ports.js'
import { sealEvidence } from '../../src/model/evidence-chain.js'

/** Notes every call in order, as `name argument`; a call named in `failing` is noted and then fails. */
export class Recorder {
  readonly calls: string[] = []
  readonly failing = new Set<string>()

  async note(call: string): Promise<void> {
    this.calls.push(call)
    if (this.failing.has(call)) throw new Error(`${call} failed`)
  }
}

const endpoint = { host: '127.0.0.1', port: 1, database: 'd', user: 'u', password: 'p' }
export const move: DatabaseMove = { kind: 'postgres', uplink: null, system: 'permits', name: 'permits', source: endpoint, target: endpoint, appRoles: ['app'] }
export const route = { backend: 'be', source: 's', target: 't' }
export const NOW = Date.parse('2026-04-11T14:00:00.000Z')

export const input: PhaseInput = { run: 'r', system: 'permits', attempt: 1, site: 'room-1', notBefore: {}, windowEnd: null, look: 0 }

export function contextOf(more: Partial<StepContext> = {}): StepContext {
  return { signal: new AbortController().signal, attempt: 1, fence: 1, heartbeat: () => undefined, ...more }
}

export function proofOf(result: Proof['result'], method: Proof['method'] = 'snapshots'): Proof {
  return { result, method, tables: [], sequences: { compared: 0, different: [] }, largeObjects: { compared: 0, different: 0 }, objects: { compared: 0, different: [] }, milliseconds: 1 }
}

export function recordingSession(recorder: Recorder): SwitchSession {
  return {
    fence: () => recorder.note('fence'),
    drain: async () => recorder.note('drain').then(() => ({ position: '0/1' })),
    fixups: () => recorder.note('fixups'),
    snapshots: async () => recorder.note('snapshots').then(() => ({ serving: 'a', receiving: 'b' })),
    reverse: () => recorder.note('reverse'),
    open: () => recorder.note('open'),
    abort: () => recorder.note('abort'),
    prove: async () => recorder.note('prove').then(() => proofOf('pass')),
    close: () => recorder.note('close'),
    timings: { fence: 1, drain: 1, fixups: 1, snapshots: 1, reverse: 1, open: 1 },
  }
}

export function recordingRouter(recorder: Recorder): Router {
  return { current: async () => 'source', switchTo: (_, side) => recorder.note(`route ${side}`), close: async () => undefined }
}

/** A mover whose data stands as given; what is not listed below fails. */
export function recordingMover(recorder: Recorder, serving: { side: Side | 'neither'; feed?: boolean } = { side: 'source' }): DataMover {
  return {
    preflight: unexpected('preflight'), fix: unexpected('fix'), guard: unexpected('guard'), release: unexpected('release'), prepare: unexpected('prepare'), copy: unexpected('copy'), syncStatus: unexpected('syncStatus'), finish: unexpected('finish'), retire: unexpected('retire'),
    rehearse: async () => recorder.note('rehearse').then(() => proofOf('pass', 'live')),
    status: async () => ({ serving: serving.side, feed: serving.feed ?? true, copied: true, state: serving.side === 'target' ? 'observing' : 'syncing' }),
    beginSwitch: async (_, from) => recorder.note(`begin from ${from}`).then(() => recordingSession(recorder)),
    recover: async () => recorder.note('recover').then(() => (serving.side === 'neither' ? 'source' : serving.side)),
  }
}

function unexpected(name: string): () => Promise<never> {
  return async () => {
    throw new Error(`${name} was not expected`)
  }
}

/** A store that keeps approvals and the systems' records, and notes everything else. */
export function recordingStore(recorder: Recorder, { approvals = [], systems = [] }: { approvals?: Approval[]; systems?: readonly SystemRecord[] } = {}): RunStore {
  return {
    createRun: unexpected('createRun'), run: unexpected('run'), latestRun: unexpected('latestRun'), startAttempt: unexpected('startAttempt'), events: unexpected('events'),
    nextFence: unexpected('nextFence'), close: unexpected('close'), evidence: unexpected('evidence'),
    pause: unexpected('pause'), resume: unexpected('resume'), pauses: async () => [],
    setState: (_run, system, _attempt, state, at, detail) => recorder.note(`state ${system} ${state} ${at} ${JSON.stringify(detail)}`),
    setWaiting: (_run, system, _attempt, waiting) => recorder.note(`waiting ${system} ${JSON.stringify(waiting)}`),
    systems: async () => systems,
    append: ({ system, type, data }) => recorder.note(`event ${system} ${type} ${JSON.stringify(data)}`),
    approve: async (approval) => void approvals.push(approval),
    approvals: async () => approvals,
    addEvidence: async (evidence) => recorder.note(`evidence ${evidence.id} ${evidence.kind}`).then(() => sealEvidence(evidence, undefined)),
  }
}

export interface PortsSpec {
  readonly mover?: DataMover
  readonly store?: RunStore
}

/** Ports of a run on one system; faults are noted as `at <point>`. */
export function recordingPorts(recorder: Recorder, { mover = recordingMover(recorder), store = recordingStore(recorder) }: PortsSpec = {}): RunPorts {
  return {
    mover, store,
    replica: { build: unexpected('build'), drill: unexpected('drill'), status: unexpected('status'), destroy: unexpected('destroy') },
    archive: { write: unexpected('write') },
    checks: { run: unexpected('run') },
    // Short waits are over at once; those for a time limit never end by themselves.
    clock: { now: () => NOW, sleep: (duration, signal) => (Number(duration) <= 1_000 ? Promise.resolve() : new Promise((resolve) => signal?.addEventListener('abort', () => resolve()))) },
    ids: { next: (prefix) => `${prefix}-1` },
    faults: { at: (point) => recorder.note(`at ${point}`) },
    wiring: async () => wiringOf(recorder),
  }
}

export function wiringOf(recorder: Recorder): SystemWiring {
  return { system: 'permits', move, origin: move, router: recordingRouter(recorder), route, replicas: [], checks: [], archivePath: null, cutoverDeadline: null }
}
