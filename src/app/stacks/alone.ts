import { join, resolve } from 'node:path'
import { unknownFile } from '../../flow/synth/gates/unknown-file.js'
import { lookBeside } from '../../flow/synth/output/beside-stack.js'
import { runHome } from '../run/home.js'
import { findingDiagnostics } from './findings.js'
import { withLock } from './lock.js'
import { synthPlace, type Synthesis, type SynthOptions } from './synth.js'

export interface AloneRequest {
  readonly root: string
  readonly place: string
  readonly selection: SynthOptions
  /** What the lock says to another one. */
  readonly doing: string
  readonly environment: NodeJS.ProcessEnv
  readonly now: Date
}

/**
 * For commands that only write: they take the lock of those that plan and apply, which would otherwise find the stacks rewritten under
 * their hands. Never called by those, who hold it already.
 */
export function alone<Result>({ root, place, doing, environment, now }: Omit<AloneRequest, 'selection'>, use: () => Promise<Result>): Promise<Result> {
  const { stateDirectory } = runHome(root, place, environment)
  return withLock({ folder: join(resolve(stateDirectory), 'stacks', place), place, doing, now }, use)
}

/** Writes the stacks of a place while nobody else works on them, and looks what else lies in their folders. */
export function synthAlone(request: AloneRequest): Promise<Synthesis> {
  const { root, place, selection } = request
  return alone(request, async () => {
    const synthesis = await synthPlace(root, place, selection)
    const { stacks = [] } = synthesis.stacks ?? {}
    const folders = stacks.map(({ name, path, dependencies }) => ({ name, path, dependencies, json: {}, ...lookBeside(join(selection.outdir, path, '..')) }))
    return { ...synthesis, diagnostics: [...synthesis.diagnostics, ...findingDiagnostics(unknownFile.check(folders))] }
  })
}
