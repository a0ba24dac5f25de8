import { join } from 'node:path'
import { findPackage, isLocked, MIRROR_LOCK, packageHash, withoutProvider, type RequiredProvider } from '../../../adapters/tofu/index.js'
import { problem, type Diagnostic } from '../../../diagnostics/diagnostic.js'
import { openMirror, type MirrorRequest } from './open-mirror.js'

export interface MirroredProvider extends RequiredProvider {
  readonly folder: string
  /** `h1:` hash of the package, as lock files have it. */
  readonly hash: string
  /** False when no lock file of the mirror speaks of the provider. */
  readonly locked: boolean
}

export interface CheckedMirror {
  readonly diagnostics: readonly Diagnostic[]
  readonly providers: readonly MirroredProvider[]
}

/** Whether the mirror holds, for this machine, exactly the providers that a place's stacks ask for, and the bytes that were agreed on. */
export async function checkMirror(request: MirrorRequest): Promise<CheckedMirror> {
  const { mirrors, providers } = await openMirror(request)
  const checked = await Promise.all(providers.map((provider) => checkProvider(mirrors, provider)))
  return { diagnostics: checked.flatMap((one) => ('code' in one ? [one] : [])), providers: checked.flatMap((one) => ('code' in one ? [] : [one])) }
}

async function checkProvider(mirrors: readonly string[], provider: RequiredProvider): Promise<MirroredProvider | Diagnostic> {
  const folder = await findPackage(mirrors, provider)
  if (folder === undefined) return withoutProvider(mirrors, provider)
  const mirror = mirrors.find((one) => folder.startsWith(one))!
  const hash = await packageHash(folder)
  const agreed = await isLocked(mirror, provider, hash)
  if (agreed === false) return problem('TOFU_MIRROR_DIFFERS', { ...provider, folder, lock: join(mirror, MIRROR_LOCK), found: hash })
  return { ...provider, folder, hash, locked: agreed ?? false }
}
