import { join } from 'node:path'
import type { Unit } from './blueprint/units.js'
import { groupBuilder, isShared, noContext, unitHash, type BuildJob, type GateContext, type GroupResult, type StackGroup } from './build-groups.js'
import { placeFindings, placeGates } from './gates/by-subject.js'
import { inOrder } from './gates/gates.js'
import { bytesHash, hashOnDisk, writeChanged } from './output/files.js'
import { manifestText, stackPath } from './output/manifest.js'
import { readOutput } from './output/read-output.js'
import { readRecord, writeRecord, type GateRecord, type StackRecord } from './output/synthesis-record.js'
import { synthesizerIdentity, versionOf } from './output/synthesizer-identity.js'
import { buildOnTwoThreads, isWorthTwoThreads } from './second-thread.js'
import type { StackSettings } from './settings.js'
import type { GateFinding } from './stacks.js'

export interface WriteOptions {
  readonly outdir: string
  readonly settings: StackSettings
  /** Names of all stacks the place has, also of those that are not written now. */
  readonly known: ReadonlySet<string>
}

export interface WrittenStacks {
  readonly records: Readonly<Record<string, StackRecord>>
  readonly findings: readonly GateFinding[]
}

/**
 * Writes `manifest.json` and the stacks of these units, those that all share first. A stack is built when its unit, the code or its
 * file is not what the last synthesis left; the files are the same as if all were built.
 */
export function writeStacks(units: readonly Unit[], { outdir, settings, known }: WriteOptions): WrittenStacks {
  const previous = readRecord(outdir, synthesizerIdentity())
  const job: BuildJob = { outdir, settings, standing: standingOf(units, outdir, settings, previous.stacks), gates: previous.gates }
  const results = buildAll(units, job)
  const records = Object.assign({}, ...results.map((result) => result.records)) as Record<string, StackRecord>
  writeChanged(join(outdir, 'manifest.json'), manifestText(units, versionOf('cdktf')))
  const gates = { ...Object.fromEntries(results.map(({ name, gate }) => [name, gate])), ...placeRecord(outdir, units, records, previous.gates) }
  const unselected = Object.entries(previous.stacks).filter(([name]) => known.has(name))
  writeRecord(outdir, { ...previous, stacks: { ...Object.fromEntries(unselected), ...records }, gates })
  return { records, findings: inOrder(Object.values(gates).flatMap(({ findings }) => findings)) }
}

function standingOf(units: readonly Unit[], outdir: string, settings: StackSettings, last: Readonly<Record<string, StackRecord>>): Record<string, StackRecord> {
  return Object.fromEntries(units.flatMap((unit) => {
    const record = last[unit.name]
    const stands = record?.unit === unitHash(unit, settings) && record.file === hashOnDisk(join(outdir, stackPath(unit.name)))
    return record && stands ? [[unit.name, record]] : []
  }))
}

function buildAll(units: readonly Unit[], job: BuildJob): GroupResult[] {
  const build = groupBuilder(job)
  const shared = build({ name: 'shared', units: units.filter(isShared) }, noContext)
  const context: GateContext = { stacks: shared.namespaces, hash: bytesHash(JSON.stringify(shared.namespaces)) }
  const groups = bySystem(units)
  const here = (group: StackGroup): GroupResult => build(group, context)
  const missing = units.length - Object.keys(job.standing).length
  return [shared, ...(isWorthTwoThreads(missing) ? buildOnTwoThreads(job, groups, context, here) : groups.map(here))]
}

function bySystem(units: readonly Unit[]): StackGroup[] {
  const groups = new Map<string, Unit[]>()
  for (const unit of units) {
    if (unit.kind === 'platform' || unit.kind === 'domain') continue
    const group = groups.get(unit.system)
    if (group) group.push(unit)
    else groups.set(unit.system, [unit])
  }
  return [...groups].map(([system, members]) => ({ name: `system ${system}`, units: members }))
}

type GateRecords = Readonly<Record<string, GateRecord>>

/** Gates that look at the whole place are shown it whole, unless not one file has changed. */
function placeRecord(outdir: string, units: readonly Unit[], records: WrittenStacks['records'], last: GateRecords): GateRecords {
  if (placeGates.length === 0) return {}
  const key = bytesHash(JSON.stringify(units.map(({ name }) => records[name]?.file)))
  const known = last['place']
  return { place: known?.key === key ? known : { key, findings: placeFindings(readOutput(outdir)) } }
}
