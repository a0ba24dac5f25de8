import type { ContentHash } from '../../model/canonical.js'
import type { EvidenceRecord } from '../../model/evidence.js'
import type { Instant } from '../../model/instant.js'
import type { Approval, RunRecord, RunStore, StoredEvent } from '../../ports/run-store.js'

/** How long a step took; from the run's events. */
export interface StepTiming {
  readonly system: string | null
  readonly attempt: number | null
  readonly phase: string
  readonly step: string
  readonly ended: Instant
  readonly milliseconds: number
}

/** All a run has proved, without the signature. */
export interface EvidenceBody {
  readonly schema: 1
  readonly kind: 'evidence'
  readonly place: string
  readonly run: Omit<RunRecord, 'plan' | 'place'>
  /** Who signed which gate, when, on what grounds, and what they were shown. */
  readonly approvals: readonly Approval[]
  readonly steps: readonly StepTiming[]
  /** The whole chain in its order. */
  readonly evidence: readonly EvidenceRecord[]
  /** Hash of the last record; null for a run that has none yet. */
  readonly head: ContentHash | null
}

export interface EvidenceDocument extends EvidenceBody {
  /** PEM; whether it is the place's own can only be told by somebody who has that from elsewhere. */
  readonly publicKey: string
  /** Ed25519 over the canonical JSON of everything else, base64. */
  readonly signature: string
}

export async function collectEvidence(store: RunStore, { plan: _, place, ...run }: RunRecord): Promise<EvidenceBody> {
  const systems = await store.systems(run.id)
  const approvals = await Promise.all(systems.map(({ system }) => store.approvals(run.id, system)))
  const evidence = await store.evidence(run.id)
  const steps = (await store.events(run.id, 0)).flatMap(timingOf)
  return { schema: 1, kind: 'evidence', place, run, approvals: approvals.flat(), steps, evidence, head: evidence.at(-1)?.hash ?? null }
}

function timingOf({ type, system, at, data }: StoredEvent): StepTiming[] {
  const { milliseconds, phase, step, attempt } = data
  if (type !== 'step.ended' || typeof milliseconds !== 'number') return []
  return [{ system, attempt: typeof attempt === 'number' ? attempt : null, phase: String(phase), step: String(step), ended: at, milliseconds }]
}
