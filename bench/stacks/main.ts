import type { Figures } from '../main.js'

interface Part {
  readonly ids: readonly string[]
  readonly figures: () => Promise<Figures>
}

/** Each is loaded when it is asked for. */
const parts: readonly Part[] = [
  { ids: ['S1', 'S1_mb', 'S2', 'S3'], figures: async () => (await import('./synthesis.js')).synthesisFigures() },
  { ids: ['S4'], figures: async () => (await import('./reachability.js')).reachabilityFigures() },
  { ids: ['S5'], figures: async () => (await import('./manifests.js')).manifestFigures() },
  { ids: ['S6'], figures: async () => (await import('./runner.js')).runnerFigures() },
]

/** All figures of the stacks, or those that `--only S1,S4` names with what is measured beside them. */
export async function run(flags: readonly string[]): Promise<Figures> {
  const asked = only(flags)
  const unknown = asked.filter((id) => !parts.some(({ ids }) => ids.includes(id)))
  if (unknown.length > 0) throw new Error(`no figure ${unknown.join(', ')}; there are: ${parts.flatMap(({ ids }) => ids).join(', ')}`)
  let all: Figures = {}
  for (const { ids, figures } of parts) {
    if (asked.length > 0 && !ids.some((id) => asked.includes(id))) continue
    all = { ...all, ...await figures() }
  }
  return all
}

function only(flags: readonly string[]): readonly string[] {
  const at = flags.findIndex((flag) => flag === '--only' || flag.startsWith('--only='))
  if (at < 0) return []
  const list = flags[at]!.startsWith('--only=') ? flags[at]!.slice('--only='.length) : flags[at + 1] ?? ''
  return list.split(',').filter((id) => id !== '')
}
