import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Json } from '../../model/json.js'
import { stackFiles } from '../../model/stack-files.js'
import type { SavedPlan, StackFolder, StackResult, StackRunOptions } from '../../ports/stack-runner.js'
import { planFileHash } from './plan-file.js'
import { unprotected } from './protection.js'
import { runCommand, type Session } from './session.js'
import { writeUnsavedState } from './unsaved-state.js'
import { adoptedAddresses, emptyStateProblem, readState } from './state.js'

export interface PlanOptions extends StackRunOptions {
  readonly destroy?: boolean
}

type Planned = StackResult & { readonly saved?: SavedPlan }

export async function makePlan(session: Session, stack: StackFolder, { destroy = false, ...options }: PlanOptions): Promise<Planned> {
  const adopted = await adoptedAddresses(stack)
  const wedged = adopted === undefined ? await emptyStateProblem(stack) : undefined
  if (wedged) return refused(stack, wedged, options)
  const written = await writeUnsavedState(session, stack, options)
  if (!written.ok) return written
  const forgotten = await forgetTainted(session, stack, adopted ?? [], options)
  if (!forgotten.ok) return forgotten
  const file = join(stack.folder, stackFiles.plan)
  await rm(file, { force: true })
  const parameters = ['plan', '-input=false', '-json', '-detailed-exitcode', session.lock, `-out=${stackFiles.plan}`, ...(destroy ? ['-destroy'] : [])]
  const planned = await unprotected(stack.folder, destroy, () => runCommand(session, stack, { parameters, success: [0, 2] }, options))
  // Quick, and without it the plan is no use: an interrupt that comes now is told when the plan is there.
  const show = { parameters: ['show', '-json', stackFiles.plan], document: true }
  const shown = planned.ok ? await runCommand(session, stack, show, { variables: options.variables }) : planned
  if (shown.ok) {
    const saved: SavedPlan = { stack: stack.name, file, hash: await planFileHash(file), changed: planned.exit === 2, json: JSON.parse(shown.output) as Json }
    return { ok: true, problems: planned.problems, saved }
  }
  // A plan that failed is written all the same, and could be taken for one that may be applied.
  await rm(file, { force: true })
  return { ok: false, problems: planned.ok ? [...planned.problems, ...shown.problems] : planned.problems }
}

export function refused(stack: StackFolder, found: StackResult['problems'][number], { onEvent }: StackRunOptions): StackResult {
  onEvent?.({ type: 'problem', stack: stack.name, problem: found })
  return { ok: false, problems: [found] }
}

/**
 * A create that was cut off is recorded as tainted, and OpenTofu 1.12.6 then refuses to read the object ("Unexpected Identity Change").
 * An import cannot take its place as long as it is in the state.
 */
async function forgetTainted(session: Session, stack: StackFolder, adopted: readonly string[], options: StackRunOptions): Promise<StackResult> {
  if (adopted.length === 0) return { ok: true, problems: [] }
  const pulled = await runCommand(session, stack, { parameters: ['state', 'pull'], document: true }, options)
  const tainted = pulled.ok ? readState(pulled.output).tainted.filter((address) => adopted.includes(address)) : []
  if (!pulled.ok || tainted.length === 0) return pulled
  return runCommand(session, stack, { parameters: ['state', 'rm', session.lock, ...tainted], document: true }, options)
}
