import { join } from 'node:path'
import type { ContentHash } from '../../model/canonical.js'
import type { Unit } from './blueprint/units.js'
import { makeApp, stackBuilder } from './constructs/app.js'
import { contextOf, groupFinisher, noContext, stackOf, type FinishJob, type GroupMember, type GroupResult, type StackGroup } from './finish-group.js'
import { placeFindings, placeGates } from './gates/by-subject.js'
import { inOrder } from './gates/gates.js'
import { bytesHash, hashOnDisk, writeChanged } from './output/files.js'
import { manifestText, stackPath } from './output/manifest.js'
import { readOutput } from './output/read-output.js'
import { sortedText, withSortedKeys } from './output/stable-json.js'
import { readRecord, writeRecord, type GateRecord, type StackRecord } from './output/synthesis-record.js'
import { synthesizerIdentity, versionOf } from './output/synthesizer-identity.js'
import { isWorthTwoThreads, startSecondThread } from './second-thread.js'
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

type Standing = Readonly<Record<string, StackRecord>>
type GateRecords = Readonly<Record<string, GateRecord>>

/**
 * Writes `manifest.json` and the stacks of these units, those that all share first. A stack is built when its unit, the code or its
 * file is not what the last synthesis left; the files are the same as if all were built.
 */
export function writeStacks(units: readonly Unit[], { outdir, settings, known }: WriteOptions): WrittenStacks {
  const previous = readRecord(outdir, synthesizerIdentity())
  const standing = standingOf(units, outdir, settings, previous.stacks)
  const results = buildAll(units, { outdir, gates: previous.gates }, memberMaker(outdir, settings, standing), units.length - Object.keys(standing).length)
  const records: Standing = Object.assign({}, ...results.map((result) => result.records))
  writeChanged(join(outdir, 'manifest.json'), manifestText(units, versionOf('cdktf')))
  const gates = { ...Object.fromEntries(results.map(({ name, gate }) => [name, gate])), ...placeRecord(outdir, units, records, previous.gates) }
  const unselected = Object.entries(previous.stacks).filter(([name]) => known.has(name))
  writeRecord(outdir, { ...previous, stacks: { ...Object.fromEntries(unselected), ...records }, gates })
  return { records, findings: inOrder(Object.values(gates).flatMap(({ findings }) => findings)) }
}

/** Hash of all that decides what a stack's file says, but for the code. */
function unitHash(unit: Unit, settings: StackSettings): ContentHash {
  return bytesHash(JSON.stringify([unit, settings]))
}

/** The stacks whose files are what their units would give. */
function standingOf(units: readonly Unit[], outdir: string, settings: StackSettings, last: Standing): Standing {
  return Object.fromEntries(units.flatMap((unit) => {
    const record = last[unit.name]
    const stands = record?.unit === unitHash(unit, settings) && record.file === hashOnDisk(join(outdir, stackPath(unit.name)))
    return record && stands ? [[unit.name, record]] : []
  }))
}

/** Builds what does not stand. Keys are sorted before the text is made of them: gates see the same as in the file. */
function memberMaker(outdir: string, settings: StackSettings, standing: Standing): (unit: Unit) => GroupMember {
  const build = stackBuilder(makeApp(outdir), settings)
  return (unit) => {
    const named = { name: unit.name, dependencies: [...unit.dependencies].sort() }
    const record = standing[unit.name]
    if (record) return { ...named, record }
    const json = withSortedKeys(build(unit))
    return { ...named, unit: unitHash(unit, settings), text: sortedText(json), json }
  }
}

function buildAll(units: readonly Unit[], job: FinishJob, make: (unit: Unit) => GroupMember, missing: number): GroupResult[] {
  const finish = groupFinisher(job)
  const shared: StackGroup = { name: 'shared', members: units.filter(isShared).map(make) }
  const first = finish(shared, noContext)
  const context = contextOf(shared.members.map((member) => stackOf(member, job.outdir)))
  const systems = bySystem(units)
  const groupOf = (system: string): StackGroup => ({ name: `system ${system}`, members: (systems.get(system) ?? []).map(make) })
  const here = (system: string): GroupResult => finish(groupOf(system), context)
  if (!isWorthTwoThreads(missing)) return [first, ...[...systems.keys()].map(here)]
  const other = startSecondThread(job, context)
  const mine = [...systems.keys()].flatMap((system) => {
    const group = groupOf(system)
    return other.give(group) ? [] : [finish(group, context)]
  })
  const done = new Map([...mine, ...other.finish()].map((result) => [result.name, result]))
  return [first, ...[...systems.keys()].map((system) => done.get(`system ${system}`) ?? here(system))]
}

function isShared({ kind }: Unit): boolean {
  return kind === 'platform' || kind === 'domain'
}

function bySystem(units: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> {
  const groups = new Map<string, Unit[]>()
  for (const unit of units) {
    if (unit.kind === 'platform' || unit.kind === 'domain') continue
    const group = groups.get(unit.system)
    if (group) group.push(unit)
    else groups.set(unit.system, [unit])
  }
  return groups
}

/** Gates that look at the whole place are shown it whole, unless not one file has changed. */
function placeRecord(outdir: string, units: readonly Unit[], records: Standing, last: GateRecords): GateRecords {
  if (placeGates.length === 0) return {}
  const key = bytesHash(JSON.stringify(units.map(({ name }) => records[name]?.file)))
  const known = last['place']
  return { place: known?.key === key ? known : { key, findings: placeFindings(readOutput(outdir)) } }
}
