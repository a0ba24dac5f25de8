import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../model/json.js'
import type { Unit } from './blueprint/units.js'
import { makeApp, stackBuilder } from './constructs/app.js'
import { findInGroups, type Subject } from './gates/find-in-groups.js'
import { bytesHash, hashOnDisk, writeChanged } from './output/files.js'
import { manifestText, stackPath } from './output/manifest.js'
import { resourcesOf } from './output/read-output.js'
import { stableJson } from './output/stable-json.js'
import { readRecord, writeRecord, type StackRecord } from './output/synthesis-record.js'
import { synthesizerIdentity } from './output/synthesizer-identity.js'
import type { StackSettings } from './settings.js'
import type { GateFinding } from './stacks.js'

export interface WriteOptions {
  readonly outdir: string
  readonly settings: StackSettings
  /** Names of all stacks the place has, also of those that are not written now. */
  readonly known: ReadonlySet<string>
}

export interface WrittenStacks {
  readonly records: ReadonlyMap<string, StackRecord>
  readonly findings: readonly GateFinding[]
}

/**
 * Writes `manifest.json` and the stacks of these units. A stack is built when its unit, the code or its file is not what the last
 * synthesis left; the files are the same as if all were built.
 */
export function writeStacks(units: readonly Unit[], { outdir, settings, known }: WriteOptions): WrittenStacks {
  const previous = readRecord(outdir, synthesizerIdentity())
  const app = makeApp(outdir)
  const build = stackBuilder(app, settings)
  const records = new Map<string, StackRecord>()

  function subjectOf(unit: Unit): Subject {
    const path = join(outdir, stackPath(unit.name))
    const from = bytesHash(JSON.stringify([unit, settings]))
    const last = previous.stacks[unit.name]
    const stands = last !== undefined && last.unit === from && last.file === hashOnDisk(path)
    const text = stands ? null : stableJson(build(unit))
    if (text !== null) writeChanged(path, text)
    const stack = onDemand(unit, () => text ?? readFileSync(path, 'utf8'))
    const record = stands ? last : { unit: from, file: bytesHash(text ?? ''), resources: resourcesOf(stack).length }
    records.set(unit.name, record)
    return { stack, hash: record.file }
  }

  const { findings, gates } = findInGroups(units, subjectOf, previous.gates)
  writeChanged(join(outdir, 'manifest.json'), manifestText(units, app.manifest.version))
  const unselected = Object.entries(previous.stacks).filter(([name]) => known.has(name))
  writeRecord(outdir, { ...previous, stacks: { ...Object.fromEntries(unselected), ...Object.fromEntries(records) }, gates })
  return { records, findings }
}

/** Parsed when a gate looks at it, from the text as it lies on disk: what is found does not depend on who built it when. */
function onDemand({ name, dependencies }: Unit, text: () => string) {
  let json: JsonObject | undefined
  return {
    name, path: stackPath(name), dependencies: [...dependencies].sort(),
    get json(): JsonObject {
      json ??= JSON.parse(text()) as JsonObject
      return json
    },
  }
}
