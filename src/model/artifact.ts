import { contentHash, type ContentHash } from './canonical.js'
import { deepFreeze, type DeepReadonly } from './freeze.js'

/** What every artifact carries: its format, its own hash (over everything but `hash`) and the hashes of what it was made from. */
export interface ArtifactHeader<Kind extends string> {
  readonly kind: Kind
  readonly schema: 1
  readonly place: string
  readonly inputs: Readonly<Record<string, ContentHash>>
  readonly hash: ContentHash
}

export type Artifact<Kind extends string, Body extends object> = ArtifactHeader<Kind> & DeepReadonly<Body>

/** Puts the header on a body and freezes the whole. */
export function makeArtifact<Kind extends string, Body extends object>(
  kind: Kind,
  place: string,
  inputs: Readonly<Record<string, ContentHash>>,
  body: Body,
): Artifact<Kind, Body> {
  const unsealed = { kind, schema: 1 as const, place, inputs, ...body }
  return deepFreeze({ ...unsealed, hash: contentHash(unsealed) }) as Artifact<Kind, Body>
}

/** Whether an artifact read from disk still says what it said when it was written. */
export function isUntouched(artifact: ArtifactHeader<string>): boolean {
  const { hash, ...unsealed } = artifact
  return contentHash(unsealed) === hash
}
