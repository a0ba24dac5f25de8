import { randomUUID } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JsonObject } from '../../model/json.js'
import type { StackFolder, StackResult, StackRunOptions } from '../../ports/stack-runner.js'
import { textAt } from './messages.js'
import { runCommand, type Session } from './session.js'

/**
 * Writes an empty state where there is none. Terraform (1.11.4), with backend `pg`, holds one lock for all stacks of a database while it works
 * on a stack that has no state, which is until the end of its first apply; OpenTofu holds one for each.
 */
export async function writeFirstState(session: Session, stack: StackFolder, options: StackRunOptions): Promise<StackResult> {
  const pulled = await runCommand(session, stack, { parameters: ['state', 'pull'], document: true }, options)
  if (!pulled.ok || hasLineage(pulled.output)) return pulled
  const file = join(session.folder.home, `${stack.name}-${randomUUID()}.tfstate`)
  try {
    await writeFile(file, JSON.stringify({ version: 4, serial: 1, lineage: randomUUID(), outputs: {}, resources: [] }), { mode: 0o600 })
    return await runCommand(session, stack, { parameters: ['state', 'push', session.lock, file], document: true }, options)
  } finally {
    await rm(file, { force: true })
  }
}

function hasLineage(output: string): boolean {
  return output.trim() !== '' && textAt(JSON.parse(output) as JsonObject, 'lineage') !== ''
}
