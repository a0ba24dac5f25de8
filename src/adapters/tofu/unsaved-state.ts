import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { StackFolder, StackResult, StackRunOptions } from '../../ports/stack-runner.js'
import { runCommand, type Session } from './session.js'

/** What the tools leave in a stack's folder when an apply could not write its state to where it lies. */
const UNSAVED = 'errored.tfstate'

/**
 * Writes the state that an earlier apply could not write: without it a plan would make everything a second time. The tool itself refuses
 * where the state has moved on since, or is another stack's.
 */
export async function writeUnsavedState(session: Session, stack: StackFolder, options: StackRunOptions): Promise<StackResult> {
  const file = join(stack.folder, UNSAVED)
  if (!existsSync(file)) return { ok: true, problems: [] }
  const pushed = await runCommand(session, stack, { parameters: ['state', 'push', session.lock, UNSAVED], document: true }, options)
  if (pushed.ok) await rm(file)
  return pushed
}
