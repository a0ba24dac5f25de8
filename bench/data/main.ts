import type { Figures } from '../main.js'

interface Part {
  readonly ids: readonly string[]
  readonly figures: () => Promise<Figures>
}

/** Each is loaded when it is asked for. */
const parts: readonly Part[] = [
  { ids: ['D1', 'D1_p99', 'D2', 'D2_p99'], figures: async () => (await import('./outage.js')).outageFigures() },
  { ids: ['D3', 'D3_max', 'D3_back'], figures: async () => (await import('./mariadb.js')).mariadbFigures() },
  { ids: ['D4', 'D6'], figures: async () => (await import('./copy.js')).copyFigures() },
  { ids: ['D5'], figures: async () => (await import('./proof.js')).proofFigures() },
  { ids: ['D7', 'D7_max'], figures: async () => (await import('./failover.js')).failoverFigures() },
]

/** All figures of the data path, or those that `--only D1,D4` names with what is measured beside them. */
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
