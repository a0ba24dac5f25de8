import type { CheckedMirror } from '../../app/stacks/mirror/check.js'
import type { writeMirror } from '../../app/stacks/mirror/write.js'
import type { Language } from '../../model/labels.js'
import { mirrorWords } from './stacks-mirror-words.js'

export function mirroredLines(providers: CheckedMirror['providers'], language: Language): string[] {
  const words = mirrorWords[language]
  return providers.flatMap(({ source, version, folder, hash, locked }) => [words.holds(source, version, folder), words.hash(hash, locked)])
}

export function writtenLines({ sha256, folder, hash, lock }: Awaited<ReturnType<typeof writeMirror>>, language: Language): string[] {
  const words = mirrorWords[language]
  return [words.written(folder), words.compare(sha256), words.lock(lock), `  ${hash}`]
}
