import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ContentHash } from '../../model/canonical.js'
import type { SavedPlan } from '../../ports/stack-runner.js'

type Approved = Pick<SavedPlan, 'file' | 'hash'>

/** Of the bytes themselves: the tools take a plan with a byte appended for the same plan. */
export async function planFileHash(file: string): Promise<ContentHash> {
  return bytesHash(await readFile(file))
}

/**
 * Runs `use` on a private copy of the plan, when its bytes have the hash; undefined when they have not, or there is no file. The copy is
 * written from the very bytes that were hashed: nobody can put another plan in between.
 */
export async function withVerifiedPlan<T>(plan: Approved, folder: string, use: (copy: string) => Promise<T>): Promise<T | undefined> {
  const bytes = await readFile(plan.file).catch(() => undefined)
  if (bytes === undefined || bytesHash(bytes) !== plan.hash) return undefined
  const place = await mkdtemp(join(folder, 'apply-'))
  try {
    const copy = join(place, 'plan.bin')
    await writeFile(copy, bytes, { mode: 0o600 })
    return await use(copy)
  } finally {
    await rm(place, { recursive: true, force: true })
  }
}

function bytesHash(bytes: Uint8Array): ContentHash {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
