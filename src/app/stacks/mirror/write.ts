import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { recognizePackage, writePackage, type WrittenPackage } from '../../../adapters/tofu/index.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { openMirror, type MirrorRequest } from './open-mirror.js'

/** Puts a provider that somebody has brought into the mirror, unpacked, and notes its hash in the mirror's lock file. */
export async function writeMirror(request: MirrorRequest, file: string): Promise<WrittenPackage> {
  const { mirrors: [mirror = ''], providers } = await openMirror(request)
  const needed = providers.map(({ source, version }) => `${source} ${version}`).join(', ')
  const found = existsSync(file) ? recognizePackage(file, providers) : undefined
  if (!found) throw new DiagnosticError(problem('TOFU_MIRROR_PACKAGE_UNKNOWN', { package: basename(file), place: request.place, needed }))
  return writePackage(mirror, found)
}
