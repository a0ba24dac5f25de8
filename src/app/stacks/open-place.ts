import { join } from 'node:path'
import { DiagnosticError, hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.js'
import type { StackRunner } from '../../ports/stack-runner.js'
import type { PlaceOnDisk } from '../inventory/read-place.js'
import { withLock } from './lock.js'
import { cutOffBefore } from './journalled.js'
import { withSites, type ConnectCluster, type OpenSite } from './site-access.js'
import { siteTargets, sitesFileOf, type SiteFlags } from './site-targets.js'
import { missingAddresses, stackTasks, type StackTask } from './stack-tasks.js'
import { strangeFiles } from './strange-files.js'
import { synthPlace, type SynthOptions, type Synthesis } from './synth.js'

/** What a command that works on a place's clusters is told. */
export interface PlaceRequest {
  readonly root: string
  /** What relative paths of flags start from. */
  readonly cwd: string
  readonly place: string
  readonly selection: SynthOptions
  readonly flags: SiteFlags
  readonly environment: NodeJS.ProcessEnv
  /** How many stacks at once. */
  readonly parallel: number
  readonly signal?: AbortSignal
}

/** The world outside, as the wiring chooses it and tests replace it. */
export interface SiteTools {
  readonly connect: ConnectCluster
  readonly now: () => Date
  readonly newId: () => string
  /** Folder of what this machine remembers between commands: the locks. */
  readonly stateDirectory: string
}

export interface StackTools extends SiteTools {
  /** Made when the files of the place are read: they say which program and which mirror. */
  readonly runner: (place: PlaceOnDisk) => StackRunner
}

/** A place whose stacks are written and whose sites can be reached. */
export interface OpenPlace {
  readonly place: PlaceOnDisk
  readonly stacks: NonNullable<Synthesis['stacks']>
  /** In the order they are applied. */
  readonly tasks: readonly StackTask[]
  readonly sites: ReadonlyMap<string, OpenSite>
}

export interface Outcome<Result> {
  readonly diagnostics: readonly Diagnostic[]
  /** Texts of the place's files, to show problems where they stand. */
  readonly sources: ReadonlyMap<string, string>
  /** Left out when the work could not begin. */
  readonly result?: Result
}

export interface Opening {
  /** What the lock says to another one. */
  readonly doing: string
  /** Whether findings of the gates on the stacks stop the work. */
  readonly gated: boolean
}

/**
 * Writes the stacks, opens their sites and calls `use`, with the place locked. Everything that can be found wrong without asking a
 * cluster is found before.
 */
export async function withPlace<Result>(request: PlaceRequest, tools: SiteTools, opening: Opening, use: (open: OpenPlace) => Promise<Outcome<Result> | Omit<Outcome<Result>, 'sources'>>): Promise<Outcome<Result>> {
  const { root, cwd, place: name, selection, flags, environment } = request
  const lock = { folder: join(tools.stateDirectory, 'stacks', name), place: name, doing: opening.doing, now: tools.now() }
  return withLock(lock, async () => {
    const { place, stacks, diagnostics: found, sources } = await synthPlace(root, name, selection)
    const diagnostics = [...cutOffBefore(request), ...found]
    if (!stacks || (opening.gated && hasErrors(diagnostics))) return { diagnostics, sources }
    const tasks = stackTasks(selection.outdir, stacks.stacks)
    const sites = [...new Set(tasks.map(({ site }) => site))]
    const { targets, diagnostics: unreached } = siteTargets({ root, cwd, place, sites, flags, environment })
    const wrong = [...('runner' in tools ? strangeFiles(tasks) : []), ...unreached, ...(hasErrors(unreached) ? [] : missingAddresses(tasks, targets, sitesFileOf(place)))]
    if (hasErrors(wrong)) return { diagnostics: [...warningsOf(diagnostics), ...wrong], sources }
    try {
      const outcome = await withSites(targets, join(selection.outdir, 'access'), tools.connect, (open) => use({ place, stacks, tasks, sites: open }))
      return { sources, ...outcome, diagnostics: [...warningsOf(diagnostics), ...outcome.diagnostics] }
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error
      return { diagnostics: [...warningsOf(diagnostics), ...error.diagnostics], sources }
    }
  })
}

/** Where the gates do not stop the work, what they found is not its outcome. */
function warningsOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'warning')
}
