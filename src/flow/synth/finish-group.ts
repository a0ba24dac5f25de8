import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ContentHash } from '../../model/canonical.js'
import type { JsonObject } from '../../model/json.js'
import { namespacesOnly, subjectFindings } from './gates/by-subject.js'
import { bytesHash, folderWriter } from './output/files.js'
import { stackPath } from './output/manifest.js'
import { resourcesOf, type SynthesizedStack } from './output/read-output.js'
import type { GateRecord, StackRecord } from './output/synthesis-record.js'

/** A stack that stands, or the text of one that has just been built and what it was built from. Plain data, but for `json`. */
export type GroupMember =
  & Pick<SynthesizedStack, 'name' | 'dependencies'>
  & ({ readonly record: StackRecord } | { readonly unit: ContentHash; readonly text: string; readonly json?: JsonObject })

/** The stacks that all systems share, or those of one system. */
export interface StackGroup {
  readonly name: string
  readonly members: readonly GroupMember[]
}

/** What a group's gates see beside the group, and the hash of that. */
export interface GateContext {
  readonly stacks: readonly SynthesizedStack[]
  readonly hash: ContentHash
}

export interface FinishJob {
  readonly outdir: string
  /** What gates found the last time. */
  readonly gates: Readonly<Record<string, GateRecord>>
}

export interface GroupResult {
  readonly name: string
  readonly records: Readonly<Record<string, StackRecord>>
  readonly gate: GateRecord
}

export const noContext: GateContext = { stacks: [], hash: bytesHash('') }

/** Of the stacks that all share what the gates of the others see. */
export function contextOf(stacks: readonly SynthesizedStack[]): GateContext {
  const namespaces = stacks.map(namespacesOnly)
  return { stacks: namespaces, hash: bytesHash(JSON.stringify(namespaces)) }
}

/**
 * Writes what was built of a group and runs the gates on all of it; what these found is used again while they are shown the same.
 * Knows nothing of cdktf, and keeps nothing of a group when it is done.
 */
export function groupFinisher({ outdir, gates }: FinishJob): (group: StackGroup, context: GateContext) => GroupResult {
  const write = folderWriter(join(outdir, 'stacks'), 'cdk.tf.json')
  return ({ name, members }, context) => {
    const finished = members.map((member) => {
      const stack = stackOf(member, outdir)
      if ('record' in member) return { stack, record: member.record }
      write(member.name, member.text)
      return { stack, record: { unit: member.unit, file: bytesHash(member.text), resources: resourcesOf(stack).length } }
    })
    const key = bytesHash(JSON.stringify([context.hash, ...finished.map(({ record }) => record.file)]))
    const last = gates[name]
    const gate = last?.key === key ? last : { key, findings: subjectFindings(finished.map(({ stack }) => stack), context.stacks) }
    return { name, gate, records: Object.fromEntries(finished.map(({ stack, record }) => [stack.name, record])) }
  }
}

/** Parsed when a gate looks at it: gates see what lies on disk, whoever built it when. */
export function stackOf(member: GroupMember, outdir: string): SynthesizedStack {
  const path = stackPath(member.name)
  const text = (): string => ('text' in member ? member.text : readFileSync(join(outdir, path), 'utf8'))
  let json = 'json' in member ? member.json : undefined
  return {
    name: member.name, path, dependencies: member.dependencies,
    get json(): JsonObject {
      json ??= JSON.parse(text()) as JsonObject
      return json
    },
  }
}
