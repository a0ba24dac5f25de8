import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { impliedMirrors, readStackConfiguration, type RequiredProvider } from '../../../adapters/tofu/index.js'
import { DiagnosticError, problem } from '../../../diagnostics/diagnostic.js'
import { readOutput } from '../../../flow/synth/output/read-output.js'
import { readPlace } from '../../inventory/read-place.js'

export interface MirrorRequest {
  readonly root: string
  readonly place: string
  /** Folder with the place's synthesized stacks. */
  readonly outdir: string
  /** Instead of what sites.yaml names. */
  readonly mirror?: string
  readonly environment: NodeJS.ProcessEnv
}

export interface OpenMirror {
  /** Folders that are looked at, the first one first. */
  readonly mirrors: readonly string[]
  /** Every provider that a stack of the place asks for, sorted, each once. */
  readonly providers: readonly RequiredProvider[]
}

export async function openMirror(request: MirrorRequest): Promise<OpenMirror> {
  const { sites } = await readPlace(request.root, request.place)
  const named = request.mirror ?? sites?.mirror
  const implied = impliedMirrors(request.environment)
  const there = implied.filter((folder) => existsSync(folder))
  return { mirrors: named === undefined ? (there.length > 0 ? there : implied.slice(0, 1)) : [named], providers: await providersOf(request) }
}

async function providersOf({ place, outdir }: MirrorRequest): Promise<RequiredProvider[]> {
  const folders = stacksIn(place, outdir).map(({ name, path }) => ({ name, folder: dirname(join(outdir, path)) }))
  const configurations = await Promise.all(folders.map(readStackConfiguration))
  const all = new Map(configurations.flatMap(({ providers }) => providers).map((provider) => [`${provider.source} ${provider.version}`, provider]))
  return [...all.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, provider]) => provider)
}

function stacksIn(place: string, outdir: string): ReturnType<typeof readOutput> {
  try {
    return readOutput(outdir)
  } catch (cause) {
    throw new DiagnosticError(problem('TOFU_STACK_UNREADABLE', { stack: place, folder: outdir }, { cause }))
  }
}
