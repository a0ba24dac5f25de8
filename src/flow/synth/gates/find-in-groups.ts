import type { ContentHash } from '../../../model/canonical.js'
import type { Unit } from '../blueprint/units.js'
import { bytesHash } from '../output/files.js'
import type { SynthesizedStack } from '../output/read-output.js'
import type { GateRecord } from '../output/synthesis-record.js'
import type { GateFinding } from '../stacks.js'
import { namespacesOnly, placeFindings, placeGates, subjectFindings } from './by-subject.js'
import { inOrder } from './gates.js'

/** A stack and the hash of its file. */
export interface Subject {
  readonly stack: SynthesizedStack
  readonly hash: ContentHash
}

/** Finding of all gates, and what to remember so that the next call need not look again at what has not changed. */
export interface GroupFindings {
  readonly findings: readonly GateFinding[]
  readonly gates: Readonly<Record<string, GateRecord>>
}

/**
 * Runs the gates over the shared stacks, then system by system, and lets each system's stacks go before the next. What was found is
 * used again while its key stands: the hash of everything these gates are shown.
 */
export function findInGroups(units: readonly Unit[], subjectOf: (unit: Unit) => Subject, previous: GroupFindings['gates']): GroupFindings {
  const gates: Record<string, GateRecord> = {}
  const all: Subject[] = []

  function find(group: string, subjects: readonly Subject[], context: ContentHash | null, look: () => GateFinding[]): void {
    const key = bytesHash(JSON.stringify([context, ...subjects.map(({ hash }) => hash)]))
    const last = previous[group]
    gates[group] = last?.key === key ? last : { key, findings: look() }
  }

  const shared = units.filter(isShared).map(subjectOf)
  find('shared', shared, null, () => subjectFindings(shared.map(({ stack }) => stack), []))
  const context = shared.map(({ stack }) => namespacesOnly(stack))
  const contextHash = bytesHash(JSON.stringify(context))
  for (const [system, members] of bySystem(units)) {
    const subjects = members.map(subjectOf)
    find(`system ${system}`, subjects, contextHash, () => subjectFindings(subjects.map(({ stack }) => stack), context))
    if (placeGates.length > 0) all.push(...subjects)
  }
  if (placeGates.length > 0) find('place', [...shared, ...all], null, () => placeFindings([...shared, ...all].map(({ stack }) => stack)))
  return { findings: inOrder(Object.values(gates).flatMap(({ findings }) => findings)), gates }
}

type SharedUnit = Extract<Unit, { kind: 'platform' | 'domain' }>

function isShared(unit: Unit): unit is SharedUnit {
  return unit.kind === 'platform' || unit.kind === 'domain'
}

function bySystem(units: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> {
  const groups = new Map<string, Unit[]>()
  for (const unit of units) {
    if (isShared(unit)) continue
    const group = groups.get(unit.system)
    if (group) group.push(unit)
    else groups.set(unit.system, [unit])
  }
  return groups
}
