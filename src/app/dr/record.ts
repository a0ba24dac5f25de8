import type { EvidenceRecord } from '../../model/evidence.js'
import { instantFromMs } from '../../model/instant.js'
import type { JsonObject } from '../../model/json.js'
import type { DrPorts } from './ports.js'

/** Writes what was done into the place's latest run, where there is one that knows the system; returns its id. */
export async function recordAct(ports: DrPorts, system: string, kind: Extract<EvidenceRecord['kind'], 'drill' | 'failover' | 'failback'>, body: JsonObject): Promise<string | null> {
  const run = await ports.store.latestRun(ports.place)
  const known = run && (await ports.store.systems(run.id)).find((one) => one.system === system)
  if (!run || !known) return null
  const at = instantFromMs(ports.clock.now())
  const { attempt } = known
  const { id } = await ports.store.addEvidence({ id: ports.ids.next(`${system}-${kind}`), run: run.id, system, attempt, kind, at, body })
  await ports.store.append({ run: run.id, system, at, type: kind === 'drill' ? 'check.result' : 'alarm', data: { check: kind, evidence: id, attempt, ...(body['by'] ? { by: body['by'] } : {}) } })
  return run.id
}
