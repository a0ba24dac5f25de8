import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContentHash } from '../../model/canonical.js'
import type { JsonObject } from '../../model/json.js'
import type { Unit } from './blueprint/units.js'
import { makeApp, stackBuilder } from './constructs/app.js'
import { namespacesOnly, subjectFindings } from './gates/by-subject.js'
import { bytesHash, folderWriter } from './output/files.js'
import { stackPath } from './output/manifest.js'
import { resourcesOf, type SynthesizedStack } from './output/read-output.js'
import { sortedText, withSortedKeys } from './output/stable-json.js'
import type { GateRecord, StackRecord } from './output/synthesis-record.js'
import type { StackSettings } from './settings.js'

/** What groups are built from; plain data, so that it can be handed to another thread. */
export interface BuildJob {
  readonly outdir: string
  readonly settings: StackSettings
  /** Stacks whose file is what their unit would give. */
  readonly standing: Readonly<Record<string, StackRecord>>
  /** What gates found the last time. */
  readonly gates: Readonly<Record<string, GateRecord>>
}

/** The stacks that all systems share, or those of one system. */
export interface StackGroup {
  readonly name: string
  readonly units: readonly Unit[]
}

/** What a group's gates see beside the group, and the hash of that. */
export interface GateContext {
  readonly stacks: readonly SynthesizedStack[]
  readonly hash: ContentHash
}

export interface GroupResult {
  readonly name: string
  readonly records: Readonly<Record<string, StackRecord>>
  readonly gate: GateRecord
  /** Of the group's stacks what the gates of other groups may see. */
  readonly namespaces: readonly SynthesizedStack[]
}

export const noContext: GateContext = { stacks: [], hash: bytesHash('') }

/** Hash of all that decides what a stack's file says, but for the code. */
export function unitHash(unit: Unit, settings: StackSettings): ContentHash {
  return bytesHash(JSON.stringify([unit, settings]))
}

/**
 * Builds and writes the stacks of a group that do not stand, and runs the gates on all of them; what these found is used again while
 * they are shown the same. Nothing is kept of a group when it is done.
 */
export function groupBuilder({ outdir, settings, standing, gates }: BuildJob): (group: StackGroup, context: GateContext) => GroupResult {
  const build = stackBuilder(makeApp(outdir), settings)
  const write = folderWriter(join(outdir, 'stacks'), 'cdk.tf.json')

  /** Gates see what lies on disk, whoever built it when: keys are sorted before they are written. */
  function made(unit: Unit): { stack: SynthesizedStack; record: StackRecord } {
    const stack = { ...namesOf(unit), json: withSortedKeys(build(unit)) }
    const text = sortedText(stack.json)
    write(unit.name, text)
    return { stack, record: { unit: unitHash(unit, settings), file: bytesHash(text), resources: resourcesOf(stack).length } }
  }

  return ({ name, units }, context) => {
    const members = units.map((unit) => {
      const record = standing[unit.name]
      return record ? { stack: onDisk(unit, outdir), record } : made(unit)
    })
    const stacks = members.map(({ stack }) => stack)
    const key = bytesHash(JSON.stringify([context.hash, ...members.map(({ record }) => record.file)]))
    const last = gates[name]
    const gate = last?.key === key ? last : { key, findings: subjectFindings(stacks, context.stacks) }
    const namespaces = units.every(isShared) ? stacks.map(namespacesOnly) : []
    return { name, gate, namespaces, records: Object.fromEntries(members.map(({ stack, record }) => [stack.name, record])) }
  }
}

export function isShared({ kind }: Unit): boolean {
  return kind === 'platform' || kind === 'domain'
}

/** Parsed when a gate looks at it. */
function onDisk(unit: Unit, outdir: string): SynthesizedStack {
  let json: JsonObject | undefined
  return {
    ...namesOf(unit),
    get json(): JsonObject {
      json ??= JSON.parse(readFileSync(join(outdir, stackPath(unit.name)), 'utf8')) as JsonObject
      return json
    },
  }
}

function namesOf({ name, dependencies }: Unit): Pick<SynthesizedStack, 'name' | 'path' | 'dependencies'> {
  return { name, path: stackPath(name), dependencies: [...dependencies].sort() }
}
