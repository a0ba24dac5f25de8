import type { JsonObject } from '../../model/json.js'
import type { DrillResult, ReplicaPlace } from '../../ports/replica.js'
import { contextFor, protectedSystem } from './act.js'
import type { DrPorts } from './ports.js'
import { recordAct } from './record.js'

export interface DrillReport extends JsonObject {
  readonly system: string
  readonly result: 'pass' | 'fail'
  /** Of the slowest part, and of the part that lost most. */
  readonly rtoMs: number
  readonly rpoMs: number
  readonly parts: readonly (DrillResult & { readonly kind: ReplicaPlace['kind'] })[]
  readonly checks: DrillResult['checks']
  readonly run: string | null
}

/** A drill of every part, on copies; the system and its replicas go on. */
export async function drillSystem(ports: DrPorts, system: string): Promise<DrillReport> {
  const { replicas } = await protectedSystem(ports, system)
  const context = await contextFor(ports, system)
  const parts: (DrillResult & { readonly kind: ReplicaPlace['kind'] })[] = []
  for (const place of replicas) parts.push({ ...(await ports.replica.drill(place, context)), kind: place.kind })
  const whole = {
    system, parts,
    result: parts.every(({ result }) => result === 'pass') ? 'pass' as const : 'fail' as const,
    rtoMs: Math.max(...parts.map(({ rtoMs }) => rtoMs)), rpoMs: Math.max(...parts.map(({ rpoMs }) => rpoMs)),
    timelineBefore: parts[0]?.timelineBefore ?? null, timelineAfter: parts[0]?.timelineAfter ?? null,
    checks: parts.flatMap(({ checks }) => checks), cloneMs: parts.reduce((sum, { cloneMs }) => sum + cloneMs, 0),
  }
  return { ...whole, run: await recordAct(ports, system, 'drill', whole) }
}
