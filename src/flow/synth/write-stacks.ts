import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContentHash } from '../../model/canonical.js'
import type { Json, JsonObject } from '../../model/json.js'
import type { Unit } from './blueprint/units.js'
import { makeApp, stackBuilder } from './constructs/app.js'
import { findInGroups, type Subject } from './gates/find-in-groups.js'
import { bytesHash, folderWriter, hashOnDisk, writeChanged } from './output/files.js'
import { manifestText, stackPath } from './output/manifest.js'
import { resourcesOf, type SynthesizedStack } from './output/read-output.js'
import { sortedText, withSortedKeys } from './output/stable-json.js'
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
  const write = folderWriter(join(outdir, 'stacks'), 'cdk.tf.json')
  const records = new Map<string, StackRecord>()

  function subjectOf(unit: Unit): Subject {
    const path = join(outdir, stackPath(unit.name))
    const from = bytesHash(JSON.stringify([unit, settings]))
    const last = previous.stacks[unit.name]
    const stands = last !== undefined && last.unit === from && last.file === hashOnDisk(path)
    const stack = stands ? onDisk(unit, path) : { ...namesOf(unit), json: withSortedKeys(build(unit)) }
    const record = stands ? last : { unit: from, file: writeStack(unit.name, stack.json), resources: resourcesOf(stack).length }
    records.set(unit.name, record)
    return { stack, hash: record.file }
  }

  /** Gates see what lies on disk, whoever built it when: keys are sorted before they are written. */
  function writeStack(name: string, json: Json): ContentHash {
    const text = sortedText(json)
    write(name, text)
    return bytesHash(text)
  }

  const { findings, gates } = findInGroups(units, subjectOf, previous.gates)
  writeChanged(join(outdir, 'manifest.json'), manifestText(units, app.manifest.version))
  const unselected = Object.entries(previous.stacks).filter(([name]) => known.has(name))
  writeRecord(outdir, { ...previous, stacks: { ...Object.fromEntries(unselected), ...Object.fromEntries(records) }, gates })
  return { records, findings }
}

/** Parsed when a gate looks at it. */
function onDisk(unit: Unit, path: string): SynthesizedStack {
  let json: JsonObject | undefined
  return {
    ...namesOf(unit),
    get json(): JsonObject {
      json ??= JSON.parse(readFileSync(path, 'utf8')) as JsonObject
      return json
    },
  }
}

function namesOf({ name, dependencies }: Unit): Pick<SynthesizedStack, 'name' | 'path' | 'dependencies'> {
  return { name, path: stackPath(name), dependencies: [...dependencies].sort() }
}
