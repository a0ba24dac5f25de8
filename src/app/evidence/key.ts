import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DiagnosticError, problem } from '../../diagnostics/diagnostic.js'
import type { RunHome } from '../run/home.js'

/** The place's own Ed25519 key, made on first use and readable by nobody else. It never leaves the state folder. */
export async function placeKey({ stateDirectory, place }: RunHome): Promise<KeyObject> {
  const folder = join(stateDirectory, 'evidence')
  const file = join(folder, `${place}.key`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Of two who make it at once the second finds the first one's.
    await writeFile(file, newKey(), { mode: 0o600, flag: 'wx' }).catch(unlessThere)
    return createPrivateKey(await readFile(file, 'utf8'))
  } catch (cause) {
    throw new DiagnosticError(problem('EVD_KEY_UNUSABLE', { file, detail: cause instanceof Error ? cause.message : String(cause) }, { cause }))
  }
}

function newKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
}

export function publicPem(key: KeyObject): string {
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
}

/** For people who compare two keys: SHA-256 of the key's DER form, as ssh-keygen and others show it. */
export function fingerprint(pem: string): string {
  return `SHA256:${createHash('sha256').update(createPublicKey(pem).export({ type: 'spki', format: 'der' })).digest('base64').replace(/=+$/, '')}`
}
