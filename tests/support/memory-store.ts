import type { EvidenceRecord } from '../../src/model/evidence.js'
import { sealEvidence } from '../../src/model/evidence-chain.js'
import type { SystemState } from '../../src/model/system-state.js'
import { mayFollow } from '../../src/model/system-transitions.js'
import type { Approval, RunRecord, RunStore, StoredEvent, SystemRecord } from '../../src/ports/run-store.js'

/** A run's record in memory, as strict about states as the real one. `onWaiting` hears of every wait. */
export function memoryStore(record: RunRecord, onWaiting: (system: string, gate: string, attempt: number) => void): RunStore {
  const systems = new Map<string, SystemRecord>()
  const events: StoredEvent[] = []
  const approvals: Approval[] = []
  const evidence: EvidenceRecord[] = []
  const change = (system: string, more: Partial<SystemRecord>) => {
    const now = systems.get(system)
    if (!now) throw new Error(`${system} has no attempt`)
    systems.set(system, { ...now, ...more })
  }
  return {
    createRun: async () => undefined,
    run: async () => record,
    latestRun: async () => record,
    async startAttempt(run, system, attempt, at) {
      if ((systems.get(system)?.attempt ?? 0) < attempt) systems.set(system, { run, system, attempt, state: 'planned', since: at, waiting: null, detail: {} })
    },
    async setState(_run, system, _attempt, state, at, detail = {}) {
      const now = systems.get(system)
      const from = now?.detail['from']
      const allowed = !now || now.state === state || mayFollow(now.state, state, (from as SystemState | undefined) ?? null)
      if (!allowed) throw new Error(`${system}: ${state} cannot follow ${now.state}`)
      change(system, { state, since: at, detail })
    },
    async setWaiting(_run, system, _attempt, waiting) {
      change(system, { waiting })
      if (waiting?.reason === 'approval') onWaiting(system, waiting.nextStep, systems.get(system)!.attempt)
    },
    systems: async () => [...systems.values()],
    async append(event) { events.push({ ...event, sequence: events.length + 1 }) },
    events: async (_run, after) => events.slice(after),
    async approve(approval) { approvals.push(approval) },
    approvals: async (_run, system) => approvals.filter((one) => one.system === system),
    async addEvidence(loose) {
      const sealed = sealEvidence(loose, evidence.at(-1))
      evidence.push(sealed)
      return sealed
    },
    evidence: async (_run, system) => evidence.filter((one) => system === undefined || one.system === system),
    pause: async () => undefined,
    resume: async () => undefined,
    pauses: async () => [],
    nextFence: async () => 0,
    close: async () => undefined,
  }
}
