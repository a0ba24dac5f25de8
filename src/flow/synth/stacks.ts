import type { Artifact } from '../../model/artifact.js'
import type { ContentHash } from '../../model/canonical.js'

/** One synthesized stack: its folder holds `cdk.tf.json`. */
export interface StackFile {
  name: string
  site: string
  kind: 'platform' | 'domain' | 'system' | 'edge'
  /** System or domain it belongs to; null for a platform stack. */
  subject: string | null
  path: string
  /** Of the file's bytes. */
  hash: ContentHash
  resources: number
  dependencies: string[]
}

/** What a gate found in the synthesized JSON. */
export interface GateFinding {
  gate: string
  stack: string
  resource: string | null
  severity: 'block' | 'warn'
  params: Record<string, string | number>
}

export interface StacksBody {
  stacks: StackFile[]
  findings: GateFinding[]
}

export type Stacks = Artifact<'stacks', StacksBody>
